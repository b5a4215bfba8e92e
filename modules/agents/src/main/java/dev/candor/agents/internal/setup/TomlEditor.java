package dev.candor.agents.internal.setup;

import dev.candor.agents.internal.setup.TomlDocument.Entry;
import dev.candor.agents.internal.setup.TomlDocument.Header;
import dev.candor.agents.internal.setup.TomlDocument.Statement;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Adds, replaces and removes whole statements of a TOML text, and changes no other byte. */
final class TomlEditor implements SettingsFile.Editor {
    private TomlDocument document;

    TomlEditor(String text) throws BrokenSettingsException {
        this.document = TomlDocument.parse(text);
    }

    TomlDocument document() {
        return document;
    }

    @Override
    public String text() {
        return document.text();
    }

    /** A text as a value. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A text, number, true or false as a value. */
    static String written(JsonValue value) {
        return value instanceof StringValue text ? quoted(text.text()) : JsonWriter.compact(value);
    }

    /** The text that a value says, as far as {@link #quoted} writes it or it has no escapes; else as it is written. */
    static String unquoted(String written) {
        if (written.length() < 2 || written.startsWith("\"\"\"") || written.startsWith("'''")) {
            return written;
        }
        String inner = written.substring(1, written.length() - 1);
        return switch (written.charAt(0)) {
            case '"' -> inner.replace("\\\"", "\"").replace("\\\\", "\\");
            case '\'' -> inner;
            default -> written;
        };
    }

    /** Adds lines at the end, after an empty one. */
    void append(List<String> lines) throws BrokenSettingsException {
        String end = SettingsText.lineEnd(text());
        String before = text();
        if (!before.isEmpty() && !before.equals(SettingsText.BYTE_ORDER_MARK)) {
            before += before.endsWith("\n") ? end : end + end;
        }
        become(before + String.join(end, lines) + end);
    }

    /** Adds lines behind the last key of a table. */
    void insert(Header table, List<String> lines) throws BrokenSettingsException {
        int last = table.end();
        for (Statement statement : document.statements()) {
            if (statement instanceof Entry entry
                    && entry.start() > table.start()
                    && entry.table().equals(table.path())) {
                last = entry.end();
            }
        }
        int place = SettingsText.endOfLine(text(), last);
        String end = SettingsText.lineEnd(text());
        become(text().substring(0, place) + end + String.join(end, lines) + text().substring(place));
    }

    void replace(Entry entry, String value) throws BrokenSettingsException {
        if (!document.written(entry).equals(value)) {
            become(text().substring(0, entry.valueStart()) + value + text().substring(entry.end()));
        }
    }

    /** Removes statements with their lines, and the empty line before a header that goes. */
    void remove(Collection<? extends Statement> statements) throws BrokenSettingsException {
        StringBuilder left = new StringBuilder(text());
        List<? extends Statement> backwards = statements.stream()
                .sorted(Comparator.comparingInt(Statement::start).reversed())
                .toList();
        for (Statement statement : backwards) {
            int start = SettingsText.lineStart(text(), statement.start());
            start = start == 0 && text().startsWith(SettingsText.BYTE_ORDER_MARK) ? 1 : start;
            int end = SettingsText.endOfLine(text(), statement.end());
            end += text().startsWith("\r\n", end) ? 2 : end < text().length() ? 1 : 0;
            if (statement instanceof Header && start > 1) {
                int above = SettingsText.lineStart(text(), start - 1);
                start = text().substring(above, start).isBlank() ? above : start;
            }
            left.delete(start, end);
        }
        become(left.toString());
    }

    private void become(String text) throws BrokenSettingsException {
        document = TomlDocument.parse(text);
    }
}
