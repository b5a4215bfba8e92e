package dev.candor.ingestion;

import dev.candor.eventlog.Position;
import dev.candor.foundation.files.Input;
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
import java.util.Map;
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
    private static final long MAGIC = 0x43616e646f723032L;
    private static final Pattern NAME = Pattern.compile("(\\d{8})\\.keys");
    private static final int KEY_BYTES = 24;
    private static final int MAX_BYTES = 1 << 30;

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

    private record Segment(Position from, Check check, Position to, int count, ByteBuffer keys) {}

    /**
     * Rows that are read again, to see whether a log is the one that was noted.
     *
     * @param from where they begin
     * @param rows how many they are
     */
    record Check(Position from, int rows) {}

    /** How many rows are in no segment yet. */
    int unsaved() {
        return unsaved;
    }

    /** Counts rows that no segment has yet. */
    void added(int count) {
        unsaved += count;
    }

    /** Where the rows of the segments end. */
    Position end() {
        return savedTo;
    }

    /**
     * Fills a window with the keys that are noted.
     *
     * @return the last of the rows that are noted; empty when nothing is that can be relied on
     */
    Optional<Check> load(KeyWindow window) {
        counts.clear();
        unsaved = 0;
        next = 1;
        savedTo = start;
        Optional<Segment> last = Optional.empty();
        boolean fromTheStart = true;
        try {
            for (Map.Entry<Integer, Path> file : files().entrySet()) {
                Optional<Segment> segment = read(file.getValue());
                if (segment.isEmpty()
                        || (last.isPresent() && !segment.get().from.equals(savedTo))) {
                    return Optional.empty();
                }
                fromTheStart &= last.isPresent() || segment.get().from.equals(start);
                last = segment;
                fill(window, segment.get());
                counts.put(file.getKey(), segment.get().count);
                next = file.getKey() + 1;
                savedTo = segment.get().to;
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        // the oldest are only given up when those behind them fill a window
        boolean whole = fromTheStart || window.size() == window.capacity();
        return whole ? last.map(Segment::check) : Optional.empty();
    }

    private static void fill(KeyWindow window, Segment segment) {
        for (int i = 0; i < segment.count; i++) {
            RowKey key = new RowKey(segment.keys.getLong(), segment.keys.getLong(), segment.keys.getLong());
            if (!window.contains(key)) {
                window.add(key);
            }
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
     * Notes the newest keys of a window when there are enough of them, or they must be noted.
     *
     * @param underWay how many at the window's end are not in the log yet
     * @param check the last of the rows, to see later whether they are still there
     */
    void save(KeyWindow window, int underWay, Check check, Position to, boolean must) {
        if (unsaved < (must ? 1 : rows)) {
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
            PrivateFiles.replaceDisposable(file, bytes(window, settled - count, settled, check, to));
            noted(count, to);
            unsaved = 0;
            removeForgotten(window.capacity());
        } catch (IOException | RuntimeException | OutOfMemoryError cannotBeNoted) {
            // the log has it all, and rows that are on disk must not fail; another time will do
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

    private byte[] bytes(KeyWindow window, int first, int end, Check check, Position to) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(head);
        out.writeLong(MAGIC);
        out.writeUTF(savedTo.token());
        out.writeUTF(check.from.token());
        out.writeInt(check.rows);
        out.writeUTF(to.token());
        out.writeInt(end - first);
        ByteBuffer bytes = ByteBuffer.allocate(head.size() + (end - first) * KEY_BYTES + Long.BYTES);
        bytes.put(head.toByteArray());
        for (int age = first; age < end; age++) {
            RowKey key = window.get(age);
            bytes.putLong(key.high()).putLong(key.low()).putLong(key.content());
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes.array(), 0, bytes.position());
        return bytes.putLong(sum.getValue()).array();
    }

    /** Empty when it is not what was written. */
    private static Optional<Segment> read(Path file) throws IOException {
        byte[] bytes = Input.regularFile(file, MAX_BYTES).orElse(new byte[0]);
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
        Check check = new Check(new Position(in.readUTF()), in.readInt());
        Position to = new Position(in.readUTF());
        int count = in.readInt();
        return Optional.of(new Segment(from, check, to, count, buffer.position(body - count * KEY_BYTES)));
    }
}
