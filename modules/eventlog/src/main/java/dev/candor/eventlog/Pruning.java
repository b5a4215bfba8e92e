package dev.candor.eventlog;

import dev.candor.foundation.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/** Removes the oldest closed parts of a log. For whoever holds the maintenance lock. */
final class Pruning {
    private static final Duration A_DAY = Duration.ofDays(1);

    private final LogFolder folder;
    private final Retention retention;
    private final Instant now;

    Pruning(LogFolder folder, Retention retention, Instant now) {
        this.folder = folder;
        this.retention = retention;
        this.now = now;
    }

    /** The parts that are too old or too much, oldest first. */
    List<ClosedPart> candidates() throws IOException {
        List<ClosedPart> closed = ClosedPart.of(folder);
        NavigableSet<Integer> days = folder.days();
        long bytes = days.isEmpty() ? 0 : ClosedPart.sizeOf(folder.active(days.last()));
        for (ClosedPart part : closed) {
            bytes += part.bytes();
        }
        List<ClosedPart> candidates = new ArrayList<>();
        for (ClosedPart part : closed) {
            boolean tooMuch = retention.keepBytes().isPresent()
                    && bytes > retention.keepBytes().getAsLong();
            if (!tooMuch && !isTooOld(part, days)) {
                break;
            }
            bytes -= part.bytes();
            candidates.add(part);
        }
        return candidates;
    }

    private boolean isTooOld(ClosedPart part, NavigableSet<Integer> days) throws IOException {
        return retention.keepFor().isPresent()
                && lastWrite(part, days, now)
                        .isBefore(now.minus(retention.keepFor().get()));
    }

    /** As the file says, but not before its day ended nor after the next day did: a copied file has a new time. */
    private static Instant lastWrite(ClosedPart part, NavigableSet<Integer> days, Instant now) throws IOException {
        Instant written = Files.getLastModifiedTime(part.file()).toInstant();
        Integer next = days.higher(part.day());
        Instant latest = next == null ? Instant.MAX : endOf(next);
        Instant earliest = endOf(part.day());
        if (earliest.isAfter(now.plus(A_DAY))) {
            // a clock was wrong once, and rows stay in the folder of that day until it is over
            return written;
        }
        Instant atMost = written.isAfter(latest) ? latest : written;
        return atMost.isBefore(earliest) ? earliest : atMost;
    }

    private static Instant endOf(int day) {
        try {
            return LocalDate.of(day / 10_000, day / 100 % 100, day % 100)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException noDay) {
            return Instant.MAX;
        }
    }

    /** Removes parts; the numbers of those that stay keep their meaning, whenever this is interrupted. */
    void remove(List<ClosedPart> parts) throws IOException {
        for (int day : parts.stream().map(ClosedPart::day).distinct().sorted().toList()) {
            List<ClosedPart> ofDay =
                    parts.stream().filter(part -> part.day() == day).toList();
            int last = ofDay.getLast().part();
            PrivateFiles.replace(folder.pruned(day, last), new byte[0]);
            new PartCatalog(folder).pruned(day, last);
            for (ClosedPart part : ofDay) {
                PrivateFiles.remove(folder.compressed(day, part.part()));
                PrivateFiles.remove(part.file());
            }
            boolean empty = folder.parts(day).closed().isEmpty() && !Files.exists(folder.active(day));
            removeLeftovers(day, last, empty);
            PrivateFiles.syncFolderOf(folder.active(day));
            if (empty && PrivateFiles.removeIfEmpty(folder.folderOf(day))) {
                PrivateFiles.syncFolderOf(folder.folderOf(day));
            }
        }
    }

    /** Older notes of what was pruned; with the last part of a day everything that stood beside its parts. */
    private void removeLeftovers(int day, int last, boolean all) throws IOException {
        for (int part = 1; part < last; part++) {
            PrivateFiles.remove(folder.pruned(day, part));
        }
        if (all) {
            PrivateFiles.remove(folder.torn(day));
            PrivateFiles.remove(folder.damaged(day));
            PrivateFiles.remove(folder.pruned(day, last));
        }
    }
}
