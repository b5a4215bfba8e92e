package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.time.Utc;
import dev.candor.ingestion.QuarantineEntry.Violation;
import dev.candor.ingestion.QuarantineReport.Fate;
import dev.candor.ingestion.QuarantineReport.Row;
import dev.candor.validation.contract.Contract;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The rows that were refused, with their reasons. Nothing is taken out of its log: an entry leaves by another row that says
 * so. Several quarantines, in this process or others, may share a folder. Safe for concurrent calls.
 */
public final class Quarantine implements Refusals {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_NAMED = 5;

    /** One that is not written yet is still there after a crash, and leaves again next time. */
    private static final int ROWS_AT_ONCE = 64;

    private final EventLog log;
    private final Path lock;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /**
     * The quarantine in a log.
     *
     * @param lock a file that is locked while entries leave, so that each leaves once
     * @param ids names for entries, each time another one
     */
    public Quarantine(EventLog log, Path lock, InstantSource clock, Supplier<String> ids) {
        this.log = log;
        this.lock = lock;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * What became of a row that was taken again.
     *
     * @param refusal why it is refused again
     */
    public record Replayed(boolean isDuplicate, Optional<Refusal> refusal) {}

    /** The pipeline for rows that are in quarantine, where they stay when they are refused. */
    public interface Replayer {
        /**
         * Takes a row again.
         *
         * @param dryRun to check it only; whether it is there already is not looked at then
         * @throws IOException when the log cannot be written
         */
        Replayed replay(byte[] row, Optional<Contract> contract, boolean dryRun) throws IOException;
    }

    private interface EntryVisitor {
        void entry(QuarantineEntry entry) throws IOException;
    }

    /** What is done with an entry; the row that ends it, if one does, is added. */
    private interface Step {
        Row take(QuarantineEntry entry, List<byte[]> ends) throws IOException;
    }

    private String now() {
        return Utc.timestamp(clock.instant());
    }

    @Override
    public void keep(List<QuarantinedRow> rows) throws IOException {
        log.append(rows.stream()
                .map(row -> QuarantineEntry.of(row, ids.get(), now()).row())
                .toList());
    }

    /** The entry of that id, also when it has left. */
    public Optional<ShowQuarantine.Shown> show(String id) throws IOException {
        List<QuarantineEntry> entry = new ArrayList<>();
        List<Resolution> left = new ArrayList<>();
        log.read(log.start(), (bytes, from, to) -> {
            Resolution.read(bytes, from, to)
                    .filter(resolution -> resolution.resolves().equals(id) && left.isEmpty())
                    .ifPresent(left::add);
            QuarantineEntry.read(bytes, from, to)
                    .filter(found -> found.id().equals(id) && entry.isEmpty())
                    .ifPresent(entry::add);
        });
        return entry.stream()
                .findFirst()
                .map(found -> new ShowQuarantine.Shown(found, left.stream().findFirst()));
    }

    /**
     * Gives entries up: their rows are refused for good.
     *
     * @param reason why, for whoever asks later; may be empty
     * @param dryRun to change nothing and say what would be
     * @throws ToolException when the filter names an entry that is not in quarantine; nothing was dropped
     */
    public QuarantineReport drop(QuarantineFilter filter, String reason, boolean dryRun)
            throws IOException, ToolException {
        return each(filter, dryRun, (entry, ends) -> {
            ends.add(Resolution.dropped(entry.id(), now(), reason).row());
            return new Row(entry, Fate.DROPPED, "");
        });
    }

    /**
     * Hands rows to the pipeline again, which checks them by today's rules: those that get in leave the quarantine, those
     * that are refused for another reason than before move to a new entry, and all others stay. An end in the middle
     * leaves every row where it was or where it should be: one that is in its log already is a duplicate next time.
     *
     * @param dryRun to change nothing and say what would be
     * @throws ToolException when the filter names an entry that is not in quarantine; nothing was replayed
     * @throws IOException when the pipeline or the disk fails: what was moved until then is moved
     */
    public QuarantineReport replay(QuarantineFilter filter, Replayer pipeline, boolean dryRun)
            throws IOException, ToolException {
        return each(filter, dryRun, (entry, ends) -> replay(entry, pipeline, dryRun, ends));
    }

    private Row replay(QuarantineEntry entry, Replayer pipeline, boolean dryRun, List<byte[]> ends) throws IOException {
        if (entry.truncated()) {
            return new Row(
                    entry,
                    Fate.SKIPPED,
                    "only the beginning of its " + entry.payloadBytes()
                            + " bytes is kept, so it cannot be replayed; send the row from where it came, then drop this");
        }
        Optional<Contract> contract = entry.contract().flatMap(Contract::named);
        Replayed replayed = pipeline.replay(entry.payload().getBytes(StandardCharsets.UTF_8), contract, dryRun);
        if (replayed.refusal().isPresent()) {
            return refusedAgain(entry, replayed.refusal().get(), contract, dryRun, ends);
        }
        ends.add(Resolution.replayed(entry.id(), now(), replayed.isDuplicate() ? "duplicate" : "accepted")
                .row());
        return new Row(entry, replayed.isDuplicate() ? Fate.DUPLICATE : Fate.REPLAYED, "");
    }

    private Row refusedAgain(
            QuarantineEntry entry, Refusal why, Optional<Contract> contract, boolean dryRun, List<byte[]> ends) {
        Optional<String> movedTo = dryRun || entry.isFor(why) ? Optional.empty() : Optional.of(ids.get());
        movedTo.ifPresent(
                id -> ends.add(entry.refusedAgain(why, contract, id, now()).row()));
        Violation reason = Violation.of(why.summary());
        return new Row(entry.id(), Fate.REFUSED_AGAIN, reason.code(), reason.sentence(), movedTo);
    }

    /** Also when a step fails, those before have ended. */
    @SuppressWarnings("try")
    private QuarantineReport each(QuarantineFilter filter, boolean dryRun, Step step)
            throws IOException, ToolException {
        QuarantineReport.Counting report = new QuarantineReport.Counting();
        List<byte[]> ends = new ArrayList<>();
        Set<String> made = new HashSet<>();
        try (AdvisoryLock held = AdvisoryLock.take(lock, LOCK_TIMEOUT);
                Closeable lastly = () -> append(ends, dryRun)) {
            mustBeThere(filter);
            visit(filter, entry -> {
                // what is appended meanwhile may be read as well
                if (!made.contains(entry.id())) {
                    Row row = step.take(entry, ends);
                    row.movedTo().ifPresent(made::add);
                    report.add(row);
                    if (ends.size() == ROWS_AT_ONCE) {
                        append(ends, dryRun);
                    }
                }
            });
        }
        return report.report(dryRun);
    }

    private void append(List<byte[]> ends, boolean dryRun) throws IOException {
        if (!dryRun) {
            log.append(List.copyOf(ends));
        }
        ends.clear();
    }

    private void mustBeThere(QuarantineFilter filter) throws IOException, ToolException {
        if (filter.ids().isEmpty()) {
            return;
        }
        Set<String> missing = new TreeSet<>(filter.ids());
        visit(QuarantineFilter.of(filter.ids().toArray(String[]::new)), entry -> missing.remove(entry.id()));
        if (!missing.isEmpty()) {
            throw notFound(missing.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
                    + (missing.size() > MAX_NAMED ? " (and " + (missing.size() - MAX_NAMED) + " more)" : "")
                    + " in quarantine: it never was, or has left; nothing was changed");
        }
    }

    static ToolException notFound(String which) {
        return new ToolException(
                Kind.NOT_FOUND,
                "quarantine-entry-not-found",
                "there is no entry " + which + " (list_quarantine names those there are)");
    }

    /** Two readings, so that only the ids of what has left are held, and one entry at a time. */
    private void visit(QuarantineFilter filter, EntryVisitor visitor) throws IOException {
        Set<String> left = new HashSet<>();
        Predicate<QuarantineEntry> fits = filter.fits();
        log.read(
                log.start(),
                (bytes, from, to) -> Resolution.read(bytes, from, to).ifPresent(gone -> left.add(gone.resolves())));
        log.read(log.start(), (bytes, from, to) -> {
            Optional<QuarantineEntry> entry = QuarantineEntry.read(bytes, from, to);
            if (entry.isPresent()
                    && fits.test(entry.get())
                    && !left.contains(entry.get().id())) {
                visitor.entry(entry.get());
            }
        });
    }
}
