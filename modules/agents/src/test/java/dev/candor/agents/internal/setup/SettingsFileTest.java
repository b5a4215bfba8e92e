package dev.candor.agents.internal.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.agents.internal.setup.AgentSettings.Hub;
import dev.candor.agents.internal.setup.AgentSettings.Wanted;
import dev.candor.agents.internal.setup.JsonDocument.Dialect;
import dev.candor.agents.internal.setup.SettingsFile.JsonFile;
import dev.candor.agents.internal.setup.SettingsFile.TomlFile;
import dev.candor.agents.internal.setup.TomlDocument.Entry;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.testing.Seeds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Random files, as wild as people and programs write them. */
class SettingsFileTest {
    private static final Path HOME = Path.of("/home/ada");
    private static final List<String> NAMES = List.of(
            "hooks",
            "AfterTool",
            "SessionStart",
            "mcpServers",
            "candor",
            "telemetry",
            "enabled",
            "a",
            "b",
            "\\u0061",
            "é");

    private static SettingsFile gemini() {
        Wanted wanted =
                new Wanted("/opt/candor/bin/candor", false, true, true, Optional.of(new Hub(7, "t".repeat(43))));
        JsonFile file = (JsonFile) new AgentSettings(new SetupAgent.User(HOME, HOME, Map.of()), wanted)
                .of(SetupAgent.GEMINI_CLI, false)
                .getFirst();
        return new JsonFile(file.path(), Dialect.LENIENT, file.parts());
    }

    private static SettingsFile codex() {
        Wanted wanted =
                new Wanted("/opt/candor/bin/candor", false, true, true, Optional.of(new Hub(7, "t".repeat(43))));
        return new AgentSettings(new SetupAgent.User(HOME, HOME, Map.of()), wanted)
                .of(SetupAgent.CODEX, true).stream()
                        .filter(TomlFile.class::isInstance)
                        .findFirst()
                        .orElseThrow();
    }

    private static JsonValue value(String text) throws BrokenSettingsException {
        return JsonDocument.parse(text, Dialect.LENIENT)
                .root()
                .map(JsonDocument::value)
                .orElse(new ObjectValue(Map.of()));
    }

    @ParameterizedTest
    @Seeds(20_000)
    void randomJson_putTwiceIsOnce_andTakingOutLeavesWhatWasThere(long seed) throws Exception {
        String text = new RandomJson(new Random(seed)).document();
        SettingsFile file = gemini();
        String once;
        try {
            once = file.put(text).text();
        } catch (BrokenSettingsException e) {
            // only a file that says otherwise than settings do; it is a document all the same
            assertThat(e.sentence()).startsWith("expected ");
            assertThat(value(text)).isNotNull();
            return;
        }
        assertThat(file.put(once).text()).isEqualTo(once);
        String back = file.take(once, Optional.of(text));
        assertThat(value(back)).as(text).isEqualTo(value(text));
        assertThat(comments(once)).isEqualTo(comments(text));
        assertThat(comments(back)).isEqualTo(comments(text));
    }

    private static long comments(String text) {
        return text.chars().filter(c -> c == '☃').count();
    }

    @ParameterizedTest
    @Seeds(20_000)
    void randomToml_putTwiceIsOnce_andTakingOutLeavesItsStatements(long seed) throws Exception {
        String text = new RandomToml(new Random(seed)).document();
        SettingsFile file = codex();
        String once = file.put(text).text();
        assertThat(file.put(once).text()).isEqualTo(once);
        assertThat(comments(once)).isEqualTo(comments(text));
        String back = file.take(once, Optional.of(text));
        assertThat(statements(back)).as(text).isEqualTo(statements(text));
        assertThat(comments(back)).isEqualTo(comments(text));
    }

    private static List<String> statements(String text) throws BrokenSettingsException {
        TomlDocument document = TomlDocument.parse(text);
        return document.statements().stream()
                .map(statement ->
                        statement.path() + (statement instanceof Entry entry ? document.written(entry) : " header"))
                .toList();
    }

