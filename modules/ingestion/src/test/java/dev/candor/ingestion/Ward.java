package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.ToolException;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A quarantine in a scratch folder with ids and times to foretell: {@code q-1}, a second later {@code q-2}, … */
final class Ward {
    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    final Path folder;
    final EventLog log;
    final Quarantine quarantine;
    final PracticePipeline pipeline;
    private int made;
    private int asked;
    int appendsLeft = Integer.MAX_VALUE;

    Ward(Path folder, String prefix) {
        this.folder = folder;
        this.log = new HinderedLog(log("rows"), this::breakWhenDue);
        this.quarantine = new Quarantine(
                log, folder.resolve("lock"), () -> START.plusSeconds(asked++), () -> prefix + "-" + ++made);
        this.pipeline = new PracticePipeline(log("events"));
    }

    Ward(Path folder) {
        this(folder, "q");
    }

    private EventLog log(String name) {
        return EventLog.inFolder(folder.resolve(name), LogSettings.standard().named(name), () -> START, notice -> {});
    }

    void keep(String payload) throws IOException {
        keep(payload, PracticePipeline.finding("old", "it was bad"));
    }

    void keep(String payload, Finding why) throws IOException {
        keep(Optional.of(Contract.AUDIT), why, "http", payload);
    }

    void keep(Optional<Contract> contract, Finding why, String source, String payload) throws IOException {
        int bytes = payload.getBytes(StandardCharsets.UTF_8).length;
        quarantine.keep(List.of(new QuarantinedRow(contract, Refusal.of(why), source, payload, bytes)));
    }

    List<String> ids() throws IOException {
        return ids(QuarantineFilter.all());
    }

    List<String> ids(QuarantineFilter filter) throws IOException {
        return ids(quarantine, filter);
    }

    /** At most 1000, oldest first. */
    static List<String> ids(Quarantine quarantine, QuarantineFilter filter) throws IOException {
        try {
            return quarantine.drop(filter, "", true).rows().stream()
                    .map(QuarantineReport.Row::id)
                    .toList();
        } catch (ToolException e) {
            throw new AssertionError(e);
        }
    }

    QuarantineReport replay() throws IOException, ToolException {
        return quarantine.replay(QuarantineFilter.all(), pipeline, false);
    }

    /** The log fails when it has appended as often as it may. */
    private void breakWhenDue() throws IOException {
        if (appendsLeft-- <= 0) {
            throw new IOException("the power went");
        }
    }
}
