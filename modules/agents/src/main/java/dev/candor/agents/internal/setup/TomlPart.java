package dev.candor.agents.internal.setup;

import dev.candor.agents.internal.setup.TomlDocument.Entry;
import dev.candor.agents.internal.setup.TomlDocument.Header;
import dev.candor.agents.internal.setup.TomlDocument.Statement;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One thing of ours in a file of TOML. */
sealed interface TomlPart extends SettingsFile.Part<TomlEditor> {
    private static String place(String text, int at) {
        BrokenSettingsException there = new BrokenSettingsException(text, at, "");
        return "line " + there.line() + ", column " + there.column();
    }

    private static Optional<String> left(TomlEditor editor, Statement there, String why) {
        return Optional.of(place(editor.text(), there.start()) + ": " + why);
    }

    private static List<String> path(List<String> table, String... names) {
        return Stream.concat(table.stream(), Stream.of(names)).toList();
    }

    private static Optional<String> inline(TomlEditor editor, List<String> table) {
        Optional<Entry> obstacle = editor.document().obstacle(table);
        return obstacle.isEmpty()
                ? Optional.empty()
                : left(
                        editor,
                        obstacle.get(),
                        "expected " + String.join(".", table)
                                + " as a table with a header of its own, found it written inline"
                                + " or with dots, which is left as it is; write it as [" + String.join(".", table)
                                + "]");
    }

    /** An MCP server, a table that is all ours. */
    record Server(List<String> table, String command) implements TomlPart {
        private static final String ARGUMENTS = "[\"mcp\"]";

        private static boolean isOurs(TomlEditor editor, List<String> table) {
            return editor.document()
                    .entry(path(table, "command"))
                    .map(editor.document()::written)
                    .map(TomlEditor::unquoted)
                    .filter(OwnCommand::isLauncher)
                    .isPresent();
        }

        @Override
        public Optional<String> put(TomlEditor editor) throws BrokenSettingsException {
            Optional<Header> header = editor.document().table(table);
            if (header.isEmpty()) {
                Optional<String> inline = inline(editor, table);
                if (inline.isEmpty()) {
                    editor.append(List.of(
                            "[" + String.join(".", table) + "]",
                            "command = " + TomlEditor.quoted(command),
                            "args = " + ARGUMENTS));
                }
                return inline;
            }
            Optional<Entry> there = editor.document().entry(path(table, "command"));
            if (there.isEmpty() || !isOurs(editor, table)) {
                return left(editor, header.get(), "an MCP server of this name is somebody else's and stays as it is");
            }
            if (!TomlEditor.unquoted(editor.document().written(there.get())).equals(command)) {
                editor.replace(there.get(), TomlEditor.quoted(command));
            }
            return Optional.empty();
        }

        @Override
        public void take(TomlEditor editor, TomlEditor before) throws BrokenSettingsException {
            if (isOurs(editor, table) && before.document().table(table).isEmpty()) {
                editor.remove(editor.document().below(table));
            }
        }
    }

    /**
     * The exporters of an agent's own telemetry.
     *
     * @param exporters their values by key
     * @param defaults what is set where nothing is
     */
    record Exporters(List<String> table, Map<String, String> exporters, Map<String, String> defaults)
            implements TomlPart {
        private static boolean isOurs(String written) {
            return written.contains("otlp-http") && OwnCommand.hasBearer(written);
        }

        @Override
        public Optional<String> put(TomlEditor editor) throws BrokenSettingsException {
            Optional<String> inline = inline(editor, table);
            Optional<Header> header = editor.document().table(table);
            if (inline.isPresent() && header.isEmpty()) {
                return inline;
            }
            for (String key : exporters.keySet()) {
                for (Statement there : editor.document().below(path(table, key))) {
                    String written =
                            there instanceof Entry entry ? editor.document().written(entry) : "";
                    if (!isOurs(written) && !written.equals("\"none\"")) {
                        return left(
                                editor,
                                there,
                                "the agent's telemetry goes elsewhere already, which stays as it is; hooks work beside it");
                    }
                }
            }
            List<String> lines = new ArrayList<>();
            for (Map.Entry<String, String> key : defaults.entrySet()) {
                if (editor.document().below(path(table, key.getKey())).isEmpty()) {
                    lines.add(key.getKey() + " = " + key.getValue());
                }
            }
            for (Map.Entry<String, String> key : exporters.entrySet()) {
                Optional<Entry> there = editor.document().entry(path(table, key.getKey()));
                if (there.isPresent()) {
                    editor.replace(there.get(), key.getValue());
                } else {
                    lines.add(key.getKey() + " = " + key.getValue());
                }
            }
            if (header.isEmpty()) {
                lines.addFirst("[" + String.join(".", table) + "]");
                editor.append(lines);
            } else if (!lines.isEmpty()) {
                editor.insert(editor.document().table(table).orElseThrow(), lines);
            }
            return Optional.empty();
        }

        @Override
        public void take(TomlEditor editor, TomlEditor before) throws BrokenSettingsException {
            boolean found = false;
            for (String key : exporters.keySet()) {
                List<String> path = path(table, key);
                Optional<Entry> there = editor.document()
                        .entry(path)
                        .filter(entry -> isOurs(editor.document().written(entry)));
                Optional<Entry> old = before.document().entry(path);
                if (there.isPresent() && old.isPresent()) {
                    editor.replace(there.get(), before.document().written(old.get()));
                } else if (there.isPresent()) {
                    editor.remove(List.of(there.get()));
                }
                found |= there.isPresent();
            }
            for (Map.Entry<String, String> key : defaults.entrySet()) {
                List<String> path = path(table, key.getKey());
                Optional<Entry> there = editor.document()
                        .entry(path)
                        .filter(entry -> editor.document().written(entry).equals(key.getValue()));
                if (found && there.isPresent() && before.document().entry(path).isEmpty()) {
                    editor.remove(List.of(there.get()));
                }
            }
            Optional<Header> header = editor.document().table(table);
            if (found
                    && header.isPresent()
                    && before.document().table(table).isEmpty()
                    && editor.document().statements().stream()
                            .noneMatch(statement -> statement instanceof Entry entry
                                    && entry.table().equals(table))) {
                editor.remove(List.of(header.get()));
            }
        }
    }

