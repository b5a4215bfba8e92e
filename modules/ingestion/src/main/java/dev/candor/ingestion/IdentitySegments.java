package dev.candor.ingestion;

import dev.candor.foundation.eventlog.Position;
import dev.candor.foundation.files.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What is noted of a log's identities, so that a process need not read the log again: a folder of files that each hold
 * the keys of the rows between two places. They follow one another without a gap; any of them may be deleted, which
 * costs time and nothing else. Used by whoever holds the log.
 */
final class IdentitySegments {
    private static final long MAGIC = 0x43616e646f723031L;
    private static final Pattern NAME = Pattern.compile("(\\d{8})\\.keys");
    private static final int KEY_BYTES = 24;

    private final Path folder;
    private final int rows;
    private final Position start;
    private final NavigableMap<Integer, Integer> counts = new TreeMap<>();
    private int next = 1;
    private Position savedTo;
    private int unsaved;

    /**
     * The segments in a folder, which need not be there yet.
     *
     * @param rows how many rows make a segment
     * @param start the log's
     */
    IdentitySegments(Path folder, int rows, Position start) {
        this.folder = folder;
        this.rows = rows;
        this.start = start;
        this.savedTo = start;
    }

    private record Segment(Position from, Position checkFrom, Position to, int count, ByteBuffer keys) {}

    /** How many rows are in no segment yet. */
    int unsaved() {
        return unsaved;
    }

    /** Counts rows that no segment has yet. */
    void added(int count) {
        unsaved += count;
    }

    /** Whether the rows of the segments end at a place, so that nothing behind it is among them. */
    boolean endAt(Position place) {
        return savedTo.equals(place);
    }

    /**
     * Fills a window with the keys that are noted.
     *
     * @return the place from which on the log is to be read: before the last rows that are noted, or behind them; empty
     *     when nothing is noted that can be relied on
     */
    Optional<Position> load(KeyWindow window) {
        counts.clear();
        unsaved = 0;
        next = 1;
        savedTo = start;
        Optional<Position> from = Optional.empty();
        try {
            for (var file : files().entrySet()) {
                Optional<Segment> read = read(file.getValue());
                boolean follows =
                        from.isEmpty() || (read.isPresent() && read.get().from.equals(savedTo));
                if (read.isEmpty() || !follows) {
                    return Optional.empty();
                }
                Segment segment = read.get();
                for (int i = 0; i < segment.count; i++) {
                    RowKey key = new RowKey(segment.keys.getLong(), segment.keys.getLong(), segment.keys.getLong());
                    if (!window.contains(key)) {
                        window.add(key);
                    }
                }
                counts.put(file.getKey(), segment.count);
                next = file.getKey() + 1;
                savedTo = segment.to;
                from = Optional.of(segment.checkFrom);
            }
            return from;
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Forgets all that is noted. */
    void forget() {
        counts.clear();
        unsaved = 0;
        next = 1;
        savedTo = start;
        try {
            for (Path file : files().values()) {
                PrivateFiles.remove(file);
            }
        } catch (IOException stale) {
            // what stays is checked against the log before it is believed
        }
    }

    /**
     * Notes the newest keys of a window when there are enough of them.
     *
     * @param underWay how many at the window's end are not in the log yet
     * @param checkFrom a place before the last of the rows, to see later whether they are still there
     */
    void save(KeyWindow window, int underWay, Position checkFrom, Position to) {
        if (unsaved < rows) {
            return;
        }
        try {
            Path file = folder.resolve("0".repeat(8 - Integer.toString(next).length()) + next + ".keys");
            Optional<Segment> others = Files.exists(file) ? read(file) : Optional.empty();
            if (others.isPresent() && others.get().from.equals(savedTo) && others.get().count <= unsaved) {
                noted(others.get().count, others.get().to);
                unsaved -= others.get().count;
                return;
            }
            int settled = window.size() - underWay;
            int count = Math.min(unsaved, settled);
            PrivateFiles.replaceDisposable(file, bytes(window, settled - count, settled, checkFrom, to));
            noted(count, to);
            unsaved = 0;
            removeForgotten(window.capacity());
        } catch (IOException cannotBeNoted) {
            // the log has it all; another time will do
        }
    }

    private void noted(int count, Position to) {
        counts.put(next, count);
        next++;
        savedTo = to;
    }

    /** Removes the oldest segments, as far as those behind them fill a window. */
    private void removeForgotten(int capacity) throws IOException {
        long kept = counts.values().stream().mapToLong(Integer::longValue).sum();
        for (var oldest = counts.firstEntry();
                oldest != null && kept - oldest.getValue() >= capacity;
                oldest = counts.firstEntry()) {
            kept -= oldest.getValue();
            counts.remove(oldest.getKey());
            Path file = files().get(oldest.getKey());
            if (file != null) {
                PrivateFiles.remove(file);
            }
        }
    }

    private NavigableMap<Integer, Path> files() throws IOException {
        NavigableMap<Integer, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Matcher name = NAME.matcher(entry.getFileName().toString());
                if (name.matches()) {
                    files.put(Integer.valueOf(name.group(1)), entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return files;
        }
        return files;
    }

    private byte[] bytes(KeyWindow window, int first, int end, Position checkFrom, Position to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((end - first) * KEY_BYTES + 256);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(MAGIC);
        out.writeUTF(savedTo.token());
        out.writeUTF(checkFrom.token());
        out.writeUTF(to.token());
        out.writeInt(end - first);
        for (int age = first; age < end; age++) {
            RowKey key = window.get(age);
            out.writeLong(key.high());
            out.writeLong(key.low());
            out.writeLong(key.content());
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes.toByteArray());
        out.writeLong(sum.getValue());
        return bytes.toByteArray();
    }

    /** Empty when it is not what was written. */
    private static Optional<Segment> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int body = bytes.length - Long.BYTES;
        if (body < Long.BYTES) {
            return Optional.empty();
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, body);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getLong(body) != sum.getValue() || buffer.getLong(0) != MAGIC) {
            return Optional.empty();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, Long.BYTES, body - Long.BYTES));
        Position from = new Position(in.readUTF());
        Position checkFrom = new Position(in.readUTF());
        Position to = new Position(in.readUTF());
        int count = in.readInt();
        return Optional.of(new Segment(from, checkFrom, to, count, buffer.position(body - count * KEY_BYTES)));
    }
}
