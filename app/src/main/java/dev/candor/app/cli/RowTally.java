package dev.candor.app.cli;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts rows and says findings as they are met, so that memory does not grow with the files. */
final class RowTally implements LineScanner.Visitor {
    private final RowVerdict verdict;
    private final Terminal terminal;
    private final boolean json;
    private String file = "";
    private Optional<WatchedFile> watched = Optional.empty();
    private long rows;
    private long invalidRows;
    private long violations;
    private long warnings;
    private int unreadable;

    RowTally(RowVerdict verdict, Terminal terminal, boolean json) {
        this.verdict = verdict;
        this.terminal = terminal;
        this.json = json;
    }

    void scan(WatchedFile channel, String name) throws IOException {
        file = name;
        watched = Optional.of(channel);
        LineScanner.scan(channel, 0, this);
    }

    void unreadable() {
        unreadable++;
    }

    boolean isClean() {
        return violations == 0 && unreadable == 0;
    }

    @Override
    public void line(long number, byte[] bytes, int from, int to) {
        if (!LineScanner.isBlank(bytes, from, to)) {
            count(number, verdict.of(bytes, from, to));
        }
    }

    @Override
    public void overlongLine(long number) {
        count(number, List.of(Finding.overlong()));
    }

    private void count(long line, List<Finding> found) {
        rows++;
        if (found.isEmpty()) {
            return;
        }
        watched.ifPresent(WatchedFile::finish);
        long refusals = found.stream().filter(RowTally::isRefusal).count();
        invalidRows += refusals > 0 ? 1 : 0;
        violations += refusals;
        warnings += found.size() - refusals;
        for (Finding finding : found) {
            terminal.say(json ? json(line, finding) : text(line, finding));
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
            Map<String, JsonValue> sum = new HashMap<>();
            sum.put("contract", JsonValue.of(contract.map(Contract::id).orElse(ValidateVerb.AUTO)));
            sum.put(
                    "contract_version",
                    contract.map(one -> JsonValue.of(one.version())).orElse(new NullValue()));
            sum.put("invalid_rows", JsonValue.of(invalidRows));
            sum.put("rows", JsonValue.of(rows));
            sum.put("unreadable_files", JsonValue.of(unreadable));
            sum.put("valid", JsonValue.of(isClean()));
            sum.put("violations", JsonValue.of(violations));
            sum.put("warnings", JsonValue.of(warnings));
            return terminal.say(JsonWriter.compact(new ObjectValue(sum)));
        }
        String verdict = violations == 0
                ? terminal.green("all valid")
                : terminal.red(invalidRows + " invalid, " + violations + " violations");
        String warned = warnings == 0 ? "" : ", " + warnings + (warnings == 1 ? " warning" : " warnings");
        String unread = unreadable == 0 ? "" : terminal.red(", " + unreadable + " files not read");
        return terminal.say(rows + (rows == 1 ? " row: " : " rows: ") + verdict + warned + unread);
    }
}