    /** A hook of one event: an item of an array of tables, with one handler. */
    record Hook(String event, String agent, String command, ObjectValue handler) implements TomlPart {
        private List<String> group() {
            return List.of("hooks", event);
        }

        private List<String> handlers() {
            return List.of("hooks", event, "hooks");
        }

        @Override
        public List<String> commands(TomlEditor editor) {
            return entries(editor).stream()
                    .map(entry -> TomlEditor.unquoted(editor.document().written(entry)))
                    .toList();
        }

        private List<Entry> entries(TomlEditor editor) {
            return editor.document().statements().stream()
                    .filter(statement ->
                            statement instanceof Entry && statement.path().equals(path(handlers(), "command")))
                    .map(Entry.class::cast)
                    .filter(entry -> OwnCommand.isHook(
                            TomlEditor.unquoted(editor.document().written(entry)), agent))
                    .toList();
        }

        @Override
        public Optional<String> put(TomlEditor editor) throws BrokenSettingsException {
            List<Entry> commands = entries(editor);
            if (!commands.isEmpty()) {
                boolean isThere = commands.stream()
                        .anyMatch(entry -> TomlEditor.unquoted(editor.document().written(entry))
                                .equals(command));
                if (!isThere) {
                    editor.replace(commands.getFirst(), TomlEditor.quoted(command));
                }
                return Optional.empty();
            }
            Optional<Entry> obstacle = editor.document()
                    .obstacle(group())
                    .filter(entry -> entry.path().size() <= 2);
            if (obstacle.isPresent()) {
                return left(
                        editor,
                        obstacle.get(),
                        "expected hooks as [[hooks." + event + "]], found them written inline, which is left as it is");
            }
            List<String> lines = new ArrayList<>(List.of("[[hooks." + event + "]]", "[[hooks." + event + ".hooks]]"));
            handler.members().forEach((name, value) -> lines.add(name + " = " + TomlEditor.written(value)));
            editor.append(lines);
            return Optional.empty();
        }

        @Override
        public void take(TomlEditor editor, TomlEditor before) throws BrokenSettingsException {
            List<String> own = commands(before);
            for (Entry command : entries(editor).reversed()) {
                if (own.contains(TomlEditor.unquoted(editor.document().written(command)))) {
                    continue;
                }
                List<Statement> all = editor.document().statements();
                int begin = lastHeader(all, all.indexOf(command), handlers());
                int end = begin + 1;
                while (end < all.size() && all.get(end) instanceof Entry) {
                    end++;
                }
                boolean hasMore = end < all.size() && all.get(end).path().equals(handlers());
                int groupBegin = lastHeader(all, begin, group());
                boolean isFirst = all.subList(groupBegin, begin).stream()
                        .noneMatch(statement -> statement.path().equals(handlers()));
                editor.remove(all.subList(isFirst && !hasMore ? groupBegin : begin, end));
            }
        }

        private static int lastHeader(List<Statement> all, int from, List<String> path) {
            for (int i = from; i >= 0; i--) {
                if (all.get(i) instanceof Header header && header.path().equals(path)) {
                    return i;
                }
            }
            return from;
        }
    }
}
