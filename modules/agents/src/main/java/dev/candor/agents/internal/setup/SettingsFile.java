package dev.candor.agents.internal.setup;

import dev.candor.agents.internal.setup.JsonDocument.Dialect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A settings file of an agent, and what of it is ours. */
public sealed interface SettingsFile {
    /** Where it is, as the agent looks for it: it may be a link. */
    Path path();

    /** Adds what is ours; twice is the same as once. */
    Edited put(String text) throws BrokenSettingsException;

    /**
     * Takes out what is ours.
     *
     * @param base the text before anything of ours was added, whose values come back
     */
    String take(String text, Optional<String> base) throws BrokenSettingsException;

    /** The commands of hooks of ours that stand in it. */
    List<String> commands(String text) throws BrokenSettingsException;

    /** The same parts in another file. */
    SettingsFile at(Path other);

    /**
     * A changed text.
     *
     * @param left what was not added and why, a sentence each
     */
    record Edited(String text, List<String> left) {}

    /** A file of JSON. */
    record JsonFile(Path path, Dialect dialect, List<JsonPart> parts) implements SettingsFile {
        @Override
        public Edited put(String text) throws BrokenSettingsException {
            JsonEditor editor = new JsonEditor(text, dialect);
            List<String> left = new ArrayList<>();
            for (JsonPart part : parts) {
                // places are told as they are in the file
                try {
                    if (part.put(editor).isPresent()) {
                        part.put(new JsonEditor(text, dialect)).ifPresent(left::add);
                    }
                } catch (BrokenSettingsException e) {
                    part.put(new JsonEditor(text, dialect));
                    throw e;
                }
            }
            return new Edited(editor.text(), left);
        }

        @Override
        public String take(String text, Optional<String> base) throws BrokenSettingsException {
            JsonEditor editor = new JsonEditor(text, dialect);
            JsonEditor before = new JsonEditor(base.orElse(""), dialect);
            for (JsonPart part : parts.reversed()) {
                part.take(editor, before);
            }
            return editor.text();
        }

        @Override
        public List<String> commands(String text) throws BrokenSettingsException {
            JsonEditor editor = new JsonEditor(text, dialect);
            List<String> commands = new ArrayList<>();
            for (JsonPart part : parts) {
                commands.addAll(part instanceof JsonPart.Hook hook ? hook.commands(editor) : List.of());
            }
            return commands;
        }

        @Override
        public SettingsFile at(Path other) {
            return new JsonFile(other, dialect, parts);
        }
    }

    /** A file of TOML. */
    record TomlFile(Path path, List<TomlPart> parts) implements SettingsFile {
        @Override
        public Edited put(String text) throws BrokenSettingsException {
            TomlEditor editor = new TomlEditor(text);
            List<String> left = new ArrayList<>();
            for (TomlPart part : parts) {
                // places are told as they are in the file
                try {
                    if (part.put(editor).isPresent()) {
                        part.put(new TomlEditor(text)).ifPresent(left::add);
                    }
                } catch (BrokenSettingsException e) {
                    part.put(new TomlEditor(text));
                    throw e;
                }
            }
            return new Edited(editor.text(), left);
        }

        @Override
        public String take(String text, Optional<String> base) throws BrokenSettingsException {
            TomlEditor editor = new TomlEditor(text);
            TomlEditor before = new TomlEditor(base.orElse(""));
            for (TomlPart part : parts.reversed()) {
                part.take(editor, before);
            }
            return editor.text();
        }

        @Override
        public List<String> commands(String text) throws BrokenSettingsException {
            TomlEditor editor = new TomlEditor(text);
            List<String> commands = new ArrayList<>();
            for (TomlPart part : parts) {
                commands.addAll(part instanceof TomlPart.Hook hook ? hook.lines(editor) : List.of());
            }
            return commands;
        }

        @Override
        public SettingsFile at(Path other) {
            return new TomlFile(other, parts);
        }
    }
}
