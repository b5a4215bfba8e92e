package dev.candor.ingestion;

import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.EarlyEnd.Kind;
import dev.candor.ingestion.ReplayReport.Fate;
import dev.candor.ingestion.ReplayReport.Row;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves one entry after the other from the quarantine into its log. The row is there before the entry leaves. */
final class Replay {
    private final Ingestion ingestion;
    private final EntryMaker maker;
    private final Map<String, ReplayedEntry> underWay;
    private final Departures departures;
    private final boolean dryRun;

    /** Keeps entries. */
    interface Keeping {
        void keep(List<QuarantineEntry> entries) throws IOException;
    }

    Replay(
            Ingestion ingestion,
            EntryMaker maker,
            Map<String, ReplayedEntry> underWay,
            Departures departures,
            boolean dryRun) {
        this.ingestion = ingestion;
        this.maker = maker;
        this.underWay = underWay;
        this.departures = departures;
        this.dryRun = dryRun;
    }

    Row replay(QuarantineEntry entry, Keeping keeping) throws IOException {
        if (entry.truncated()) {
            return Row.stays(
                    entry,
                    Fate.SKIPPED,
                    "only the beginning of its " + entry.payloadBytes()
                            + " bytes is kept, so it cannot be replayed; send the row from where it came, then drop this");
        }
        byte[] payload = entry.payload().getBytes(StandardCharsets.UTF_8);
        Optional<Contract> contract = entry.contract().flatMap(Contract::named);
        Optional<Refusal> refusal = ingestion.check(payload, contract);
        if (refusal.isPresent()) {
            return refusedAgain(entry, refusal.get(), contract, keeping);
        }
        return dryRun ? Row.leaves(entry, Fate.REPLAYED) : take(entry, payload, contract);
    }

    private Row refusedAgain(QuarantineEntry entry, Refusal why, Optional<Contract> contract, Keeping keeping)
            throws IOException {
        ReplayedEntry replayed = new ReplayedEntry(entry, maker);
        Optional<QuarantineEntry> successor = replayed.refuse(why, contract);
        if (dryRun || successor.isEmpty()) {
            return Row.refused(entry, why, Optional.empty());
        }
        keeping.keep(List.of(successor.get()));
        return Row.refused(entry, why, successor);
    }

    private Row take(QuarantineEntry entry, byte[] payload, Optional<Contract> contract) throws IOException {
        String source = ReplayedEntry.source(entry.id());
        ReplayedEntry replayed = new ReplayedEntry(entry, maker);
        underWay.put(source, replayed);
        Receipt receipt;
        try {
            receipt = ingestion.take(new ByteArrayInputStream(payload), RowFormat.JSON, contract, source, taken -> {});
        } finally {
            underWay.remove(source);
        }
        if (receipt.end().isPresent()) {
            EarlyEnd end = receipt.end().get();
            if (end.kind() == Kind.UNDECODABLE || end.kind() == Kind.TOO_LARGE) {
                return Row.stays(entry, Fate.SKIPPED, end.sentence());
            }
            throw new IOException(end.sentence());
        }
        if (receipt.quarantined() > 0) {
            return Row.refused(entry, replayed.refused().orElseThrow(), replayed.successor());
        }
        Fate fate = receipt.duplicate() > 0 ? Fate.DUPLICATE : Fate.REPLAYED;
        departures.add(Resolution.replayed(entry.id(), maker.now(), fate == Fate.DUPLICATE ? "duplicate" : "accepted"));
        return Row.leaves(entry, fate);
    }
}
