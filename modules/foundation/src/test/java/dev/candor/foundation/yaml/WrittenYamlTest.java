package dev.candor.foundation.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.yaml.YamlReader.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of our own writer's shape agrees with the real reader, or gives up. */
class WrittenYamlTest {
    private static final List<String> TEXTS = List.of(
            "a",
            "tool",
            "on",
            "null",
            "y",
            "",
            " ",
            "1",
            "1e5",
            "-",
            "- x",
            "a: b",
            "#",
            "cat/item@1.0.0",
            "\"",
            "\\",
            "\n",
            "\t",
            "\r\n",
            "\u0085",
            "\u2028",
            "\u00e9",
            "\ud83c\udf89",
            "\u0007",
            "<<",
            "?",
            "x".repeat(1200),
            "2026-01-29T10:30:00.000Z",
            "\ufeff",
            "~",
            "true");
    private static final List<String> NUMBERS =
            List.of("0", "-0", "7", "1250.0", "-3.25", "1e30", "1E-60", "99999999999");

    private static Optional<List<Object>> written(byte[] yaml) {
        Told told = new Told();
        boolean[] given = {true};
        boolean read = WrittenYaml.visit(yaml, "items", new WrittenYaml.Visitor() {
            @Override
            public void member(String key, JsonValue value) {
                told.member(key, value);
            }

            @Override
            public void part(String key, String lines) {
                Optional<JsonValue> value = WrittenYaml.part(lines);
                given[0] &= value.isPresent();
                value.ifPresent(found -> told.part(key, found));
            }
        });
        return read && given[0] ? Optional.of(told.all) : Optional.empty();
    }

    private static List<Object> real(byte[] yaml) throws YamlSyntaxException {
        Told told = new Told();
        YamlReader.visit(yaml, 1_000_000, "items", told);
        return told.all;
    }

    private static final class Told implements Visitor {
        private final List<Object> all = new ArrayList<>();

        @Override
        public void document(JsonValue value) {
            all.add(List.of("document", value));
        }

        @Override
        public void member(String key, JsonValue value) {
            all.add(List.of("member", key, value));
        }

        @Override
        public void part(String key, JsonValue value) {
            all.add(List.of("part", key, value));
        }
    }

    @Test
    void documentsOfTheWriter_areReadAsTheRealReaderReadsThem() throws YamlSyntaxException {
        int read = 0;
        for (int seed = 0; seed < 400; seed++) {
            byte[] yaml = document(new Random(seed), seed % 4 == 0);
            Optional<List<Object>> written = written(yaml);
            if (written.isPresent()) {
                read++;
                assertThat(written.get()).as("seed %d", seed).isEqualTo(real(yaml));
            }
        }
        assertThat(read).as("most are of the shape").isGreaterThan(250);
    }

    @Test
    void partsWrittenAgainAsTheyWere_giveTheSameBytes() {
        byte[] yaml = utf8("a: 1\nitems:\n  x:\n    b: [1]\n  \"y z\": {}\nc: 2\n");
        YamlWriter again = new YamlWriter().member("a", JsonValue.of(1)).parts("items");
        assertThat(WrittenYaml.visit(yaml, "items", new WrittenYaml.Visitor() {
                    @Override
                    public void member(String key, JsonValue value) {
                        // written below
                    }

                    @Override
                    public void part(String key, String lines) {
                        again.lines(lines);
                    }
                }))
                .isTrue();
        assertThat(again.member("c", JsonValue.of(2)).toString()).isEqualTo(new String(yaml, StandardCharsets.UTF_8));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void changedDocuments_areReadAsTheRealReaderReadsThemOrNotAtAll() throws YamlSyntaxException {
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            byte[] yaml = changed(document(random, false), random);
            Optional<List<Object>> written = written(yaml);
            if (written.isPresent()) {
                assertThat(written.get()).as("seed %d", seed).isEqualTo(real(yaml));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment\n",
                "{}",
                "items: {a: 1}\n",
                "items:\n",
                "items:\n  a: 1\n  a: 2\n",
                "a: 'b'\n",
                "a: b c\n",
                "a: 01\n",
                "a: 1.\n",
                "a: \"\\x41\"\n",
                "a:\n- b\n",
                "a: |\n  b\n",
                "a: &x 1\n",
                "a:  1\n",
                "a: 1 # b\n",
                "a: Null\n",
                "a: ~\n",
                "a: 1\n...\n",
                "a: 1",
                "\ufeffa: 1\n",
                "a: \"\t\"\n",
                "a: 1_000\n"
            })
    void whatTheWriterDoesNotWrite_isLeftToTheRealReader(String yaml) {
        assertThat(written(yaml.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private static byte[] changed(byte[] yaml, Random random) {
        int at = random.nextInt(yaml.length);
        byte[] signs = " \n:-\"\\#'{}[]0a&*!|>%@`,?~\t\u0000".getBytes(StandardCharsets.UTF_8);
        byte[] changed = switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(yaml, at);
            case 1 -> {
                byte[] shorter = new byte[yaml.length - 1];
                System.arraycopy(yaml, 0, shorter, 0, at);
                System.arraycopy(yaml, at + 1, shorter, at, yaml.length - 1 - at);
                yield shorter;
            }
            default -> yaml.clone();
        };
        if (changed.length == yaml.length) {
            changed[at] = signs[random.nextInt(signs.length)];
        }
        return changed;
    }

    private static byte[] document(Random random, boolean any) {
        YamlWriter yaml = new YamlWriter().comment("a comment").gap();
        yaml.member("version", JsonValue.of(1)).gap();
        Map<String, JsonValue> items = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            items.put(text(random, any), value(random, any, 0));
        }
        yaml.member("items", new ObjectValue(items));
        if (random.nextBoolean()) {
            yaml.member("owner", value(random, any, 0));
        }
        return yaml.comment("the end").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonValue value(Random random, boolean any, int depth) {
        return switch (random.nextInt(depth > 2 ? 4 : 7)) {
            case 0 -> new NumberValue(NUMBERS.get(random.nextInt(any ? NUMBERS.size() : 5)));
            case 1 -> new BooleanValue(random.nextBoolean());
            case 2 -> new NullValue();
            case 3 -> JsonValue.of(text(random, any));
            case 4 -> {
                List<JsonValue> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(any ? value(random, true, depth + 1) : JsonValue.of(text(random, false)));
                }
                yield JsonValue.of(items);
            }
            default -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(text(random, any), value(random, any, depth + 1));
                }
                yield new ObjectValue(members);
            }
        };
    }

    private static String text(Random random, boolean any) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        return any || text.length() < 1000 ? text : "x";
    }
}
