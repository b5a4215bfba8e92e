package dev.candor.foundation.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class YamlTest {
    private static final int MAX_ALIASES = 10_000;

    private static JsonValue member(String yaml) throws YamlSyntaxException {
        return ((ObjectValue) YamlReader.read(yaml, MAX_ALIASES)).member("a").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-29T10:30:00Z",
        "2026-01-28 14:22:00+00:00",
        "2026-01-28",
        "'\"2026-01-29T10:30:00Z\"'",
        "'''2026-01-29T10:30:00Z'''"
    })
    void time_isItsText(String written) throws YamlSyntaxException {
        assertThat(member("a: " + written)).isEqualTo(JsonValue.of(written.replaceAll("[\"']", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "47, 47",
        "-1, -1",
        "+3, 3",
        "1_000, 1000",
        "0x1F, 31",
        "0.5, 0.5",
        ".5, 0.5",
        "12., 12",
        "1.5e+3, 1.5E+3",
        "010, 8",
        "-0b11, -3",
        "1:30, 90",
        "0x_1F, 31",
        "1250.0, 1250.0"
    })
    void number_isExact(String written, String read) throws YamlSyntaxException {
        assertThat(member("a: " + written)).isEqualTo(new NumberValue(read));
    }

    @ParameterizedTest
    @ValueSource(strings = {".inf", "-.inf", ".nan", "7853e12", "12e03", "1e5", "1.5e3", "08", "1.2.3", "+", "0x"})
    void whatIsNoNumberByVersion11_isItsText(String written) throws YamlSyntaxException {
        assertThat(member("a: " + written)).isEqualTo(JsonValue.of(written));
    }

    @Test
    void nothing_isNull() throws YamlSyntaxException {
        for (String yaml : List.of("", "\n", "# only a comment\n", "---\n", "~", "\uFEFF")) {
            assertThat(YamlReader.read(yaml.getBytes(UTF_8), MAX_ALIASES)).isEqualTo(new NullValue());
        }
    }

    @Test
    void aliasesAndMerges_areFollowed() throws YamlSyntaxException {
        String yaml = "a: &x {p: 1}\nb: *x\nc: {<<: *x, q: 2}\n";
        assertThat(YamlReader.read(yaml, MAX_ALIASES))
                .isEqualTo(JsonValue.parse("{\"a\":{\"p\":1},\"b\":{\"p\":1},\"c\":{\"q\":2,\"p\":1}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "a: 1\\na: 2|line 2, column 1: the key a stands here a second time",
                "a: [1|line 1, column 6: while parsing a flow sequence, expected ',' or ']', but got <stream end>",
                "a: 1\\n b: 2|line 2, column 3: mapping values are not allowed here",
                "? [1]\\n: 2|line 1, column 3: a key must be a scalar",
                "a: 1\\n---\\nb: 2|line 2, column 1: expected a single document in the stream, but found another document"
            })
    void brokenYaml_saysWhere(String yaml, String sentence) {
        assertThatThrownBy(() -> YamlReader.read(yaml.replace("\\n", "\n"), MAX_ALIASES))
                .isInstanceOf(YamlSyntaxException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void invalidUtf8_isRefused() {
        assertThatThrownBy(() -> YamlReader.read(new byte[] {'a', ':', ' ', (byte) 0xFF}, MAX_ALIASES))
                .hasMessage("the text is not valid UTF-8");
    }

    @Test
    void bomb_isRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
        for (int i = 1; i < 10; i++) {
            String items = String.join(",", java.util.Collections.nCopies(10, "*a" + (i - 1)));
            bomb.append("a" + i + ": &a" + i + " [" + items + "]\n");
        }
        assertThatThrownBy(() -> YamlReader.read(bomb.toString(), MAX_ALIASES)).isInstanceOf(YamlSyntaxException.class);
        assertThatThrownBy(() -> YamlReader.read("a: &a [*a]", MAX_ALIASES)).isInstanceOf(YamlSyntaxException.class);
        assertThatThrownBy(() -> YamlReader.read("[".repeat(200), MAX_ALIASES)).isInstanceOf(YamlSyntaxException.class);
    }

    /** PyYAML writes an object that it meets twice as an anchor and aliases. */
    @Test
    void manyAliases_areRead() throws YamlSyntaxException {
        StringBuilder yaml = new StringBuilder("a: &id001\n- x\n");
        for (int i = 0; i < 1000; i++) {
            yaml.append("b" + i + ": *id001\n");
        }
        ObjectValue read = YamlReader.readMapping(yaml.toString(), MAX_ALIASES);
        assertThat(read.members()).hasSize(1001);
        assertThat(read.member("b999")).isEqualTo(read.member("a"));
    }

    @Test
    void parts_areVisitedOneByOne() throws YamlSyntaxException {
        List<String> told = new ArrayList<>();
        YamlReader.Visitor visitor = new YamlReader.Visitor() {
            @Override
            public void document(JsonValue value) {
                told.add("document " + value);
            }

            @Override
            public void member(String key, JsonValue value) {
                told.add("member " + key);
            }

            @Override
            public void part(String key, JsonValue value) {
                told.add("part " + key + " " + value);
            }
        };
        YamlReader.visit("v: 1\nitems:\n  a: 2\n  b: [3]\nz: {}\n".getBytes(UTF_8), MAX_ALIASES, "items", visitor);
        YamlReader.visit("items: 5\n".getBytes(UTF_8), MAX_ALIASES, "items", visitor);
        YamlReader.visit("".getBytes(UTF_8), MAX_ALIASES, "items", visitor);
        YamlReader.visit("[]".getBytes(UTF_8), MAX_ALIASES, "items", visitor);
        assertThat(told)
                .containsExactly(
                        "member v",
                        "part a NumberValue[text=2]",
                        "part b ArrayValue[items=[NumberValue[text=3]]]",
                        "member items",
                        "member z",
                        "member items",
                        "document NullValue[]",
                        "document ArrayValue[items=[]]");
        assertThatThrownBy(() ->
                        YamlReader.visit("items:\n  a: 1\n  a: 2\n".getBytes(UTF_8), MAX_ALIASES, "items", visitor))
                .hasMessage("line 3, column 3: the key a stands here a second time");
    }

    @Test
    void longKey_saysThatItIsOne() throws YamlSyntaxException {
        String key = "\u2028".repeat(300);
        ObjectValue value = new ObjectValue(Map.of(key, JsonValue.parse("{\"a\":[{\"" + "x ".repeat(600) + "\":1}]}")));
        String yaml = new YamlWriter().member("top", value).toString();
        assertThat(YamlReader.readMapping(yaml, MAX_ALIASES).member("top")).contains(value);
        assertThat(new Yaml(new SafeConstructor(new LoaderOptions())).<Map<String, Object>>load(yaml))
                .isEqualTo(Map.of("top", plain(value)));
    }

    @Test
    void numbers_areWrittenSoThatVersion11ReadsThem() {
        for (String number : List.of("1E+50", "-1.5E-60", "1E5", "2.50E+2")) {
            String yaml = new YamlWriter().member("a", new NumberValue(number)).toString();
            Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            assertThat(((Number) read.get("a")).doubleValue()).isEqualTo(Double.parseDouble(number));
            assertThat(yaml).matches("a: -?[0-9]+(\\.[0-9]+(e[-+][0-9]+)?)?\n");
        }
    }

    @Test
    void tagOfAnotherKind_isRefused() {
        assertThatThrownBy(() -> YamlReader.read("a: !thing [x]\n", MAX_ALIASES))
                .hasMessageContaining("is not allowed");
    }

    @Test
    void mapping_isNeededWhereOneIsAskedFor() throws YamlSyntaxException {
        assertThat(YamlReader.readMapping("# only a comment\n", MAX_ALIASES).members())
                .isEmpty();
        assertThat(YamlReader.readMapping("a: 1", MAX_ALIASES).members()).containsOnlyKeys("a");
        assertThatThrownBy(() -> YamlReader.readMapping("- 1", MAX_ALIASES))
                .hasMessage("line 1, column 1: a mapping (name: value) is needed");
    }

    @Test
    void writer_writesBlocks() {
        Map<String, JsonValue> item = new LinkedHashMap<>();
        item.put("type", JsonValue.of("tool"));
        item.put("last_run", JsonValue.of("2026-01-29T10:30:00Z"));
        item.put("last_error", new NullValue());
        item.put("avg", new NumberValue("1.25E7"));
        item.put("word", JsonValue.of("yes"));
        item.put("paths", JsonValue.of(List.of(JsonValue.of("~/a b.md"), JsonValue.of("x"))));
        item.put("empty", JsonValue.of(List.of()));
        item.put("nested", JsonValue.of(List.of(JsonValue.parse("{\"k\":[1,{}]}"))));
        String yaml = new YamlWriter()
                .comment("made by a test")
                .member("version", JsonValue.of(1))
                .gap()
                .member("items", new ObjectValue(Map.of("core/x@1", new ObjectValue(item))))
                .toString();
        assertThat(yaml).isEqualTo("""
                # made by a test
                version: 1

                items:
                  "core/x@1":
                    type: tool
                    last_run: "2026-01-29T10:30:00Z"
                    last_error: null
                    avg: 12500000
                    word: "yes"
                    paths:
                      - "~/a b.md"
                      - x
                    empty: []
                    nested:
                      - {k: [1, {}]}
                """);
    }

    /** Whatever is written is read back the same, by our reader and by the library's own. */
    @Test
    void writtenValues_areReadBack() throws YamlSyntaxException {
        Random random = new Random(20261120);
        for (int i = 0; i < 2000; i++) {
            ObjectValue value = new ObjectValue(Map.of("a", value(random, 3)));
            String yaml = new YamlWriter().member("a", value.members().get("a")).toString();
            assertThat(YamlReader.read(yaml, MAX_ALIASES)).as(yaml).isEqualTo(value);
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            assertThat(loaded).as(yaml).isEqualTo(plain(value));
        }
    }

    private static JsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> new NullValue();
            case 1 -> JsonValue.of(random.nextBoolean());
            case 2 -> JsonValue.of(random.nextInt());
            case 3, 4 -> JsonValue.of(text(random));
            case 5 ->
                JsonValue.of(Stream.generate(() -> value(random, depth - 1))
                        .limit(random.nextInt(4))
                        .toList());
            default -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(text(random), value(random, depth - 1));
                }
                yield new ObjectValue(members);
            }
        };
    }

    private static String text(Random random) {
        List<String> parts = List.of(
                "a",
                "yes",
                "null",
                "~",
                " ",
                ": ",
                "#",
                "- ",
                "\n",
                "\t",
                "\"",
                "'",
                "\\",
                "é",
                "\u0085",
                "\u2028",
                "{",
                "[",
                "&",
                "*",
                "!",
                "%",
                "@",
                "`",
                "0",
                "1.5",
                "2026-01-01",
                "\u0000",
                "\uFEFF",
                "😀",
                "<<",
                "=",
                "?");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }

    private static Object plain(JsonValue value) {
        return switch (value) {
            case StringValue string -> string.text();
            case NumberValue number -> number.number().intValueExact();
            case BooleanValue bool -> bool.value();
            case NullValue none -> java.util.Optional.empty();
            case ArrayValue array -> {
                List<Object> items = new ArrayList<>();
                array.items().forEach(item -> items.add(orNull(plain(item))));
                yield items;
            }
            case ObjectValue object -> {
                Map<String, Object> members = new LinkedHashMap<>();
                object.members().forEach((key, member) -> members.put(key, orNull(plain(member))));
                yield members;
            }
        };
    }

    private static Object orNull(Object plain) {
        return plain.equals(java.util.Optional.empty()) ? null : plain;
    }
}
