package dev.candor.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.BrokenTextException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayScannerTest {
    private final List<String> items = new ArrayList<>();

    private boolean scan(InputStream in) throws IOException, BrokenTextException {
        return ArrayScanner.scan(
                in,
                (number, bytes, from, to, tooLong) -> items.add(
                        number + (tooLong ? "!" : ":") + new String(bytes, from, to - from, StandardCharsets.UTF_8)));
    }

    private boolean scan(String text) throws IOException, BrokenTextException {
        return scan(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void array_isTakenApart_whateverStandsInIt() throws Exception {
        assertThat(scan("\uFEFF [ {\"a\":\"]}\\\"\"} ,[1,[2]],\"x,y\", 3 ,null]\n"))
                .isTrue();

        assertThat(items).containsExactly("1:{\"a\":\"]}\\\"\"}", "2:[1,[2]]", "3:\"x,y\"", "4:3", "5:null");
    }

    @Test
    void emptyArray_hasNoItems() throws Exception {
        assertThat(scan(" [ ] ")).isTrue();

        assertThat(items).isEmpty();
    }

    @Test
    void oneValueOverSeveralLines_isOneItem() throws Exception {
        assertThat(scan("{\n \"a\": 1\n}")).isFalse();

        assertThat(items).containsExactly("1:{\n \"a\": 1\n}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [{},]       | expected a JSON value as item 2 (byte 6)
                    [,{}]       | expected a JSON value as item 1 (byte 3)
                    [{} {}]     | expected ',' or ']' behind item 1 (byte 6)
                    [{}         | the array has no end (byte 4)
                    [{"a":1     | item 1 has no end (byte 8)
                    [{"a        | a string of item 1 has no end (byte 5)
                    [{}] x      | text follows the end of the array (byte 7)
                    ``          | expected a JSON object or an array of them, found nothing (byte 1)
                    """)
    void brokenArray_isRefused_withThePlace(String text, String sentence) {
        assertThatThrownBy(() -> scan(text))
                .isInstanceOf(BrokenTextException.class)
                .hasMessage(sentence);
    }

    @Test
    void itemThatIsTooLong_isToldByItsBeginning_andTheNextOneComes() throws Exception {
        scan("[\"" + "x".repeat(3 << 20) + "\",{}]");

        assertThat(items.getFirst()).startsWith("1!\"xxx").hasSize((1 << 20) + 2);
        assertThat(items.getLast()).isEqualTo("2:{}");
    }

    @Test
    void bytesOneByOne_makeNoDifference() throws Exception {
        byte[] text = "[{\"a\":\"ä\\\\\"},{\"b\":[]}]".getBytes(StandardCharsets.UTF_8);
        int[] at = {0};
        scan(new InputStream() {
            @Override
            public int read() {
                return at[0] < text.length ? text[at[0]++] & 0xFF : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int c = read();
                into[from] = (byte) c;
                return c < 0 ? -1 : 1;
            }
        });

        assertThat(items).containsExactly("1:{\"a\":\"ä\\\\\"}", "2:{\"b\":[]}");
    }
}
