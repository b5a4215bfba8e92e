package dev.candor.foundation.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.files.Gunzip;
import dev.candor.foundation.json.JsonRows.Form;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowsTest {
    private final List<String> rows = new ArrayList<>();

    private Form scan(InputStream in, RowFormat format) throws IOException {
        JsonRows found = JsonRows.over(in, format);
        while (found.next()) {
            rows.add(text(found));
        }
        return found.form();
    }

    private static String text(JsonRows row) {
        return row.number()
                + (row.isTooLong() ? "!" : ":")
                + new String(row.bytes(), row.from(), row.to() - row.from(), StandardCharsets.UTF_8);
    }

    private Form scan(String text, RowFormat format) throws IOException {
        return scan(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format);
    }

    /** Gives a byte at a time and never says that there is more. */
    private static InputStream dripping(byte[] text) {
        return new ByteArrayInputStream(text) {
            @Override
            public int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(1, length));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }

    private static InputStream failing() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the cable is out");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                throw new IOException("the cable is out");
            }
        };
    }

    @Test
    void array_isTakenApart_whateverIsInIt() throws IOException {
        assertThat(scan("\uFEFF [ {\"a\":\"]}\\\"\"} ,[1,[2]],\"x,y\", 3 ,null]\n", RowFormat.AUTO))
                .isEqualTo(Form.ARRAY);

        assertThat(rows).containsExactly("1:{\"a\":\"]}\\\"\"}", "2:[1,[2]]", "3:\"x,y\"", "4:3", "5:null");
    }

    @Test
    void emptyArray_hasNoItems() throws IOException {
        assertThat(scan(" [ ] ", RowFormat.JSON)).isEqualTo(Form.ARRAY);

        assertThat(rows).isEmpty();
    }

    @Test
    void oneJsonText_overSeveralLines_isOneRow() throws IOException {
        assertThat(scan("{\n \"a\": 1\n}", RowFormat.JSON)).isEqualTo(Form.DOCUMENTS);

        assertThat(rows).containsExactly("1:{\n \"a\": 1\n}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [{},]       | expected a JSON value as item 2 (byte 6)
                    [,{}]       | expected a JSON value as item 1 (byte 3)
                    [{} {}]     | expected ',' or ']' after item 1 (byte 6)
                    [{}         | the array has no end (byte 4)
                    [{"a":1     | item 1 has no end (byte 8)
                    [{"a        | a string of item 1 has no end (byte 5)
                    [{}] x      | text follows the end of the array (byte 7)
                    ``          | expected a JSON object or an array of them, found nothing (byte 1)
                    """)
    void brokenText_isRefused_withThePlace(String text, String sentence) {
        assertThatThrownBy(() -> scan(text, RowFormat.JSON))
                .isInstanceOf(BrokenTextException.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":1}⏎{"a":2}                 | LINES
                    ⏎ ⏎{"a":"}⏎                     | LINES
                    {"a":1} {"b":2}                 | LINES
                    {"a":{"b":[1]}}                 | LINES
                    {"a":1,⏎{"a":2}⏎                | LINES
                    {"a":[1⏎{"a":2}⏎                | LINES
                    {"a⏎{"a":2}⏎                    | LINES
                    {⏎{"a":2}⏎                      | LINES
                    {"a":1                          | LINES
                    level=info msg=started          | LINES
                    "text"                          | LINES
                    [1]                             | ARRAY
                    ⏎[⏎{"a":1}⏎]                    | ARRAY
                    {⏎"a":1}                        | DOCUMENTS
                    {⏎}                             | DOCUMENTS
                    {"a":1,⏎"b":2}                  | DOCUMENTS
                    {"a":⏎{"b":2}}                  | DOCUMENTS
                    {"a":[⏎{"b":2}]}                | DOCUMENTS
                    {"a":[1,⏎2]}                    | DOCUMENTS
                    {"a":1⏎,"b":2}                  | DOCUMENTS
                    {"a"⏎:1}                        | DOCUMENTS
                    {"a":"\\""⏎⏎  }                 | DOCUMENTS
                    """)
    void form_isToldByLooking(String text, Form form) throws IOException {
        for (String mark : List.of("", "\uFEFF")) {
            for (String end : List.of("\n", "\r\n")) {
                LookAhead ahead =
                        new LookAhead(dripping((mark + text.replace("⏎", end)).getBytes(StandardCharsets.UTF_8)));
                assertThat(ahead.form()).isEqualTo(form);
            }
        }
    }

    @Test
    void documents_oneAfterTheOther_areRows_andAlsoWhatIsBetweenThem() throws IOException {
        assertThat(scan("{\n \"a\": 1\n}\n{\n \"a\": 2\n}oops {\n{}\n", RowFormat.AUTO))
                .isEqualTo(Form.DOCUMENTS);

        assertThat(rows).containsExactly("1:{\n \"a\": 1\n}", "2:{\n \"a\": 2\n}", "3:oops {", "4:{}");
    }

    @Test
    void documentWithoutEnd_isRefused_andThoseBeforeItAreRows() {
        assertThatThrownBy(() -> scan("{\n}\n{\n \"a\": 1\n", RowFormat.AUTO))
                .isInstanceOf(BrokenTextException.class)
                .hasMessage("document 2 has no end (byte 15)");

        assertThat(rows).containsExactly("1:{\n}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}\n", "[{\"a\":1}", "{\n\"a\":1}"})
    void rowsBeforeAFailure_areVisited_andTheFailureIsThrown(String before) {
        InputStream in =
                new SequenceInputStream(new ByteArrayInputStream(before.getBytes(StandardCharsets.UTF_8)), failing());

        assertThatThrownBy(() -> scan(in, RowFormat.AUTO)).hasMessage("the cable is out");
        assertThat(rows).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}\n", "[{\"a\":1}", "{\n\"a\":1}"})
    void row_isVisited_beforeMoreIsWaitedFor(String before) {
        InputStream in = new SequenceInputStream(
                new ByteArrayInputStream(before.getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        assertThat(rows).hasSize(1);
                        return -1;
                    }
                });

        try {
            scan(in, RowFormat.AUTO);
        } catch (IOException theArrayHasNoEnd) {
            assertThat(theArrayHasNoEnd).hasMessageContaining("the array has no end");
        }
        assertThat(rows).hasSize(1);
    }

    /** Rows are asked for without waiting after every portion, wherever it ends. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void rowsThatHaveArrived_areGivenWithoutWaiting_andTheRestLater(Form form) throws IOException {
        byte[] text = text(List.of("{\"a\":\"1\\\"}\"}", "{\"a\":[2,\"]\"]}", "{\"a\":3}"), form, true)
                .getBytes(StandardCharsets.UTF_8);
        scan(new ByteArrayInputStream(text), RowFormat.AUTO);
        List<String> expected = List.copyOf(rows);
        for (int portion = 1; portion <= text.length; portion++) {
            rows.clear();
            Portions arriving = new Portions(text, portion);
            JsonRows found = JsonRows.over(arriving, RowFormat.AUTO);
            while (arriving.arrive()) {
                while (found.next(false)) {
                    rows.add(text(found));
                }
            }
            while (found.next()) {
                rows.add(text(found));
            }
            assertThat(rows).as("in portions of %s bytes", portion).isEqualTo(expected);
        }
    }

    /** Says that a portion is there once it arrived; who reads before that waits for one byte. */
    private static final class Portions extends ByteArrayInputStream {
        private final int portion;
        private int there;

        Portions(byte[] text, int portion) {
            super(text);
            this.portion = portion;
        }

        boolean arrive() {
            there = Math.min(portion, super.available());
            return there > 0;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            int count = super.read(into, from, Math.min(length, Math.max(1, there)));
            there = Math.max(0, there - count);
            return count;
        }

        @Override
        public synchronized int available() {
            return there;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}\n{\"b\"", "[{\"a\":1},{\"b\"", "{\n\"a\":1}\n{\"b\""})
    void halfARow_isNotWaitedFor(String text) throws IOException {
        boolean[] asked = {false};
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                asked[0] |= super.available() == 0;
                return super.read(into, from, length);
            }
        };
        JsonRows found = JsonRows.over(in, RowFormat.AUTO);

        assertThat(found.next(false)).isTrue();
        assertThat(found.next(false)).isFalse();
        assertThat(asked[0]).isFalse();
        assertThatCode(() -> assertThat(found.next()).isTrue())
                .satisfiesAnyOf(
                        waited -> assertThat(waited).isNull(),
                        waited -> assertThat(waited).isInstanceOf(BrokenTextException.class));
        assertThat(asked[0]).isTrue();
    }

    @Test
    void halfAByteOrderMark_isNotPassedOver() throws IOException {
        scan(new ByteArrayInputStream(new byte[] {(byte) 0xEF, '{', '}'}), RowFormat.JSON);
        scan(new ByteArrayInputStream(new byte[] {' ', (byte) 0xBB, '{', '}'}), RowFormat.JSON);

        assertThat(rows).hasSize(2).noneMatch(row -> row.startsWith("1:{"));
    }

    @Test
    void rowThatIsTooLong_isGivenByItsBeginning_andTheNextOneComes() throws IOException {
        String tooLong = "\"" + "x".repeat(3 << 20) + "\"";
        for (String text : List.of("[" + tooLong + ",{}]", tooLong + "\n{}", "{\n" + tooLong + ":1}{}")) {
            rows.clear();
            scan(text, RowFormat.AUTO);

            assertThat(rows.getFirst()).startsWith("1!").contains("\"xxx");
            assertThat(rows.getLast()).isEqualTo("2:{}");
        }
    }

    @Test
    void moreSpaceThanARowMayHave_isStillNoRow() throws IOException {
        scan("\n".repeat(2 << 20) + "{}", RowFormat.AUTO);

        assertThat(rows).containsExactly(((2 << 20) + 1) + ":{}");
    }

    /** The same rows in every form. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void rows_areTheSame_inWhateverPartsTheyArrive(Form form) throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<String> written = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(20); i++) {
                written.add("{\"a\":\"" + "ä\\\"}]".repeat(random.nextInt(1 << random.nextInt(8))) + "\",\"b\":[{}]}");
            }
            byte[] text = text(written, form, random.nextBoolean()).getBytes(StandardCharsets.UTF_8);
            rows.clear();
            scan(random.nextBoolean() ? dripping(text) : new ByteArrayInputStream(text), RowFormat.AUTO);

            assertThat(rows.stream()
                            .map(row -> row.substring(row.indexOf(':') + 1).replaceAll("\\s", ""))
                            .toList())
                    .as("seed %s", seed)
                    .isEqualTo(written);
        }
    }

    private static String text(List<String> written, Form form, boolean marked) {
        String mark = marked ? "\uFEFF" : "";
        return mark
                + switch (form) {
                    case LINES -> String.join("\r\n\n", written);
                    case ARRAY -> " [" + String.join(" ,\n", written) + "]";
                    case DOCUMENTS -> String.join("\n", written).replace("{\"a\"", "{\n  \"a\"");
                };
    }

    @Test
    void lastRowWithoutNewline_isWhole_whenOnlyTheContainerFailsAfterIt() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"a\":1}\n{\"a\":2}".getBytes(StandardCharsets.UTF_8));
        }
        packed.writeBytes("garbage".getBytes(StandardCharsets.UTF_8));
        InputStream in = new Gunzip(new ByteArrayInputStream(packed.toByteArray()));

        assertThatThrownBy(() -> scan(in, RowFormat.AUTO)).hasMessageContaining("after member 1");
        assertThat(rows).containsExactly("1:{\"a\":1}", "2:{\"a\":2}");
    }
}
