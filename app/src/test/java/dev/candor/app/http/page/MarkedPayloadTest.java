package dev.candor.app.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.http.page.MarkedPayload.Line;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MarkedPayloadTest {
    private static List<Line> lines(String payload, String... pointers) {
        return MarkedPayload.of(new ObjectValue(Map.of(
                "payload",
                JsonValue.of(payload),
                "violations",
                new ArrayValue(Stream.of(pointers)
                        .map(pointer -> (JsonValue) new ObjectValue(Map.of("pointer", JsonValue.of(pointer))))
                        .toList()))));
    }

    /** With a mark before what is marked. */
    private static String shown(String payload, String... pointers) {
        return lines(payload, pointers).stream()
                .map(line -> (line.isMarked() ? "> " : "") + line.text())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void violations_areMarkedWhereTheyAre() {
        assertThat(shown("{\"a\":{\"b\":[1,\"x\",[]]},\"c\":{}}", "/a/b/1", "/c"))
                .isEqualTo("""
                {
                  "a": {
                    "b": [
                      1,
                >       "x",
                      []
                    ]
                  },
                >   "c": {}
                }""");
    }

    @Test
    void objectThatIsWrong_isMarkedWhereItBegins() {
        assertThat(shown("{\"a\":{\"b\":1}}", "/a", "/a/b")).isEqualTo("""
                {
                >   "a": {
                >     "b": 1
                  }
                }""");
    }

    @Test
    void namesOfPointers_areUnescaped() {
        assertThat(shown("{\"a/b\":1,\"a~b\":2,\"a~1b\":3,\"-\":4}", "/a~1b", "/a~01b"))
                .isEqualTo("""
                {
                >   "a/b": 1,
                  "a~b": 2,
                >   "a~1b": 3,
                  "-": 4
                }""");
    }

    @Test
    void violationOfTheWhole_marksNoLine() {
        assertThat(lines("{\"a\":1}", "")).noneMatch(Line::isMarked);
        assertThat(lines("{\"a\":[1]}", "-")).noneMatch(Line::isMarked);
    }

    @Test
    void namesAndTexts_areWrittenAsJson() {
        String payload = "{\"<b>\\n\":\"\\ud83d\\ude00 </pre>\"}";
        assertThat(lines(payload))
                .hasSize(3)
                .element(1)
                .satisfies(line ->
                        assertThat(JsonValue.parse("{" + line.text() + "}")).isEqualTo(JsonValue.parse(payload)));
    }

    @Test
    void whatIsNoJson_standsAsItCame() {
        assertThat(shown("{\"a\": \nnot json", "/a")).isEqualTo("{\"a\": \nnot json");
        assertThat(lines("")).isEmpty();
    }
}
