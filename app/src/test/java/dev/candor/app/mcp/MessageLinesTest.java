package dev.candor.app.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.mcp.McpError.Code;
import dev.candor.app.mcp.Message.Notification;
import dev.candor.app.mcp.Message.Unreadable;
import dev.candor.foundation.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageLinesTest {
    private static final int MAX_BYTES = 20_000;

    /** Gives at most so many bytes at once, as a pipe does. */
    private static final class Dripping extends InputStream {
        private final InputStream in;
        private final int most;

        Dripping(String text, int most) {
            this.in = new ByteArrayInputStream(text.getBytes(UTF_8));
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return in.read(into, offset, Math.min(length, most));
        }
    }

    /** A notification of exactly so many bytes. */
    private static String line(String method, int bytes) {
        String bare = "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}";
        return bare.replace("}", " ".repeat(bytes - bare.length()) + "}");
    }

    private static String line(String method) {
        return line(method, 60);
    }

    /** The methods, and "!" with the code for what is none. */
    private static List<String> read(String text, int atOnce) throws IOException {
        MessageLines lines = new MessageLines(new Dripping(text, atOnce), MAX_BYTES);
        List<String> all = new ArrayList<>();
        for (Optional<Message> next = lines.next(); next.isPresent(); next = lines.next()) {
            switch (next.get()) {
                case Notification notification -> all.add(notification.method());
                case Unreadable unreadable -> all.add("!" + unreadable.error().code());
                default -> throw new AssertionError(next);
            }
        }
        assertThat(lines.next()).isEmpty();
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 59, 60, 61, 100, 8192, 100_000})
    void next_lines_howeverTheyArrive(int atOnce) throws IOException {
        assertThat(read(line("a") + "\n" + line("b") + "\r\n" + line("c") + "\n", atOnce))
                .containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8192})
    void next_blankLines_arePassedOver(int atOnce) throws IOException {
        assertThat(read("\n\r\n \t\n\n" + line("a") + "\n\n\n" + line("b") + "\n\n \n", atOnce))
                .containsExactly("a", "b");
        assertThat(read("", atOnce)).isEmpty();
        assertThat(read("\n\n", atOnce)).isEmpty();
        assertThat(read(" \t", atOnce)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8192})
    void next_lastLine_needsNoNewline(int atOnce) throws IOException {
        assertThat(read(line("a") + "\n" + line("b"), atOnce)).containsExactly("a", "b");
        assertThat(read("{\"jsonrpc\"", atOnce)).containsExactly("!" + Code.PARSE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {8190, 8191, 8192, 8193, 16_383, 16_384, 16_385, MAX_BYTES - 1, MAX_BYTES})
    void next_linesAroundTheBuffersSize_areWhole(int bytes) throws IOException {
        for (int atOnce : List.of(1000, 8192, 100_000)) {
            assertThat(read(line("a") + "\n" + line("b", bytes) + "\n" + line("c", bytes) + "\n" + line("d"), atOnce))
                    .as("%d at once", atOnce)
                    .containsExactly("a", "b", "c", "d");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {MAX_BYTES + 1, MAX_BYTES + 2, 2 * MAX_BYTES, 40_960, 65_536, 10 * MAX_BYTES})
    void next_tooLongLine_isToldOnce_andTheNextIsRead(int bytes) throws IOException {
        String refused = "!" + Code.INVALID_REQUEST;
        for (int atOnce : List.of(999, 8192, 1_000_000)) {
            assertThat(read(
                            line("a") + "\n" + line("long", bytes) + "\n" + line("b") + "\n" + line("long", bytes)
                                    + "\n" + line("c") + "\n" + line("long", bytes),
                            atOnce))
                    .as("%d at once", atOnce)
                    .containsExactly("a", refused, "b", refused, "c", refused);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 8192, 1_000_000})
    void next_tooLongLine_keepsItsId_whichMayBeLast(int atOnce) throws IOException {
        String line = "{\"method\":\"x\",\"params\":{\"id\":1,\"text\":\"" + "y".repeat(3 * MAX_BYTES)
                + "\"},\"id\":\"seven\"}\n";
        Message message =
                new MessageLines(new Dripping(line, atOnce), MAX_BYTES).next().orElseThrow();
        assertThat(((Unreadable) message).id()).contains(JsonValue.of("seven"));
    }

    @Test
    void next_tooLongLine_saysHowLongOneMayBe() throws IOException {
        Message message =
                new MessageLines(new Dripping("x".repeat(30), 100), 20).next().orElseThrow();
        assertThat(((Unreadable) message).error().sentence())
                .isEqualTo("expected a message of at most 20 bytes, found a longer line");
    }

    @ParameterizedTest
    @ValueSource(ints = {MAX_BYTES + 1, 5 * MAX_BYTES})
    void next_tooLongBlankLine_isTooLong(int bytes) throws IOException {
        assertThat(read(" ".repeat(bytes) + "\n" + line("a"), 1_000_000))
                .containsExactly("!" + Code.INVALID_REQUEST, "a");
    }

    /** The rest of a line is not looked for before what is there is answered. */
    @Test
    void next_message_isThereBeforeTheNextOneCame() throws IOException {
        InputStream in = new InputStream() {
            private final InputStream first = new ByteArrayInputStream((line("a") + "\n{").getBytes(UTF_8));

            @Override
            public int read() {
                throw new AssertionError("asked for more");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = first.read(into, offset, length);
                if (read < 0) {
                    throw new AssertionError("asked for more");
                }
                return read;
            }
        };
        assertThat(new MessageLines(in, MAX_BYTES).next()).isPresent();
    }

    @Test
    void next_inputThatBreaks_saysSo() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }
        };
        assertThatThrownBy(() -> new MessageLines(broken, MAX_BYTES).next()).hasMessage("broken");
    }
}
