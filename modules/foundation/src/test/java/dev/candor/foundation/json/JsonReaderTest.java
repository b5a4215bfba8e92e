package dev.candor.foundation.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @Test
    void next_everyKindOfToken_inTheOrderOfTheText() {
        assertThat(tokens(" {\"a\": [1, \"s\", true, false, null, {}]} \r\n"))
                .containsExactly(
                        JsonToken.OBJECT_START,
                        JsonToken.NAME,
                        JsonToken.ARRAY_START,
                        JsonToken.NUMBER,
                        JsonToken.STRING,
                        JsonToken.TRUE,
                        JsonToken.FALSE,
                        JsonToken.NULL,
                        JsonToken.OBJECT_START,
                        JsonToken.OBJECT_END,
                        JsonToken.ARRAY_END,
                        JsonToken.OBJECT_END,
                        JsonToken.END);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "0", "\"\"", "[]", "{}"})
    void next_anyValueAlone_isAJsonText(String text) {
        assertThat(JsonWriter.compact(JsonValue.parse(text))).isEqualTo(text);
    }

    @Test
    void next_behindTheEnd_staysAtTheEnd() {
        JsonReader reader = on("1");
        reader.next();
        assertThat(List.of(reader.next(), reader.next())).containsOnly(JsonToken.END);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "abc                              | abc",
                "\\\"\\\\\\/                      | \"\\/",
                "\\u0041\\u00e9\\u20AC            | A\u00e9\u20ac",
                "\\uD83D\\uDE00x                  | \ud83d\ude00x",
                "a\\ud7ff\\ue000                  | a\ud7ff\ue000",
            })
    void text_escapes_areUndone(String escaped, String text) {
        JsonReader reader = on("\"" + escaped + "\"");
        reader.next();
        assertThat(reader.text()).isEqualTo(text);
    }

    @Test
    void text_shortEscapes_areTheirControlCharacters() {
        JsonReader reader = on("\"\\b\\f\\n\\r\\t\\u0000\"");
        reader.next();
        assertThat(reader.text()).isEqualTo("\b\f\n\r\t\u0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\u00e9\ud83d\ude00\"", "\"\\u0061\\u00e9\\ud83d\\ude00\"", "\"a\\u00e9\ud83d\ude00\""})
    void textHashAndEquals_anySpelling_areThoseOfTheText(String spelled) {
        byte[] text = "a\u00e9\ud83d\ude00".getBytes(UTF_8);
        JsonReader reader = on(spelled);
        reader.next();
        assertThat(reader.textHash()).isEqualTo(JsonReader.hash(text));
        assertThat(reader.textEquals(text)).isTrue();
        assertThat(reader.textEquals("a\u00e9".getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "abc, 3", "\u00e9\u20ac, 2", "\ud83d\ude00, 1", "\\ud83d\\ude00\\n, 2", "e\u0301, 2"})
    void codePoints_countCharactersAndNotBytes(String text, int points) {
        JsonReader reader = on("\"" + text + "\"");
        reader.next();
        assertThat(reader.codePoints()).isEqualTo(points);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "10", "-12.50", "1e5", "1E+05", "1.5e-9999", "123456789012345678901234567890.1"})
    void number_anySpelling_isExact(String text) {
        JsonReader reader = on("[" + text + "]");
        reader.next();
        reader.next();
        assertThat(reader.number()).isEqualTo(new BigDecimal(text));
        assertThat(reader.numberText()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-0, true", "12, true", "1.0, false", "1e2, false", "1E2, false"})
    void plainInteger_isSaidOfDigitsOnly(String text, boolean plain) {
        JsonReader reader = on(text);
        reader.next();
        assertThat(reader.plainInteger()).isEqualTo(plain);
    }

    @Test
    void offset_afterAToken_isBehindIt() {
        JsonReader reader = new JsonReader().over("xx {\"a\" : 1}".getBytes(UTF_8), 2, 12);
        List<Integer> offsets = new ArrayList<>();
        while (reader.next() != JsonToken.END) {
            offsets.add(reader.offset());
        }
        assertThat(offsets).containsExactly(2, 7, 9, 10);
    }

    @Test
    void valueOffset_isWhereTheValueBegins() {
        JsonReader reader = new JsonReader().over("xx {\"a\" : 1, \"b\":[ true]}".getBytes(UTF_8), 2, 25);
        List<Integer> offsets = new ArrayList<>();
        while (reader.next() != JsonToken.END) {
            if (reader.token() != JsonToken.NAME) {
                offsets.add(reader.valueOffset());
            }
        }
        assertThat(offsets.subList(0, 4)).containsExactly(1, 8, 15, 17);
    }

    /** However many bytes are wanted, and wherever escapes and long characters stand. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\\u0041\\n\\u00e9\\uD83D\\uDE00x",
                "\u00e9\uD83D\uDE00\u20ac",
                "a\\\"b\\\\\u20ac\\/"
            })
    void text_ofAPlace_isCutBetweenCharacters(String inQuotes) {
        byte[] bytes = ("[\"" + inQuotes + "\"]").getBytes(UTF_8);
        JsonReader reader = new JsonReader().over(bytes, 0, bytes.length);
        reader.next();
        reader.next();
        String whole = reader.text();
        for (int most = 0; most <= bytes.length; most++) {
            int characters = whole.codePointCount(0, whole.length());
            String head = whole;
            while (head.getBytes(UTF_8).length > most) {
                head = whole.substring(0, whole.offsetByCodePoints(0, --characters));
            }
            assertThat(JsonReader.text(bytes, 1, bytes.length - 1, most)).isEqualTo(head);
        }
    }

    @Test
    void reader_ofDeepTexts_readsThem() {
        int depth = 3 * JsonReader.MAX_DEPTH;
        String text = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        JsonReader reader = new JsonReader(depth).over(text.getBytes(UTF_8), 0, text.length());
        reader.next();
        reader.skipValue();
        assertThat(reader.next()).isEqualTo(JsonToken.END);
    }

    @Test
    void skipValue_ofAnOpeningToken_standsAtItsEnd() {
        JsonReader reader = on("[{\"a\": [1, {\"b\": 2}]}, 3]");
        reader.next();
        reader.next();
        reader.skipValue();
        assertThat(reader.token()).isEqualTo(JsonToken.OBJECT_END);
        assertThat(reader.depth()).isEqualTo(1);
        assertThat(reader.next()).isEqualTo(JsonToken.NUMBER);
    }

    @Test
    void skipValue_whatIsSkipped_isCheckedAllTheSame() {
        JsonReader reader = on("[{\"a\": 1, \"a\": 2}]");
        reader.next();
        reader.next();
        assertThatThrownBy(reader::skipValue).isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void over_afterAFault_startsAfresh() {
        JsonReader reader = on("{\"a\": {\"b\": [");
        assertThatThrownBy(() -> {
                    while (reader.next() != JsonToken.END) {}
                })
                .isInstanceOf(JsonSyntaxException.class);
        reader.over("{\"a\": 1}".getBytes(UTF_8), 0, 8).next();
        assertThat(reader.depth()).isEqualTo(1);
        assertThat(List.of(reader.next(), reader.next(), reader.next(), reader.next()))
                .containsExactly(JsonToken.NAME, JsonToken.NUMBER, JsonToken.OBJECT_END, JsonToken.END);
    }

    private static JsonReader on(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new JsonReader().over(bytes, 0, bytes.length);
    }

    private static List<JsonToken> tokens(String text) {
        JsonReader reader = on(text);
        List<JsonToken> tokens = new ArrayList<>();
        do {
            tokens.add(reader.next());
        } while (reader.token() != JsonToken.END);
        return tokens;
    }
}
