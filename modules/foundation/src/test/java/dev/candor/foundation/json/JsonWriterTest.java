package dev.candor.foundation.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
    @Test
    void compact_object_hasSortedNamesAndNoSpaces() {
        assertThat(JsonWriter.compact(JsonValue.parse("{ \"b\" : [ 1 , {} ], \"a\" : null, \"B\": [] }")))
                .isEqualTo("{\"B\":[],\"a\":null,\"b\":[1,{}]}");
    }

    @Test
    void compact_names_areSortedByUtf16CodeUnit() {
        assertThat(JsonWriter.compact(JsonValue.parse("{\"\uff5e\":1,\"\ud83d\ude00\":2,\"\u00e9\":3,\"z\":4,\"\":5}")))
                .isEqualTo("{\"\":5,\"z\":4,\"\u00e9\":3,\"\ud83d\ude00\":2,\"\uff5e\":1}");
    }

    @Test
    void compact_sameMembersInAnyOrder_areTheSameText() {
        assertThat(JsonWriter.compact(JsonValue.parse("{\"a\":1,\"b\":2}")))
                .isEqualTo(JsonWriter.compact(JsonValue.parse("{\"\\u0062\":2,\"a\":1}")));
    }

    @Test
    void indented_nestedValue_hasTwoSpacesALevelAndNoFinalNewline() {
        assertThat(JsonWriter.indented(JsonValue.parse("{\"b\":[1,{\"c\":true}],\"a\":{},\"d\":[]}")))
                .isEqualTo("""
                {
                  "a": {},
                  "b": [
                    1,
                    {
                      "c": true
                    }
                  ],
                  "d": []
                }""");
    }

    @Test
    void compact_controlCharacters_areEscapedShortWhereJsonHasAShortForm() {
        assertThat(JsonWriter.compact(JsonValue.of("\b\f\n\r\t\u0000\u001f\u000b")))
                .isEqualTo("\"\\b\\f\\n\\r\\t\\u0000\\u001f\\u000b\"");
    }

    @Test
    void compact_whatReadersTakeForTheEndOfALine_isEscaped_inNamesToo() {
        assertThat(JsonWriter.compact(JsonValue.parse("{\"a\u2028\":\"\u0085\u2029x\"}")))
                .isEqualTo("{\"a\\u2028\":\"\\u0085\\u2029x\"}");
        assertThat(JsonWriter.indented(JsonValue.of("\u2028"))).isEqualTo("\"\\u2028\"");
        assertThat(JsonValue.parse("\"\\u2028\\u2029\\u0085\"")).isEqualTo(JsonValue.of("\u2028\u2029\u0085"));
    }

    @Test
    void compact_otherCharacters_areWrittenAsTheyAre() {
        assertThat(JsonWriter.compact(JsonValue.of("\"\\/\u007f\u00e9\u2027\ud83d\ude00")))
                .isEqualTo("\"\\\"\\\\/\u007f\u00e9\u2027\ud83d\ude00\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e5", "1E+05", "-0", "100000000000000000000000000000"})
    void compact_number_keepsItsSpelling(String number) {
        assertThat(JsonWriter.compact(JsonValue.parse(number))).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, -1", "9223372036854775807, 9223372036854775807"})
    void of_long_isWrittenInDigits(long number, String text) {
        assertThat(JsonWriter.compact(JsonValue.of(number))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void parse_whatWasWritten_isTheSameValue(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            JsonValue value = value(random, 5);
            assertThat(JsonValue.parse(JsonWriter.compact(value).getBytes(UTF_8)))
                    .isEqualTo(value);
            assertThat(JsonValue.parse(JsonWriter.indented(value).getBytes(UTF_8)))
                    .isEqualTo(value);
        }
    }

    @Test
    void compact_whatWasParsedFromCanonicalText_isThatText() {
        Random random = new Random(4);
        for (int i = 0; i < 2000; i++) {
            String canonical = JsonWriter.compact(value(random, 4));
            assertThat(JsonWriter.compact(JsonValue.parse(canonical))).isEqualTo(canonical);
        }
    }

    private static JsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0 -> new NullValue();
            case 1 -> new BooleanValue(random.nextBoolean());
            case 2 -> number(random);
            case 3 -> JsonValue.of(text(random));
            case 4, 5 -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    members.put(text(random), value(random, depth - 1));
                }
                yield new ObjectValue(members);
            }
            default -> {
                List<JsonValue> items = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    items.add(value(random, depth - 1));
                }
                yield new ArrayValue(items);
            }
        };
    }

    private static JsonValue number(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> JsonValue.of(random.nextLong());
            case 1 -> new NumberValue(Double.toString(random.nextGaussian()));
            default -> new NumberValue(random.nextInt(1000) + "." + random.nextInt(1000) + "e-" + random.nextInt(9999));
        };
    }

    /** Any characters that UTF-8 can express, most of them from the awkward beginning. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int point = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? '?' : point);
        }
        return text.toString();
    }
}
