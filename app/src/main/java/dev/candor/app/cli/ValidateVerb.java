package dev.candor.app.cli;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.skillusage.RefusedException;
import dev.candor.validation.Contract;
import dev.candor.validation.RowChecker;
import dev.candor.validation.Violation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor validate}: list every violation of a contract in files of rows. */
final class ValidateVerb implements Verb {
    private static final int INVALID = 1;

    @Override
    public Manual manual() {
        return new Manual(
                "validate",
                "List every row of files that breaks a contract, with line, pointer, rule and reason.",
                Optional.of("FILE…"),
                false,
                List.of(
                        Flag.required("--contract", "ID", "the contract: " + contractIds()),
                        Flag.SCHEMA,
                        Flag.REASON_CODES,
                        Flag.choice("--json", "print one line of JSON for each violation, and one at the end")),
                USAGE_ERROR,
                List.of(
                        "0  every row is valid",
                        "1  a row is invalid, or a file cannot be read",
                        "2  the flags cannot be read"),
                List.of(
                        "candor validate --contract skill-usage events.jsonl",
                        "tail -n 100 events.jsonl | candor validate --contract skill-usage --json -"));
    }

    private static String contractIds() {
        return String.join(", ", Contract.ALL.stream().map(Contract::id).toList());
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        String id = arguments.text("--contract", "");
        Contract contract = Contract.named(id)
                .orElseThrow(() -> new UsageException("there is no contract '" + id + "'; there is " + contractIds()));
        if (arguments.operands().isEmpty()) {
            throw new UsageException("a file to validate is missing; - reads standard input");
        }
        Tally tally;
        try {
            tally = new Tally(
                    checker(contract, arguments, surroundings), surroundings.terminal(), arguments.has("--json"));
        } catch (RefusedException e) {
            surroundings.terminal().tell(e.sentence());
            return INVALID;
        }
        for (String name : arguments.operands()) {
            try (WatchedFile file = name.equals("-")
                    ? WatchedFile.standardInput(surroundings.terminal())
                    : WatchedFile.open(surroundings.path(name), name, surroundings.terminal())) {
                tally.scan(file, name);
            } catch (IOException e) {
                surroundings.terminal().tell("the file " + name + " cannot be read: " + Reasons.of(e));
                tally.unreadable++;
            }
        }
        return tally.sum(contract) && tally.isClean() ? 0 : INVALID;
    }

    private static RowChecker checker(Contract contract, Arguments arguments, Surroundings surroundings)
            throws RefusedException, UsageException {
        if (contract.equals(Contract.SKILL_USAGE)) {
            return surroundings.rules(arguments);
        }
        if (arguments.has(Flag.SCHEMA.name()) || arguments.has(Flag.REASON_CODES.name())) {
            throw new UsageException("the contract " + contract.id() + " takes neither " + Flag.SCHEMA.name() + " nor "
                    + Flag.REASON_CODES.name());
        }
        return RowChecker.of(JsonValue.parse(contract.schemaFile()), List.of());
    }

    /** Counts rows and says violations as they are met, so that memory does not grow with the files. */
    private static final class Tally implements LineScanner.Visitor {
        private final RowChecker checker;
        private final Terminal terminal;
        private final boolean json;
        private String file = "";
        private Optional<WatchedFile> watched = Optional.empty();
        private long rows;
        private long invalidRows;
        private long violations;
        private int unreadable;

        Tally(RowChecker checker, Terminal terminal, boolean json) {
            this.checker = checker;
            this.terminal = terminal;
            this.json = json;
        }

        void scan(WatchedFile channel, String name) throws IOException {
            file = name;
            watched = Optional.of(channel);
            LineScanner.scan(channel, 0, this);
        }

        boolean isClean() {
            return violations == 0 && unreadable == 0;
        }

        @Override
        public void line(long number, byte[] bytes, int from, int to) {
            if (!LineScanner.isBlank(bytes, from, to)) {
                count(number, checker.check(bytes, from, to).violations());
            }
        }

        @Override
        public void overlongLine(long number) {
            count(number, List.of(Violation.overlongLine()));
        }

        private void count(long line, List<Violation> found) {
            rows++;
            if (found.isEmpty()) {
                return;
            }
            watched.ifPresent(WatchedFile::finish);
            invalidRows++;
            violations += found.size();
            for (Violation violation : found) {
                terminal.say(json ? json(line, violation) : text(line, violation));
            }
        }

        private String text(long line, Violation violation) {
            return file + ":" + line + ": " + violation.sentence() + " [" + violation.rule() + "]";
        }

        private String json(long line, Violation violation) {
            return JsonWriter.compact(new ObjectValue(Map.of(
                    "file", JsonValue.of(file),
                    "line", JsonValue.of(line),
                    "pointer", JsonValue.of(violation.pointer()),
                    "rule", JsonValue.of(violation.rule()),
                    "sentence", JsonValue.of(violation.sentence()))));
        }

        /** Says the sum; returns false when that could not be written. */
        boolean sum(Contract contract) {
            if (json) {
                Map<String, JsonValue> sum = new HashMap<>();
                sum.put("contract", JsonValue.of(contract.id()));
                sum.put("contract_version", JsonValue.of(contract.version()));
                sum.put("invalid_rows", JsonValue.of(invalidRows));
                sum.put("rows", JsonValue.of(rows));
                sum.put("unreadable_files", JsonValue.of(unreadable));
                sum.put("valid", JsonValue.of(isClean()));
                sum.put("violations", JsonValue.of(violations));
                return terminal.say(JsonWriter.compact(new ObjectValue(sum)));
            }
            String verdict = violations == 0
                    ? terminal.green("all valid")
                    : terminal.red(invalidRows + " invalid, " + violations + " violations");
            String unread = unreadable == 0 ? "" : terminal.red(", " + unreadable + " files not read");
            return terminal.say(rows + (rows == 1 ? " row: " : " rows: ") + verdict + unread);
        }
    }
}
