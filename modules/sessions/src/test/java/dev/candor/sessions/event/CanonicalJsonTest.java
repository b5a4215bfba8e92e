package dev.candor.sessions.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.testing.Proof;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "0e5, 0",
        "25.0, 25",
        "2.5e1, 25",
        "-20, -20",
        "0.10, 0.1",
        "100000000000000000000, 100000000000000000000",
        "1000000000000000000000, 1e+21",
        "1.5E30, 1.5e+30",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "-0.00000012, -1.2e-7",
        "1e9999, 1e+9999",
        "10e9999, 10e+9999",
        "0.01e-9999, 0.01e-9999",
    })
    void text_ofANumber_isItsOneSpelling(String written, String canonical) {
        assertThat(CanonicalJson.text(JsonValue.parse(written))).isEqualTo(canonical);
    }

    @Test
    void text_ofObjects_isSortedWithinToo() {
        assertThat(CanonicalJson.text(
                        JsonValue.parse("{\"b\": [1.0, {\"d\": 1e0, \"c\": null}], \"a\": \"ü\\u000a\"}")))
                .isEqualTo("{\"a\":\"ü\\n\",\"b\":[1,{\"c\":null,\"d\":1}]}");
    }

    @Test
    void normalValue_isTheSameObject() {
        JsonValue value = JsonValue.parse("{\"b\":[1,-20,0.5],\"a\":{\"c\":null}}");
        assertThat(CanonicalJson.normal(value)).isSameAs(value);
    }

    @Test
    void number_anyThatAReaderTakes_hasASpellingThatOneTakes() {
        Random random = new Random(6);
        for (int i = 0; i < Proof.of(20_000); i++) {
            String written = number(random);
            BigDecimal value = new BigDecimal(written);
            NumberValue canonical = CanonicalJson.number(value);
            assertThat(canonical.number()).isEqualByComparingTo(value);
            assertThat(CanonicalJson.number(canonical.number())).isEqualTo(canonical);
            assertThat(CanonicalJson.number(value.setScale(value.scale() + 3))).isEqualTo(canonical);
        }
    }

    @Test
    void number_thatIsTooLongByItsPlusOnly_doesWithout() {
        String written = "7".repeat(JsonReader.MAX_NUMBER_LENGTH - "e9999".length()) + "e9999";

        assertThat(CanonicalJson.text(JsonValue.parse(written))).isEqualTo(written);
    }

    /** As long as a reader takes it, or nearly so, with any exponent. */
    private static String number(Random random) {
        String exponent = random.nextInt(3) == 0 ? "" : "e" + (random.nextInt(2 * 9999) - 9999);
        int room = JsonReader.MAX_NUMBER_LENGTH - exponent.length() - 1 - random.nextInt(3);
        int before = 1 + random.nextInt(room - 3);
        StringBuilder number = new StringBuilder(random.nextBoolean() ? "-" : "");
        if (random.nextInt(4) == 0) {
            before = 1;
            number.append('0');
        } else {
            digits(number, before, random);
        }
        number.append('.');
        digits(number, random.nextBoolean() ? room - before - 1 : 1, random);
        return number + exponent;
    }

    private static void digits(StringBuilder number, int count, Random random) {
        number.append((char) ('1' + random.nextInt(9)));
        for (int i = 1; i < count; i++) {
            number.append((char) ('0' + (random.nextInt(3) == 0 ? 0 : random.nextInt(10))));
        }
    }
}
