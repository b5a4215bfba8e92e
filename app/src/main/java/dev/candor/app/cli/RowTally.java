package dev.candor.app.cli;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonRows;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFormat;
import dev.candor.foundation.text.Wording;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts rows and says findings as they are met, so that memory does not grow with the files. As text, so many of a file
 * are listed as a person reads, and that a file is no JSON at all is said once; as JSON, all are listed.
 */
final class RowTally {
    private static final int MAX_LISTED = 100;
    private static final int MAX_NOT_JSON_LISTED = 3;

    private final RowVerdict verdict;
    private final Terminal terminal;
    private final boolean json;
    private String file = "";
    private Optional<ProgressInput> input = Optional.empty();
    private long rows;
    private long rowsBefore;
    private long listed;
    private long omitted;
    private long notJson;
    private long invalidRows;
    private long violations;
    private long warnings;
    private int unreadable;

    RowTally(RowVerdict verdict, Terminal terminal, boolean json) {
        this.verdict = verdict;
        this.terminal = terminal;
        this.json = json;
    }

    /**
     * Examines the rows of a file.
     *
     * @throws IOException when it cannot be read to its end; the rows before that are examined
     */
    void scan(ProgressInput rowsOfFile, String name, RowFormat format) throws IOException {
        file = name;
        input = Optional.of(rowsOfFile);
        rowsBefore = rows;
        listed = 0;
        omitted = 0;
        notJson = 0;
        try {
            JsonRows found = JsonRows.over(rowsOfFile, format);
            while (found.next()) {
                count(
                        found.number(),
                        found.isTooLong()
                                ? List.of(Finding.overlong())
                                : verdict.of(found.bytes(), found.from(), found.to()));
            }
        } finally {
            rowsOfFile.finish();
            sumOfFile();
        }
        if (rows == rowsBefore) {
            terminal.tell(RowFiles.empty(name));
        }
    }

    private void sumOfFile() {
        long rowsOfFile = rows - rowsBefore;
        if (!json && notJson > MAX_NOT_JSON_LISTED) {
            terminal.say(file + ": this is not NDJSON, nor another form of JSON: " + notJson + " of "
                    + Wording.count(rowsOfFile, "row") + " are no JSON");
        }
        if (omitted > 0) {
            terminal.say(file + ": and " + omitted + " more, which --json lists");
        }
    }

    /** So many files, or folders, could not be read to their end. */
    void unreadable(int more) {
        unreadable += more;
    }

    boolean isClean() {
        return violations == 0 && unreadable == 0 && rows > 0;
    }

    private void count(long line, List<Finding> found) {
        rows++;
        if (found.isEmpty()) {
            return;
        }
        input.ifPresent(ProgressInput::finish);
        long refusals = found.stream().filter(RowTally::isRefusal).count();
        invalidRows += refusals > 0 ? 1 : 0;
        violations += refusals;
        warnings += found.size() - refusals;
        for (Finding finding : found) {
            list(line, finding);
        }
    }

    private void list(long line, Finding finding) {
        if (json) {
            terminal.say(json(line, finding));
            return;
        }
        boolean isNotJson = finding.rule().equals(RowChecker.JSON_RULE);
        notJson += isNotJson ? 1 : 0;
        if (listed == MAX_LISTED || (isNotJson && notJson > MAX_NOT_JSON_LISTED)) {
            omitted++;
        } else {
            listed++;
            terminal.say(text(line, finding));
        }
    }

    private static boolean isRefusal(Finding finding) {
        return finding.severity() == Severity.REFUSAL;
    }

    private String text(long line, Finding finding) {
        String severity = isRefusal(finding) ? "" : "warning: ";
        return file + ":" + line + ": " + severity + finding.sentence() + " [" + finding.rule() + "]";
    }

    private String json(long line, Finding finding) {
        return JsonWriter.compact(new ObjectValue(Map.of(
                "file", JsonValue.of(file),
                "line", JsonValue.of(line),
                "code", JsonValue.of(finding.code()),
                "severity", JsonValue.of(isRefusal(finding) ? "refusal" : "warning"),
                "pointer", JsonValue.of(finding.pointer()),
                "rule", JsonValue.of(finding.rule()),
                "sentence", JsonValue.of(finding.sentence()))));
    }

    /** Says the sum; returns false when that could not be written. */
    boolean sum(Optional<Contract> contract) {
        if (json) {
            return terminal.say(JsonWriter.compact(new JsonObject()
                    .put("contract", contract.map(Contract::id).orElse(ValidateVerb.AUTO))
                    .put(
                            "contract_version",
                            contract.map(one -> JsonValue.of(one.version())).orElse(new NullValue()))
                    .put("invalid_rows", invalidRows)
                    .put("rows", rows)
                    .put("unreadable_files", unreadable)
                    .put("valid", isClean())
                    .put("violations", violations)
                    .put("warnings", warnings)
                    .object()));
        }
        String verdict = rows == 0
                ? terminal.red("nothing was examined")
                : violations == 0
                        ? terminal.green("all valid")
                        : terminal.red(invalidRows + " invalid, " + Wording.count(violations, "violation"));
        String warned = warnings == 0 ? "" : ", " + Wording.count(warnings, "warning");
        String unread = unreadable == 0 ? "" : terminal.red(", " + Wording.count(unreadable, "file") + " not read");
        return terminal.say(Wording.count(rows, "row") + ": " + verdict + warned + unread);
    }
}
