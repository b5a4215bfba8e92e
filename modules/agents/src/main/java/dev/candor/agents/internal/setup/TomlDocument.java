package dev.candor.agents.internal.setup;

import java.util.List;
import java.util.Optional;

/**
 * TOML 1.0 as its lines: table headers, and keys with the place of their values. What a value says is not read, only where
 * it ends.
 */
record TomlDocument(String text, List<Statement> statements) {
    /** A header or a key with its value, {@code text[start, end)}. */
    sealed interface Statement {
        /** Its full name: of a key with that of its table before it. */
        List<String> path();

        int start();

        int end();
    }

    /** {@code [path]}, or {@code [[path]]}. */
    record Header(List<String> path, boolean isArray, int start, int end) implements Statement {}

    /**
     * {@code key = value}.
     *
     * @param table the path of the header above, empty before the first
     */
    record Entry(List<String> table, List<String> path, int start, int valueStart, int end) implements Statement {
        /** Whether its own key has dots. */
        boolean isDotted() {
            return path.size() > table.size() + 1;
        }
    }

    static TomlDocument parse(String text) throws BrokenSettingsException {
        return new TomlDocument(text, new TomlParser(text).statements());
    }

    /** The value of an entry as it is written. */
    String written(Entry entry) {
        return text.substring(entry.valueStart(), entry.end());
    }

    /** The header of a plain table. */
    Optional<Header> table(List<String> path) {
        return statements.stream()
                .filter(statement -> statement instanceof Header header
                        && !header.isArray()
                        && header.path().equals(path))
                .map(Header.class::cast)
                .findFirst();
    }

    /** The entry of this full name. */
    Optional<Entry> entry(List<String> path) {
        return statements.stream()
                .filter(statement ->
                        statement instanceof Entry && statement.path().equals(path))
                .map(Entry.class::cast)
                .findFirst();
    }

    /** The statements whose name is this one, or begins with it. */
    List<Statement> below(List<String> path) {
        return statements.stream()
                .filter(statement -> statement.path().size() >= path.size()
                        && statement.path().subList(0, path.size()).equals(path))
                .toList();
    }

    /**
     * The entry that keeps a table of this name from being written as one: what holds it has an inline value, or it is
     * named with dots.
     */
    Optional<Entry> obstacle(List<String> path) {
        return statements.stream()
                .filter(statement -> statement instanceof Entry)
                .map(Entry.class::cast)
                .filter(entry -> {
                    int shared = Math.min(entry.path().size(), path.size());
                    boolean isOnTheWay = entry.path().subList(0, shared).equals(path.subList(0, shared));
                    return isOnTheWay
                            && (entry.path().size() <= path.size()
                                    || entry.table().size() < path.size());
                })
                .findFirst();
    }
}
