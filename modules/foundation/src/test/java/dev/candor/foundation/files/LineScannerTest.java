package dev.candor.foundation.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineScannerTest {
    private static final int MAX = LineScanner.MAX_LINE_BYTES;
    private static final String MARK = "\ufeff";

    @Test
    void scan_lines_areNumberedFromOne() throws IOException {
        assertThat(lines("a\nbc\n\nd\n")).containsExactly("1:a", "2:bc", "3:", "4:d");
    }

    @Test
    void scan_lastLineWithoutNewline_isVisitedToo() throws IOException {
        assertThat(lines("a\nb")).containsExactly("1:a", "2:b");
    }

    @Test
    void scan_nothing_hasNoLines() throws IOException {
        assertThat(lines("")).isEmpty();
    }

    @Test
    void scan_carriageReturns_belongToTheirLines() throws IOException {
        assertThat(lines("a\r\nb\r")).containsExactly("1:a\r", "2:b\r");
    }

    @Test
    void scan_byteOrderMark_isNoPartOfTheFirstLine() throws IOException {
        assertThat(lines(MARK + "a\n" + MARK + "b\n")).containsExactly("1:a", "2:" + MARK + "b");
        assertThat(lines(MARK + MARK + "a")).containsExactly("1:" + MARK + "a");
        assertThat(lines("a" + MARK)).containsExactly("1:a" + MARK);
    }

    @Test
    void scan_fromFurtherOn_countsOnAndKnowsNoByteOrderMark() throws IOException {
        assertThat(all(new LineScanner(channel((MARK + "a\nb").getBytes(UTF_8), 1), 7)))
                .containsExactly("8:" + MARK + "a", "9:b");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_534, 65_535, 65_536, 65_537, 131_072, 262_143, 262_144, 262_145, 1_048_575, 1_048_576})
    void scan_lineAroundABuffersEnd_isWhole(int length) throws IOException {
        String line = "x".repeat(length);
        assertThat(lines(line + "\n" + line + "\nend")).containsExactly("1:" + line, "2:" + line, "3:end");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "2, true", "3, true", "4, true", "100000, true", "1048577, true", "3000000, true"
    })
    void scan_lineLongerThanTheLongest_isPassedOver(int more, boolean overlong) throws IOException {
        String line = "x".repeat(MAX + more);
        String seen = overlong ? "overlong" : line;
        assertThat(lines("a\n" + line + "\nb\n")).containsExactly("1:a", "2:" + seen, "3:b");
        assertThat(lines(line + "\nb\n")).containsExactly("1:" + seen, "2:b");
        assertThat(lines("a\n" + line)).containsExactly("1:a", "2:" + seen);
        assertThat(lines(MARK + line + "\n" + line)).containsExactly("1:" + seen, "2:" + seen);
    }

    @Test
    void scan_overlongLinesInARow_areEachPassedOver() throws IOException {
        String line = "x".repeat(MAX + 1);
        assertThat(lines(line + "\n" + line + "\n\n" + line))
                .containsExactly("1:overlong", "2:overlong", "3:", "4:overlong");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 65_536})
    void scan_channelThatGivesFewBytesAtATime_seesTheSameLines(int atATime) throws IOException {
        String text = MARK + "a\n\n" + "y".repeat(70_000) + "\nb";
        assertThat(lines(text, atATime)).containsExactly("1:a", "2:", "3:" + "y".repeat(70_000), "4:b");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void scan_anyBytesInAnyPortions_areTheLinesBetweenNewlines(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(20); k > 0; k--) {
                text.append("z".repeat(random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(5)));
                text.append(random.nextBoolean() ? "\n" : "é");
            }
            List<String> expected = new ArrayList<>();
            text.toString().lines().forEach(line -> expected.add((expected.size() + 1) + ":" + line));
            assertThat(lines(text.toString(), 1 + random.nextInt(100_000))).isEqualTo(expected);
        }
    }

    @Test
    void scan_channelThatGivesNothing_isNotWaitedFor_andIsReadOnLater() throws IOException {
        List<String> portions = new ArrayList<>(List.of("a\nb", "", "c\n", "", "d"));
        LineScanner lines = new LineScanner(
                new Portions() {
                    @Override
                    public int read(ByteBuffer into) {
                        if (portions.isEmpty()) {
                            return -1;
                        }
                        byte[] portion = portions.removeFirst().getBytes(UTF_8);
                        into.put(portion);
                        return portion.length;
                    }
                },
                0);
        assertThat(next(lines)).isEqualTo("1:a");
        assertThat(lines.next()).isFalse();
        assertThat(next(lines)).isEqualTo("2:bc");
        assertThat(lines.next()).isFalse();
        assertThat(next(lines)).isEqualTo("3:d");
        assertThat(lines.next()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', true", "' \t\r', true", "' a', false", "'\u00a0', false"})
    void isBlank_whiteSpaceOnly(String line, boolean blank) {
        byte[] bytes = line.getBytes(UTF_8);
        assertThat(LineScanner.isBlank(bytes, 0, bytes.length)).isEqualTo(blank);
    }

    private static List<String> lines(String text) throws IOException {
        return lines(text, Integer.MAX_VALUE);
    }

    private static List<String> lines(String text, int atATime) throws IOException {
        return all(new LineScanner(channel(text.getBytes(UTF_8), atATime), 0));
    }

    private static List<String> all(LineScanner lines) throws IOException {
        List<String> all = new ArrayList<>();
        while (lines.next()) {
            all.add(text(lines));
        }
        return all;
    }

    private static String next(LineScanner lines) throws IOException {
        assertThat(lines.next()).isTrue();
        return text(lines);
    }

    private static String text(LineScanner lines) {
        return lines.number() + ":"
                + (lines.isOverlong()
                        ? "overlong"
                        : new String(lines.bytes(), lines.from(), lines.to() - lines.from(), UTF_8));
    }

    private abstract static class Portions implements ReadableByteChannel {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static ReadableByteChannel channel(byte[] bytes, int atATime) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        return new Portions() {
            @Override
            public int read(ByteBuffer into) {
                if (!left.hasRemaining()) {
                    return -1;
                }
                int count = Math.min(Math.min(atATime, left.remaining()), into.remaining());
                into.put(into.position(), left, left.position(), count).position(into.position() + count);
                left.position(left.position() + count);
                return count;
            }
        };
    }
}
