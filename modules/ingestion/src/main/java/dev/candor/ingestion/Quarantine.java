package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The rows that were refused, with their reasons. Nothing is taken out of its log: an entry leaves by another row that says
 * so. Several quarantines, in this process or others, may share a folder. Safe for concurrent calls.
 */
public final class Quarantine implements Refusals {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    private final EventLog log;
    private final Path lock;
    private final EntryMaker maker;
    private final Map<String, ReplayedEntry> replayed = new ConcurrentHashMap<>();

    /**
     * The quarantine in a log.
     *
     * @param lock a file that is locked while entries leave, so that each leaves once
     * @param ids names for entries, each time another one
     */
    public Quarantine(EventLog log, Path lock, InstantSource clock, Supplier<String> ids) {
        this.log = log;
        this.lock = lock;
        this.maker = new EntryMaker(clock, ids);
    }

    /** What is done with entries that are in quarantine. */
    interface EntryVisitor {
        void entry(QuarantineEntry entry) throws IOException;
    }

    @Override
    public void keep(List<QuarantinedRow> rows) throws IOException {
        List<QuarantineEntry> entries = new ArrayList<>();
        for (QuarantinedRow row : rows) {
            Optional<ReplayedEntry> before = Optional.ofNullable(replayed.get(row.source()));
            if (before.isEmpty()) {
                entries.add(maker.first(row));
            } else {
                before.get().refuse(row.why(), row.contract()).ifPresent(entries::add);
            }
        }
        append(entries);
    }

    private void append(List<QuarantineEntry> entries) throws IOException {
        log.append(entries.stream()
                .map(entry -> JsonWriter.compact(entry.row()).getBytes(StandardCharsets.UTF_8))
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
     * @throws NoSuchEntryException when the filter names an entry that is not in quarantine; nothing was dropped
     */
    public DropReport drop(QuarantineFilter filter, String reason, boolean dryRun)
            throws IOException, NoSuchEntryException {
        AdvisoryLock held = AdvisoryLock.take(lock, LOCK_TIMEOUT);
        try (Departures departures = new Departures(log)) {
            mustBeThere(filter);
            DropReport.Counting report = new DropReport.Counting(dryRun);
            visit(filter, entry -> {
                if (!dryRun) {
                    departures.add(Resolution.dropped(entry.id(), maker.now(), reason));
                }
                report.add(entry);
            });
            return report.report();
        } finally {
            held.close();
        }
    }

    /**
     * Hands rows to the pipeline again, which checks them by today's rules: those that get in leave the quarantine, those
     * that are refused for another reason than before move to a new entry, and all others stay. An end in the middle
     * leaves every row where it was or where it should be: one that is in its log already is a duplicate next time.
     *
     * @param ingestion a pipeline that keeps what it refuses in this quarantine
     * @param dryRun to change nothing and say what would be
     * @throws NoSuchEntryException when the filter names an entry that is not in quarantine; nothing was replayed
     * @throws IOException when the pipeline or the disk fails: what was moved until then is moved
     */
    public ReplayReport replay(QuarantineFilter filter, Ingestion ingestion, boolean dryRun)
            throws IOException, NoSuchEntryException {
        AdvisoryLock held = AdvisoryLock.take(lock, LOCK_TIMEOUT);
        try (Departures departures = new Departures(log)) {
            mustBeThere(filter);
            ReplayReport.Counting report = new ReplayReport.Counting(dryRun);
            Replay replay = new Replay(ingestion, maker, replayed, departures, dryRun);
            IdSet made = new IdSet();
            visit(filter, entry -> {
                // what this replay itself appends may be read as well
                if (!made.contains(entry.id())) {
                    ReplayReport.Row row = replay.replay(entry, this::append);
                    row.movedTo().ifPresent(made::add);
                    report.add(row);
                }
            });
            return report.report();
        } finally {
            held.close();
        }
    }

    private void mustBeThere(QuarantineFilter filter) throws IOException, NoSuchEntryException {
        if (filter.ids().isEmpty()) {
            return;
        }
        Set<String> missing = new HashSet<>(filter.ids());
        visit(QuarantineFilter.of(filter.ids().toArray(String[]::new)), entry -> missing.remove(entry.id()));
        if (!missing.isEmpty()) {
            throw new NoSuchEntryException(missing.stream().sorted().toList());
        }
    }

    /** Two readings, so that only the ids of what has left are held, and one entry at a time. */
    private void visit(QuarantineFilter filter, EntryVisitor visitor) throws IOException {
        IdSet left = new IdSet();
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
