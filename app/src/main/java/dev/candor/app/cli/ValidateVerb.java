package dev.candor.app.cli;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.BrokenTextException;
import dev.candor.foundation.json.RowFormat;
import dev.candor.skillusage.RefusedException;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code candor validate}: list every violation of a contract in files of rows. */
final class ValidateVerb implements Verb {
    /** In place of a contract: each row is of the one it is recognised as. */
    static final String AUTO = "auto";

    private static final int INVALID = 1;

    @Override
    public Manual manual() {
        return new Manual(
                "validate",
                "List every row of files that breaks a contract, with line, pointer, rule and reason.",
                Optional.of("FILE…"),
                false,
                List.of(
                        Flag.optional("--contract", "ID", "the contract: " + contractIds())
                                .of(Contract.ids().toArray(String[]::new)),
                        RowFiles.FORMAT,
                        Flag.SCHEMA,
                        Flag.REASON_CODES,
                        Flag.choice("--json", "print one line of JSON for each finding, and one at the end")),
                USAGE_ERROR,
                List.of(
                        "0  every row is valid; there may be warnings",
                        "1  a row is invalid, a file cannot be read, or there was no row at all",
                        "2  the flags cannot be read"),
                List.of(
                        "candor validate --contract skill-usage events.jsonl",
                        "candor validate out/telemetry/20251013/events.log audit-records/",
                        "tail -n 100 events.jsonl | candor validate --contract skill-usage --json -"));
    }

    private static String contractIds() {
        return String.join(", ", Contract.ids()) + ", or " + AUTO + ", each row's own (default)";
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Optional<Contract> contract = contract(arguments.text("--contract", AUTO));
        RowFormat format = RowFiles.format(arguments);
        RowFiles files = RowFiles.of(arguments.operands(), "validate", surroundings);
        RowTally tally;
        try {
            tally = new RowTally(
                    verdict(contract, arguments, surroundings), surroundings.terminal(), arguments.has("--json"));
        } catch (RefusedException e) {
            surroundings.terminal().tell(e.sentence());
            return INVALID;
        }
        tally.unreadable(files.unreadable());
        for (String name : files.names()) {
            try (ProgressInput file = ProgressInput.open(name, surroundings)) {
                tally.scan(file, name, format);
            } catch (BrokenTextException e) {
                surroundings.terminal().tell("the file " + name + " is broken: " + e.sentence());
                tally.unreadable(1);
            } catch (IOException e) {
                surroundings.terminal().tell("the file " + name + " cannot be read: " + Reasons.of(e));
                tally.unreadable(1);
            }
        }
        return tally.sum(contract) && tally.isClean() ? 0 : INVALID;
    }

    private static Optional<Contract> contract(String id) throws UsageException {
        Optional<Contract> contract = Contract.named(id);
        if (contract.isEmpty() && !id.equals(AUTO)) {
            throw new UsageException("there is no contract '" + id + "'; there is " + contractIds());
        }
        return contract;
    }

    private static RowVerdict verdict(Optional<Contract> contract, Arguments arguments, Surroundings surroundings)
            throws RefusedException, UsageException {
        if (!arguments.has(Flag.SCHEMA.name()) && !arguments.has(Flag.REASON_CODES.name())) {
            return RowVerdict.by(contract);
        }
        if (!contract.equals(Optional.of(Contract.SKILL_USAGE))) {
            throw new UsageException("only the contract " + Contract.SKILL_USAGE.id() + " takes " + Flag.SCHEMA.name()
                    + " and " + Flag.REASON_CODES.name());
        }
        return RowVerdict.by(surroundings.rules(arguments));
    }
}
