package dev.candor.app.cli;

import dev.candor.foundation.files.AdvisoryLock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What the launcher hands over of many hooks, one after another, through a named pipe that never ends. Of each: the
 * character U+001E, then the agent, the event, {@link #PLACES} and the payload, a line each. Who writes holds the lock
 * {@code turn}; when it was free and nothing had come for a while, this process keeps it and ends.
 */
final class HookPipe {
    /** The variables of the hook that say where its agent keeps things. */
    static final List<String> PLACES = List.of("HOME", "CODEX_HOME", "CLAUDE_CONFIG_DIR");

    /** As long as an agent thinks between two calls. */
    static final int LINGER_MS = 30_000;

    private static final int BEGIN = 0x1E;
    private static final int POLL_MS = 100;
    /** Whoever has begun to write goes on at once, or was killed. */
    private static final int TORN_AFTER_MS = 10_000;

    private static final int MAX_WORD = 4096;

    private final InputStream in;
    private final Path turn;
    private final LongConsumer pause;
    private final byte[] block = new byte[1 << 16];
    private int at;
    private int end;

    /**
     * A pipe.
     *
     * @param in never ends; says how many bytes are there
     * @param turn the file of the lock
     * @param pause waits for so many milliseconds
     */
    HookPipe(InputStream in, Path turn, LongConsumer pause) {
        this.in = in;
        this.turn = turn;
        this.pause = pause;
    }

    /** What one hook was handed. */
    record Handed(String agent, Optional<String> event, Map<String, String> places, InputStream payload) {}

    /** Takes what one hook was handed. */
    @FunctionalInterface
    interface Taker {
        void take(Handed handed) throws IOException, UsageException;
    }

    /** Returns when nobody hands over anything any more; then this process must end, for it keeps the lock. */
    void takeAll(Taker taker) throws IOException {
        while (hasMore()) {
            if (peek() != BEGIN) {
                at++;
                continue;
            }
            at++;
            Line payload = new Line();
            try {
                String agent = word();
                Optional<String> event = Optional.of(word()).filter(name -> !name.isEmpty());
                Map<String, String> places = new HashMap<>();
                for (String place : PLACES) {
                    places.put(place, word());
                }
                taker.take(new Handed(agent, event, places, payload));
            } catch (IOException | UsageException | RuntimeException nobodyHearsIt) {
                // the agent went on long ago, and others wait
            }
            payload.skipRest();
        }
    }

    private boolean hasMore() throws IOException {
        while (at == end && in.available() == 0) {
            for (int waited = 0; waited < LINGER_MS && in.available() == 0; waited += POLL_MS) {
                pause.accept(POLL_MS);
            }
            if (in.available() == 0 && isLast()) {
                return false;
            }
        }
        return true;
    }

    /** Keeps the lock if so: what is written after it was let go of would be lost. */
    private boolean isLast() throws IOException {
        if (!Files.exists(turn)) {
            // all of it was removed
            return true;
        }
        AdvisoryLock lock;
        try {
            lock = AdvisoryLock.take(turn, Duration.ZERO);
        } catch (IOException somebodyWrites) {
            return false;
        }
        if (in.available() == 0) {
            return true;
        }
        lock.close();
        return false;
    }

    /** The next byte, which is still to be taken; less than 0 when its writer was killed. */
    private int peek() throws IOException {
        if (at < end) {
            return block[at] & 0xFF;
        }
        for (int waited = 0; in.available() == 0; waited++) {
            if (waited == TORN_AFTER_MS) {
                return -1;
            }
            pause.accept(1);
        }
        at = 0;
        end = Math.max(0, in.read(block, 0, block.length));
        return end == 0 ? -1 : block[0] & 0xFF;
    }

    private String word() throws IOException {
        byte[] word = new Line().readNBytes(MAX_WORD);
        return new String(word, StandardCharsets.UTF_8);
    }

    /** Up to the end of the line, which is taken too, or to where another one begins. */
    private final class Line extends InputStream {
        private boolean isOver;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int next = isOver ? -1 : peek();
            if (next < 0 || next == '\n' || next == BEGIN) {
                at += next == '\n' ? 1 : 0;
                isOver = true;
                return -1;
            }
            int count = 0;
            while (count < length && at < end && block[at] != '\n' && block[at] != BEGIN) {
                into[from + count++] = block[at++];
            }
            return count;
        }

        void skipRest() throws IOException {
            while (read(new byte[block.length], 0, block.length) >= 0) {
                // what nobody looked at
            }
        }
    }
}
