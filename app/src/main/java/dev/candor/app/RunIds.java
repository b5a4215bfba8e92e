package dev.candor.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Ids that are different for every run and sort by time: UUID version 7 (RFC 9562). Chance is taken from the kernel
 * directly, because a command that records one run would wait for the JDK's generator to start.
 */
public final class RunIds implements Supplier<String> {
    private static final Path CHANCE = Path.of("/dev/urandom");
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;

    /** Ids that carry the time of this clock. */
    public RunIds(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String get() {
        ByteBuffer chance = chance(Short.BYTES + Long.BYTES);
        long high = (clock.millis() << 16) | VERSION_7 | (chance.getShort() & 0x0FFF);
        long low = VARIANT | (chance.getLong() & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(high, low).toString();
    }

    static ByteBuffer chance(int bytes) {
        try (InputStream in = Files.newInputStream(CHANCE)) {
            return ByteBuffer.wrap(in.readNBytes(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(CHANCE + " cannot be read", e);
        }
    }
}
