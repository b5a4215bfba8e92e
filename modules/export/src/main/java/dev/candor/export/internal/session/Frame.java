package dev.candor.export.internal.session;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** An event as it waits to be put in order: small, and comparable without reading its JSON. */
final class Frame implements Comparable<Frame> {
    /** What a frame takes in memory beside its texts, about. */
    private static final int OVERHEAD_BYTES = 120;

    private final Instant at;
    private final byte[] id;
    private final byte[] line;

    private Frame(Instant at, byte[] id, byte[] line) {
        this.at = at;
        this.id = id;
        this.line = line;
    }

    /**
     * The frame of an event.
     *
     * @param line its canonical JSON in UTF-8, not copied
     */
    static Frame of(SessionEvent event, byte[] line) {
        byte[] id = event.id().getBytes(StandardCharsets.UTF_8);
        return new Frame(event.at(), id, line);
    }

    /** Reads one; empty at the end. */
    static Optional<Frame> read(DataInputStream in) throws IOException {
        int idLength = in.readInt();
        if (idLength < 0) {
            return Optional.empty();
        }
        int lineLength = in.readInt();
        long second = in.readLong();
        int nano = in.readInt();
        byte[] id = new byte[idLength];
        in.readFully(id);
        byte[] line = new byte[lineLength];
        in.readFully(line);
        return Optional.of(new Frame(Instant.ofEpochSecond(second, nano), id, line));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(id.length);
        out.writeInt(line.length);
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
        out.write(id);
        out.write(line);
    }

    /** Writes what {@link #read} takes for the end. */
    static void writeEnd(DataOutputStream out) throws IOException {
        out.writeInt(-1);
    }

    SessionEvent event() {
        return new SessionEvent((ObjectValue) JsonValue.parse(line), at);
    }

    /** The event's id in UTF-8, not copied. */
    byte[] id() {
        return id;
    }

    /** The event's canonical JSON in UTF-8, not copied. */
    byte[] line() {
        return line;
    }

    long memoryBytes() {
        return (long) id.length + line.length + OVERHEAD_BYTES;
    }

    boolean hasSameId(Frame other) {
        return Arrays.equals(id, other.id);
    }

    boolean hasSameContent(Frame other) {
        return Arrays.equals(line, other.line);
    }

    /** By time, then id, then content. */
    @Override
    public int compareTo(Frame other) {
        int order = at.compareTo(other.at);
        if (order == 0) {
            order = Arrays.compareUnsigned(id, other.id);
        }
        return order == 0 ? Arrays.compareUnsigned(line, other.line) : order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame frame && compareTo(frame) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(id) + at.hashCode();
    }
}
