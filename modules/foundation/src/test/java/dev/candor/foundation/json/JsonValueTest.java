package dev.candor.foundation.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
    private final ObjectValue object = ObjectValue.parse("{\"z\":\"text\",\"n\":null,\"a\":12}");

    @Test
    void member_thatIsNull_isPresentAllTheSame() {
        assertThat(object.member("n")).hasValue(new NullValue());
        assertThat(object.member("N")).isEmpty();
    }

    @Test
    void members_keepTheOrderOfTheText() {
        assertThat(object.members().keySet()).containsExactly("z", "n", "a");
    }

    @Test
    void text_ofWhatIsNoString_isEmpty() {
        assertThat(object.text("z")).hasValue("text");
        assertThat(object.text("a")).isEmpty();
        assertThat(object.text("n")).isEmpty();
        assertThat(object.text("absent")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "1.0, 1",
        "1e2, 100",
        "-0, 0",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808"
    })
    void integer_thatFitsALong_isRead(String number, long expected) {
        assertThat(integer(number)).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775808", "1.5", "1e-2", "'\"12\"'", "true", "null"})
    void integer_ofAnythingElse_isEmpty(String value) {
        assertThat(integer(value)).isEmpty();
    }

    @Test
    void objectValue_mapChangedLater_keepsWhatItWasGiven() {
        Map<String, JsonValue> members = new HashMap<>(Map.of("a", JsonValue.of(1)));
        ObjectValue value = new ObjectValue(members);
        members.clear();
        assertThat(value.member("a")).hasValue(JsonValue.of(1));
        assertThatThrownBy(() -> value.members().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void read_atATokenThatStartsNoValue_isRefused() {
        JsonReader reader = new JsonReader();
        assertThatThrownBy(() -> JsonValue.read(reader))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no value starts at END");
    }

    private static Optional<Long> integer(String value) {
        return (ObjectValue.parse("{\"a\":" + value + "}")).integer("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "1x", "01", "1 ", "١"})
    void numberValue_ofWhatIsNoNumber_isRefused(String text) {
        assertThatThrownBy(() -> new JsonValue.NumberValue(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a JSON number within the reader's bounds is needed, found '" + text + "'");
    }

    @Test
    void rounded_hasSoManyDecimals() {
        assertThat(JsonValue.rounded(2.0 / 3, 3)).isEqualTo(new NumberValue("0.667"));
        assertThat(JsonValue.rounded(1e9, 3)).isEqualTo(new NumberValue("1000000000.000"));
        assertThat(JsonValue.rounded(0.0625, 3)).isEqualTo(new NumberValue("0.062"));
    }
}
