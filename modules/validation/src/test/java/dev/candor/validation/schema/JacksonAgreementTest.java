package dev.candor.validation.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.testing.Seeds;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our reader and a strict Jackson agree on what is JSON, and on its value. Jackson is given text that was decoded
 * strictly, because its own decoder takes overlong UTF-8 and encoded surrogates. What is left to differ: we refuse lone
 * surrogates, and our bounds on numbers, names and nesting are narrower.
 */
class JacksonAgreementTest {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final List<String> FRAGMENTS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "/",
            " ",
            "\n",
            "\t",
            "\r",
            "\u0000",
            "\u001f",
            "\u007f",
            "\f",
            "\u00a0",
            "\ufeff",
            "0",
            "1",
            "9",
            "-",
            "+",
            ".",
            "e",
            "E",
            "e+1",
            "00",
            "-0",
            "true",
            "false",
            "null",
            "nul",
            "True",
            "NaN",
            "Infinity",
            "-Infinity",
            "\\u0041",
            "\\u00",
            "\\uD83D\\uDE00",
            "\\n",
            "\\x",
            "\"a\"",
            "\"\"",
            "'a'",
            "//c\n",
            "/**/",
            "#",
            "\"a\":1",
            "\"\\u0061\":1",
            "é",
            "😀",
            "1 2",
            "[]",
            "{}",
            ",,",
            "0x1",
            "1_0");

    @ParameterizedTest
    @Seeds(4)
    void parse_generatedTextsAndTheirMutations_agreesWithJackson(long seed) {
        Generated generated = new Generated(seed);
        Random random = new Random(seed);
        int refused = 0;
        int texts = 10_000;
        for (int i = 0; i < texts; i++) {
            byte[] text = generated.spelled(generated.anything(3)).getBytes(UTF_8);
            for (int edits = random.nextInt(4); edits > 0; edits--) {
                text = mutated(text, random);
            }
            refused += assertAgreement(text) ? 0 : 1;
        }
        assertThat(refused).isBetween(texts / 10, texts * 9 / 10);
    }

    @Test
    void parse_fragmentsInARow_agreesWithJackson() {
        Random random = new Random(15);
        for (int i = 0; i < 40_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(6); k >= 0; k--) {
                text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            }
            assertAgreement(text.toString().getBytes(UTF_8));
        }
    }

    @Test
    void parse_everyPairOfFragments_agreesWithJackson() {
        for (String first : FRAGMENTS) {
            for (String second : FRAGMENTS) {
                assertAgreement((first + second).getBytes(UTF_8));
                assertAgreement(("[" + first + second + "]").getBytes(UTF_8));
                assertAgreement(("\"" + first + second + "\"").getBytes(UTF_8));
                assertAgreement(("{\"a\":" + first + "," + second + "}").getBytes(UTF_8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud83d\"", "\"\\ude00\"", "\"\\ude00\\ud83d\"", "{\"\\ud83d\": 1}"})
    void parse_loneSurrogate_isRefusedByUsAlone(String text) {
        assertThat(ours(text.getBytes(UTF_8))).isFalse();
        assertThat(JACKSON.readTree(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e10000", "1e-00001"})
    void parse_numberBeyondOurBounds_isRefusedByUsAlone(String text) {
        assertThat(ours(text.getBytes(UTF_8))).isFalse();
        assertThat(JACKSON.readTree(text).isNumber()).isTrue();
    }

    private static byte[] mutated(byte[] text, Random random) {
        byte[] piece = random.nextInt(3) == 0
                ? new byte[] {(byte) random.nextInt(256)}
                : FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(UTF_8);
        int at = random.nextInt(text.length + 1);
        int dropped = Math.min(random.nextInt(3), text.length - at);
        ByteBuffer edited = ByteBuffer.allocate(text.length - dropped + piece.length);
        return edited.put(text, 0, at)
                .put(piece)
                .put(text, at + dropped, text.length - at - dropped)
                .array();
    }

    /** Returns whether both take the text. */
    private static boolean assertAgreement(byte[] utf8) {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException notUtf8) {
            assertThat(ours(utf8))
                    .as("invalid UTF-8 is refused: %s", new String(utf8, UTF_8))
                    .isFalse();
            return false;
        }
        JsonNode theirs = theirs(text);
        if (theirs == null) {
            assertThat(ours(utf8)).as("Jackson refuses %s", text).isFalse();
            return false;
        }
        if (isRefusedByUsAlone(text, theirs)) {
            assertThat(ours(utf8)).as("beyond our bounds: %s", text).isFalse();
            return false;
        }
        JsonNode node = JsonNodes.node(JsonValue.parse(utf8));
        assertThat(node.equals(JacksonAgreementTest::compareScalars, theirs))
                .as("%s read as %s and as %s", text, node, theirs)
                .isTrue();
        return true;
    }

    private static boolean isRefusedByUsAlone(String text, JsonNode theirs) {
        return text.matches("(?s).*[0-9][eE][-+]?[0-9]{5}.*")
                || theirs.toString().codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }

    private static int compareScalars(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.equals(other) ? 0 : 1;
    }

    private static boolean ours(byte[] utf8) {
        try {
            JsonValue.parse(utf8);
            return true;
        } catch (JsonSyntaxException refused) {
            return false;
        }
    }

    private static JsonNode theirs(String text) {
        try {
            JsonNode node = JACKSON.readTree(text);
            return node.isMissingNode() ? null : node;
        } catch (JacksonException | NumberFormatException refused) {
            return null;
        }
    }
}
