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

    /** What is ours in it. */
    List<? extends Part<?>> parts();

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

    /** Changes a text, and no byte that need not change. */
    interface Editor {
        /** As it is now. */
        String text();
    }

    /**
     * One thing of ours in a file.
     *
     * @param <E> what edits files of its language
     */
    interface Part<E extends Editor> {
        /** Adds it; says why when it was left as it is. */
        Optional<String> put(E editor) throws BrokenSettingsException;

        /** Takes it out; what stood in its place in the text before comes back. */
        void take(E editor, E before) throws BrokenSettingsException;

        /** The commands of hooks of ours that stand there. */
        default List<String> commands(E editor) throws BrokenSettingsException {
            return List.of();
        }
    }

    /**
     * A file of a language that there is an editor for.
     *
     * @param <E> the editor
     */
    sealed interface Edits<E extends Editor> extends SettingsFile {
        /** An editor of a text. */
        E editor(String text) throws BrokenSettingsException;

        @Override
        List<? extends Part<E>> parts();

        @Override
        default Edited put(String text) throws BrokenSettingsException {
            E editor = editor(text);
            List<String> left = new ArrayList<>();
            for (Part<E> part : parts()) {
                // places are told as they are in the file
                try {
                    if (part.put(editor).isPresent()) {
                        part.put(editor(text)).ifPresent(left::add);
                    }
                } catch (BrokenSettingsException e) {
                    part.put(editor(text));
                    throw e;
                }
            }
            return new Edited(editor.text(), left);
        }

        @Override
        default String take(String text, Optional<String> base) throws BrokenSettingsException {
            E editor = editor(text);
            E before = editor(base.orElse(""));
            for (Part<E> part : parts().reversed()) {
                part.take(editor, before);
            }
            return editor.text();
        }

        @Override
        default List<String> commands(String text) throws BrokenSettingsException {
            E editor = editor(text);
            List<String> commands = new ArrayList<>();
            for (Part<E> part : parts()) {
                commands.addAll(part.commands(editor));
            }
            return commands;
        }
    }

    /** A file of JSON. */
    record JsonFile(Path path, Dialect dialect, List<JsonPart> parts) implements Edits<JsonEditor> {
        @Override
        public JsonEditor editor(String text) throws BrokenSettingsException {
            return new JsonEditor(text, dialect);
        }

        @Override
        public SettingsFile at(Path other) {
            return new JsonFile(other, dialect, parts);
        }
    }

    /** A file of TOML. */
    record TomlFile(Path path, List<TomlPart> parts) implements Edits<TomlEditor> {
        @Override
        public TomlEditor editor(String text) throws BrokenSettingsException {
            return new TomlEditor(text);
        }

        @Override
        public SettingsFile at(Path other) {
            return new TomlFile(other, parts);
        }
    }
}
