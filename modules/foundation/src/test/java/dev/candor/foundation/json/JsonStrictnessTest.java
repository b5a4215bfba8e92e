package dev.candor.foundation.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, with which sentence, at which byte. */
class JsonStrictnessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'a':1,'a':2}         | 7  | the name 'a' stands twice in one object",
                "{'a':1,'\\u0061':2}   | 7  | the name 'a' stands twice in one object",
                "{'\\u0061':1,'a':2}   | 12 | the name 'a' stands twice in one object",
                "{'/':1,'\\/':2}       | 7  | the name '/' stands twice in one object",
                "{'':1,'':2}           | 6  | the name '' stands twice in one object",
                "{'\ud83d\ude00':1,'\\uD83D\\uDE00':2} | 10 | the name '\ud83d\ude00' stands twice in one object",
                "[{'a':1},{'a':{'a':1},'b':0,'a':1}] | 28 | the name 'a' stands twice in one object",
            })
    void next_nameTwiceInOneObject_isRefused(String text, int offset, String sentence) {
        assertRefused(text, offset, sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a':{'a':1}}", "[{'a':1},{'a':1}]", "{'a':{'b':1},'b':1}", "{'Aa':1,'BB':1}"})
    void next_sameNameInDifferentObjects_isRead(String text) {
        assertThat(JsonValue.parse(text.replace('\'', '"'))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{} {}                 | 3 | text follows the end of the JSON value: '{'",
                "1 2                   | 2 | text follows the end of the JSON value: '2'",
                "[],                   | 2 | text follows the end of the JSON value: ','",
                "nullx                 | 4 | text follows the end of the JSON value: 'x'",
                "'a'\\u0000            | 3 | text follows the end of the JSON value: '\\'",
            })
    void next_textBehindTheValue_isRefused(String text, int offset, String sentence) {
        assertRefused(text, offset, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{                     | 1 | expected a name in double quotes, found the end of the text",
                "{,                    | 1 | expected a name in double quotes, found ','",
                "{'a':1,}              | 7 | expected a name in double quotes, found '}'",
                "{a:1}                 | 1 | expected a name in double quotes, found 'a'",
                "{'a' 1}               | 5 | expected ':' after a name, found '1'",
                "{'a'                  | 4 | expected ':' after a name, found the end of the text",
                "{'a':}                | 5 | expected a JSON value, found '}'",
                "{'a':1 'b':2}         | 7 | expected ',' or '}', found '\"'",
                "{'a':1]               | 6 | expected ',' or '}', found ']'",
                "[1 2]                 | 3 | expected ',' or ']', found '2'",
                "[1,]                  | 3 | expected a JSON value, found ']'",
                "[,1]                  | 1 | expected a JSON value, found ','",
                "[                     | 1 | expected a JSON value, found the end of the text",
                "]                     | 0 | expected a JSON value, found ']'",
                "NaN                   | 0 | expected a JSON value, found 'N'",
                "Infinity              | 0 | expected a JSON value, found 'I'",
                "+1                    | 0 | expected a JSON value, found '+'",
                ".5                    | 0 | expected a JSON value, found '.'",
                "/**/1                 | 0 | expected a JSON value, found '/'",
                "tru                   | 0 | expected the word true",
                "False                 | 0 | expected a JSON value, found 'F'",
                "[nul]                 | 1 | expected the word null",
            })
    void next_brokenStructure_saysWhatWasExpected(String text, int offset, String sentence) {
        assertRefused(text, offset, sentence.replace('"', '\''));
    }

    @Test
    void next_nothingAtAll_isRefused() {
        assertRefused("", 0, "expected a JSON value, found the end of the text");
        assertRefused(" \r\n\t", 4, "expected a JSON value, found the end of the text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\f", "\u000b", "\u0000", "\u00a0", "\ufeff"})
    void next_spaceThatJsonDoesNotKnow_isRefused(String space) {
        int first = space.getBytes(UTF_8)[0] & 0xFF;
        assertRefused(space + "1", 0, "expected a JSON value, found the byte 0x" + Integer.toHexString(first));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "01     | 1 | a number must not begin with 0 and another digit",
                "-00    | 2 | a number must not begin with 0 and another digit",
                "-      | 1 | a number misses a digit",
                "-a     | 1 | a number misses a digit",
                "-Infinity | 1 | a number misses a digit",
                "1.     | 2 | a number misses a digit",
                "1.e5   | 2 | a number misses a digit",
                "1e     | 2 | a number misses a digit",
                "1e+    | 3 | a number misses a digit",
                "1e+-1  | 3 | a number misses a digit",
                "1.2.3  | 3 | text follows the end of the JSON value: '.'",
                "0x10   | 1 | text follows the end of the JSON value: 'x'",
                "1_000  | 1 | text follows the end of the JSON value: '_'",
                "1e10000 | 2 | the exponent of a number has more than 4 digits",
                "1E-00001 | 3 | the exponent of a number has more than 4 digits",
            })
    void next_brokenNumber_isRefused(String text, int offset, String sentence) {
        assertRefused(text, offset, sentence);
    }

    @Test
    void next_numberAtAndBeyondTheLongest_isReadAndRefused() {
        assertThat(JsonValue.parse("9".repeat(128))).isNotNull();
        assertRefused("[" + "9".repeat(129) + "]", 1, "a number is longer than 128 characters");
        assertRefused("-0." + "9".repeat(126), 0, "a number is longer than 128 characters");
    }

    @Test
    void next_nestingAtAndBeyondTheDeepest_isReadAndRefused() {
        assertThat(JsonValue.parse("[".repeat(64) + "]".repeat(64))).isNotNull();
        assertThat(JsonValue.parse("{\"a\":".repeat(64) + "1" + "}".repeat(64))).isNotNull();
        assertRefused("[".repeat(65) + "]".repeat(65), 64, "objects and arrays nest deeper than 64");
        assertRefused("[{'a':".repeat(32) + "{}", 6 * 32, "objects and arrays nest deeper than 64");
    }

    @Test
    void next_asManyNamesAsAllowedAndOneMore_isReadAndRefused() {
        assertThat(JsonValue.parse(names(4096))).isNotNull();
        String tooMany = names(4097);
        assertRefused(
                tooMany,
                tooMany.indexOf("\"n4096\""),
                "the name 'n4096' stands in an object with more than 4096 names");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'                     | 0 | a string is not closed",
                "['a                   | 1 | a string is not closed",
                "'a\\n                 | 0 | a string is not closed",
                "'\\                   | 1 | a backslash in a string starts no known escape",
                "'\\x'                 | 1 | a backslash in a string starts no known escape",
                "'a\\U0041'            | 2 | a backslash in a string starts no known escape",
                "'\\u12'               | 1 | \\u in a string needs four hexadecimal digits",
                "'\\u12g4'             | 1 | \\u in a string needs four hexadecimal digits",
                "'\\u-123'             | 1 | \\u in a string needs four hexadecimal digits",
                "'\\u                  | 1 | \\u in a string needs four hexadecimal digits",
                "'\\ud83d'             | 1 | a string holds half of a surrogate pair, which UTF-8 cannot express",
                "'\\ud83dx'            | 1 | a string holds half of a surrogate pair, which UTF-8 cannot express",
                "'\\ud83d\\n'          | 1 | a string holds half of a surrogate pair, which UTF-8 cannot express",
                "'\\ud83d\\ud83d'      | 1 | a string holds half of a surrogate pair, which UTF-8 cannot express",
                "'\\ude00'             | 1 | a string holds half of a surrogate pair, which UTF-8 cannot express",
                "'\\ude00\\ud83d'      | 1 | a string holds half of a surrogate pair, which UTF-8 cannot express",
                "{'\\udfff':1}         | 2 | a string holds half of a surrogate pair, which UTF-8 cannot express",
            })
    void next_brokenString_isRefused(String text, int offset, String sentence) {
        assertRefused(text, offset, sentence);
    }

    @Test
    void next_controlCharacterInAString_isRefused() {
        for (int c = 0; c < 0x20; c++) {
            assertRefused(
                    "[\"a" + (char) c + "\"]",
                    3,
                    "a string holds the control character 0x" + Integer.toHexString(c) + " unescaped");
        }
        assertThat(JsonValue.parse("\"\u007f\u0080\u2028\"")).isEqualTo(JsonValue.of("\u007f\u0080\u2028"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a continuation without its lead
                "bf",
                "c3", // leads whose continuation is missing
                "c3 28",
                "e2 82",
                "e2 82 28",
                "e2 28 a1",
                "f0 9f 98",
                "f0 9f 98 28",
                "f0 28 8c bc",
                "c0 af", // overlong
                "c1 81",
                "e0 80 af",
                "e0 9f bf",
                "f0 80 80 af",
                "f0 8f bf bf",
                "ed a0 80", // encoded surrogates
                "ed bf bf",
                "ed a0 bd ed b8 80",
                "f4 90 80 80", // beyond U+10FFFF
                "f5 80 80 80",
                "f8 88 80 80 80",
                "fe",
                "ff"
            })
    void next_invalidUtf8InAString_isRefused(String hex) {
        String bytes = latin1(hex);
        assertRefused(("[\"a" + bytes + "\"]").getBytes(ISO_8859_1), 3, "a string is not valid UTF-8");
        assertRefused(("[\"\\n" + bytes + "\"]").getBytes(ISO_8859_1), 4, "a string is not valid UTF-8");
        assertRefused(("[\"a" + bytes).getBytes(ISO_8859_1), 3, "a string is not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x10FFFF})
    void next_everyLengthOfUtf8AtItsEdges_isRead(int point) {
        String text = Character.toString(point);
        assertThat(JsonValue.parse("\"" + text + "\"")).isEqualTo(JsonValue.of(text));
    }

    @Test
    void offset_ofAFault_countsFromTheStartOfTheSlice() {
        byte[] bytes = "xxxx[1,]".getBytes(UTF_8);
        JsonSyntaxException fault =
                catchThrowableOfType(JsonSyntaxException.class, () -> JsonValue.parse(bytes, 4, bytes.length));
        assertThat(fault.offset()).isEqualTo(3);
    }

    @Test
    void next_textThatGoesOnBehindTheSlice_isNotRead() {
        byte[] bytes = "[\"ab\"]".getBytes(UTF_8);
        for (int to = 0; to < bytes.length; to++) {
            int end = to;
            assertThat(catchThrowableOfType(JsonSyntaxException.class, () -> JsonValue.parse(bytes, 0, end)))
                    .isNotNull();
        }
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"n" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    private static String latin1(String hex) {
        return Stream.of(hex.split(" "))
                .map(digits -> Character.toString(Integer.parseInt(digits, 16)))
                .collect(Collectors.joining());
    }

    private static void assertRefused(String text, int offset, String sentence) {
        assertRefused(text.replace('\'', '"').getBytes(UTF_8), offset, sentence);
    }

    private static void assertRefused(byte[] text, int offset, String sentence) {
        JsonSyntaxException fault = catchThrowableOfType(JsonSyntaxException.class, () -> JsonValue.parse(text));
        assertThat(fault).as(new String(text, UTF_8)).isNotNull();
        assertThat(quotes(fault.sentence())).isEqualTo(quotes(sentence));
        assertThat(fault.offset()).isEqualTo(offset);
    }

    private static String quotes(String sentence) {
        return sentence.replace('"', '\'');
    }
}