    @ParameterizedTest
    @Seeds(20_000)
    void changedByOneCharacter_isReadOrRefusedWithItsPlace(long seed) {
        Random random = new Random(seed);
        boolean isJson = random.nextBoolean();
        StringBuilder text =
                new StringBuilder(isJson ? new RandomJson(random).document() : new RandomToml(random).document());
        char c = "{}[]\",:=#'\\\n\t ex0/*\u0000\uD800".charAt(random.nextInt(19));
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(3)) {
            case 0 -> text.insert(at, c);
            case 1 -> text.setLength(at);
            default -> text.delete(at, Math.min(text.length(), at + 1));
        }
        try {
            String once = (isJson ? gemini() : codex()).put(text.toString()).text();
            assertThat(once).isNotEmpty();
        } catch (BrokenSettingsException e) {
            List<String> lines = List.of((text + " ").split("\n", -1));
            assertThat(e.line()).isBetween(1, lines.size());
            assertThat(e.column())
                    .isBetween(
                            1,
                            lines.get(e.line() - 1)
                                            .codePointCount(
                                                    0, lines.get(e.line() - 1).length())
                                    + 1);
        }
    }

    @Test
    void place_isCountedInCharacters() {
        BrokenSettingsException e = new BrokenSettingsException("\uFEFF{\n\"😀\": x", 9, "no");
        assertThat(e.line()).isEqualTo(2);
        assertThat(e.column()).isEqualTo(6);
        assertThat(new BrokenSettingsException("\uFEFFx", 1, "no").column()).isEqualTo(1);
    }

    @ParameterizedTest
    @Seeds(2_000)
    void diff_leadsFromOneTextToTheOther(long seed) {
        Random random = new Random(seed);
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        int lines = random.nextInt(40);
        for (int i = 0; i < lines; i++) {
            String line =
                    (random.nextInt(4) == 0 ? "x" : "line " + i) + (i == lines - 1 && random.nextBoolean() ? "" : "\n");
            if (random.nextInt(6) > 0) {
                before.append(line);
            }
            if (random.nextInt(6) > 0) {
                after.append(line);
            }
        }
        String diff = UnifiedDiff.of("f", before.toString(), after.toString());
        assertThat(patched(before.toString(), diff)).isEqualTo(after.toString());
    }

    /** As {@code patch} does it, which knows a hunk's place by its numbers. */
    private static String patched(String before, String diff) {
        List<String> old = List.of(before.split("(?<=\n)"));
        List<String> marks = List.of(diff.split("(?<=\n)"));
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int i = 0; i < marks.size(); i++) {
            String mark = marks.get(i);
            boolean isLast = i + 1 < marks.size() && marks.get(i + 1).startsWith("\\");
            String line = mark.isEmpty() ? "" : isLast ? mark.substring(1, mark.length() - 1) : mark.substring(1);
            if (mark.startsWith("@@ -")) {
                String range = mark.substring(4, mark.indexOf(' ', 4));
                boolean isNone = range.endsWith(",0");
                int start = Integer.parseInt(range.split(",", 2)[0]) - (isNone ? 0 : 1);
                while (at < start) {
                    out.append(old.get(at++));
                }
            } else if (mark.startsWith("---") || mark.startsWith("+++") || mark.startsWith("\\")) {
                continue;
            } else if (mark.startsWith("+")) {
                out.append(line);
            } else if (!mark.isEmpty()) {
                assertThat(old.get(at)).isEqualTo(line);
                out.append(mark.startsWith(" ") ? line : "");
                at++;
            }
        }
        while (at < old.size()) {
            out.append(old.get(at++));
        }
        return out.toString();
    }

    /** Objects with white space, comments and names of ours at every place; a snowman in each comment. */
    private record RandomJson(Random random) {
        String document() {
            String text = gap() + object(0) + gap();
            String marked = random.nextInt(20) == 0 ? "\uFEFF" + text : text;
            return random.nextInt(4) == 0 ? marked.replace("\n", "\r\n") : marked;
        }

        private String gap() {
            return switch (random.nextInt(9)) {
                case 0 -> "\n";
                case 1 -> " ";
                case 2 -> "\n\t";
                case 3 -> random.nextInt(3) == 0 ? " // ☃\n" : "";
                case 4 -> random.nextInt(3) == 0 ? "/*☃*/" : "";
                case 5 -> random.nextInt(5) == 0 ? "/* ☃\n */ " : "\n    ";
                default -> "";
            };
        }

        private String value(int depth) {
            return switch (random.nextInt(depth > 4 ? 3 : 6)) {
                case 0 -> "\"x{}[],:/*//\\\"\\\\\"";
                case 1 -> List.of("1", "-0.5e3", "true", "false", "null").get(random.nextInt(5));
                case 2 -> "\"/old/candor hook gemini-cli\"";
                case 3 -> array(depth + 1);
                default -> object(depth + 1);
            };
        }

        private String array(int depth) {
            StringBuilder text = new StringBuilder("[").append(gap());
            int items = random.nextInt(4);
            for (int i = 0; i < items; i++) {
                text.append(value(depth)).append(gap());
                text.append(i < items - 1 || random.nextInt(4) == 0 ? "," + gap() : "");
            }
            return text.append(']').toString();
        }

        private String object(int depth) {
            StringBuilder text = new StringBuilder("{").append(gap());
            int members = random.nextInt(5);
            for (int i = 0; i < members; i++) {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                String value = switch (name) {
                    case "hooks", "mcpServers", "telemetry" -> depth > 3 ? "{}" : object(depth + 1);
                    case "AfterTool", "SessionStart" -> array(depth + 1);
                    default -> value(depth);
                };
                text.append('"')
                        .append(name)
                        .append('"')
                        .append(gap())
                        .append(':')
                        .append(gap())
                        .append(value);
                text.append(gap()).append(i < members - 1 || random.nextInt(4) == 0 ? "," + gap() : "");
            }
            return text.append('}').toString();
        }
    }

    /** Tables and keys, each once. */
    private record RandomToml(Random random) {
        private static final List<String> TABLES = List.of(
                "otel",
                "mcp_servers.docs",
                "mcp_servers",
                "tui",
                "hooks.state.\"x\"",
                "a.'b.c'",
                "mcp_servers.candor",
                "otel.x");
        private static final List<String> VALUES = List.of(
                "1",
                "\"[x]\"",
                "'y'",
                "{ a = \"}\", b = [1] }",
                "[\n 1, # ☃\n 2,\n]",
                "\"\"\"\n[z]\n\"\"\"",
                "1979-05-27 07:32:00",
                "\"none\"");

        String document() {
            StringBuilder text = new StringBuilder(random.nextInt(20) == 0 ? "\uFEFF" : "");
            keys(text, List.of("model", "otel.environment", "x"), 3);
            for (String table : TABLES) {
                if (random.nextInt(3) == 0) {
                    text.append(random.nextBoolean() ? "\n" : "")
                            .append('[')
                            .append(table)
                            .append(']');
                    text.append(random.nextInt(4) == 0 ? " # ☃" : "").append('\n');
                    keys(text, List.of("exporter", "command", "environment", "log_user_prompt"), 2);
                }
            }
            if (random.nextInt(3) == 0) {
                text.append("[[hooks.PostToolUse]]\nmatcher = \"x\"\n[[hooks.PostToolUse.hooks]]\ncommand = \"x\"\n");
            }
            String all = random.nextInt(4) == 0 ? text.toString().stripTrailing() : text.toString();
            return random.nextInt(4) == 0 ? all.replace("\n", "\r\n") : all;
        }

        private void keys(StringBuilder text, List<String> names, int sparsity) {
            for (String name : names) {
                if (random.nextInt(sparsity) == 0 && !(name.equals("otel.environment") && random.nextBoolean())) {
                    text.append(random.nextInt(4) == 0 ? "  # ☃\n" : "");
                    text.append(name).append(" = ").append(VALUES.get(random.nextInt(VALUES.size())));
                    text.append(random.nextInt(4) == 0 ? " # ☃\n" : "\n");
                }
            }
        }
    }
}
