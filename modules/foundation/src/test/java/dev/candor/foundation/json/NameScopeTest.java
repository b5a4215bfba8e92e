package dev.candor.foundation.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameScopeTest {
    /** Names of one hash code: "Aa" and "BB" have the same, and so has every row of them. */
    private static List<String> namesOfOneHash(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> IntStream.range(0, 12)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
                .toList();
    }

    private static String object(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void add_namesOfOneHash_looksAtAFewEach() {
        List<String> names = namesOfOneHash(4000);
        NameScope scope = new NameScope(JsonReader.MAX_DEPTH);
        scope.open();
        StringScanner scanner = new StringScanner();
        long compared = 0;
        for (String name : names) {
            byte[] text = (name + "\"").getBytes(UTF_8);
            scanner.scan(text, 0, text.length, 0);
            assertThat(scope.add(scanner)).isTrue();
            compared += scope.compared();
        }

        assertThat(names)
                .extracting(String::hashCode)
                .containsOnly(names.getFirst().hashCode());
        assertThat(compared).isLessThan(8L * names.size());
    }

    @Test
    void read_manyNames_findsTheOneThatIsThereTwice_whereverItStands() {
        for (int first : new int[] {0, 14, 15, 16, 17, 31, 32, 3999}) {
            List<String> names = namesOfOneHash(4000);
            String text = object(names).replaceFirst("}$", ",\"" + names.get(first) + "\":2}");

            assertThatThrownBy(() -> JsonValue.parse(text))
                    .as("name %d", first)
                    .isInstanceOf(JsonSyntaxException.class)
                    .hasMessageContaining("twice in one object");
        }
    }

    @Test
    void read_manyNamesInsideMany_areApart() {
        String inner = object(namesOfOneHash(40));
        String text = inner.replace(":1", ":" + inner).replace("}}", "},\"last\":" + inner + "}");

        assertThat(JsonValue.parse("[" + text + "," + inner + "]")).isInstanceOf(JsonValue.ArrayValue.class);
    }

    @Test
    void read_oneNameTooMany_isRefused() {
        List<String> names = IntStream.rangeClosed(0, NameScope.MAX_NAMES)
                .mapToObj(i -> "n" + i)
                .toList();

        assertThat(JsonValue.parse(object(names.subList(0, NameScope.MAX_NAMES))))
                .isNotNull();
        assertThatThrownBy(() -> JsonValue.parse(object(names))).hasMessageContaining("more than 4096 names");
    }
}
