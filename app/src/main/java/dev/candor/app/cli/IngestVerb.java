package dev.candor.app.cli;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.Ingestion;
import dev.candor.ingestion.Receipt;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** {@code candor ingest}: take the rows of files, without a server. */
final class IngestVerb implements Verb {
    private static final int NOT_ALL_TAKEN = 1;
    private static final int SOME_QUARANTINED = 3;

    @Override
    public Manual manual() {
        return new Manual(
                "ingest",
                "Take the rows of files into the logs: each is accepted, a duplicate, or put into quarantine.",
                Optional.of("FILE…"),
                false,
                List.of(
                        Flag.optional("--contract", "ID", "whose rows they are (default: told by each row): " + ids())
                                .of(Contract.ids().toArray(String[]::new)),
                        RowFiles.FORMAT,
                        Flag.optional(
                                "--source", "NAME", "where they come from, for the quarantine (default: the file)"),
                        Flag.choice("--json", "print the receipt as one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  every row was accepted, or is there already",
                        "1  a file cannot be read to its end, there was no row at all, or the disk is full",
                        "2  the flags cannot be read",
                        "3  rows are in quarantine (see: candor quarantine)"),
                List.of(
                        "candor ingest events.jsonl older.jsonl.gz audit-records/",
                        "orchestrator | candor ingest --contract orchestration --source nightly -"));
    }

    private static String ids() {
        return String.join(", ", Contract.ids());
    }

    @Override
    @SuppressWarnings("try")
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Optional<Contract> contract = contract(arguments);
        RowFormat format = RowFiles.format(arguments);
        RowFiles inputs = RowFiles.of(arguments.operands(), "take rows from", surroundings);
        Terminal terminal = surroundings.terminal();
        IngestedFiles files = new IngestedFiles(terminal);
        Ingestion ingestion = surroundings.hub().ingestion();
        AtomicLong before = new AtomicLong();
        AtomicLong current = new AtomicLong();
        try (Farewell farewell = new Farewell(() -> terminal.tell("interrupted; " + (before.get() + current.get())
                + " rows were taken before, and would be duplicates if they came again"))) {
            for (String name : inputs.names()) {
                Taking taking = (rows, source) ->
                        ingestion.take(rows, format, contract, arguments.text("--source", source), current::set);
                boolean goOn = take(name, taking, files, surroundings);
                before.addAndGet(current.getAndSet(0));
                if (!goOn) {
                    break;
                }
            }
        }
        boolean said = terminal.say(arguments.has("--json") ? files.json() : files.words());
        boolean all = !files.areIncomplete() && !files.areEmpty() && inputs.unreadable() == 0;
        return !said || !all ? NOT_ALL_TAKEN : files.hasQuarantined() ? SOME_QUARANTINED : 0;
    }

    private interface Taking {
        Receipt take(InputStream rows, String source);
    }

    /** Takes one file; returns whether another may follow. */
    private static boolean take(String name, Taking taking, IngestedFiles files, Surroundings surroundings)
            throws UsageException {
        try (ProgressInput rows = ProgressInput.open(name, surroundings)) {
            Receipt receipt = taking.take(rows, name.equals(ProgressInput.STANDARD_INPUT) ? "stdin" : "file:" + name);
            rows.finish();
            if (receipt.end().isEmpty()) {
                files.taken(name, receipt);
                return true;
            }
            files.takenInPart(name, receipt, receipt.end().get().sentence());
            return switch (receipt.end().get().kind()) {
                case UNDECODABLE, TOO_LARGE, UNREADABLE -> true;
                case BUSY, DISK_FULL, UNAVAILABLE -> false;
            };
        } catch (IOException e) {
            files.takenInPart(name, Receipt.EMPTY, Reasons.of(e));
            return true;
        }
    }

    private static Optional<Contract> contract(Arguments arguments) throws UsageException {
        Optional<String> id = arguments.text("--contract");
        Optional<Contract> contract = id.flatMap(Contract::named);
        if (id.isPresent() && contract.isEmpty()) {
            throw new UsageException("there is no contract '" + id.get() + "'; there are " + ids());
        }
        return contract;
    }
}
