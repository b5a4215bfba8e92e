package dev.candor.agents.internal.setup;

import dev.candor.agents.internal.setup.TomlDocument.Entry;
import dev.candor.agents.internal.setup.TomlDocument.Header;
import dev.candor.agents.internal.setup.TomlDocument.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the statements of a TOML text, and refuses what is no TOML. */
final class TomlParser {
    private static final int MAX_DEPTH = 100;
    private static final Pattern BARE_VALUE = Pattern.compile("true|false|[+-]?(inf|nan)"
            + "|[+-]?(0|[1-9](_?[0-9])*)(\\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?"
            + "|0x[0-9A-Fa-f](_?[0-9A-Fa-f])*|0o[0-7](_?[0-7])*|0b[01](_?[01])*"
            + "|[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?"
            + "|[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?");

    private final String text;
    private final List<Statement> statements = new ArrayList<>();
    private final Set<List<String>> headers = new HashSet<>();
    private Set<List<String>> keys = new HashSet<>();
    private List<String> table = List.of();
    private int at;
    private int depth;

    TomlParser(String text) {
        this.text = text;
        this.at = text.startsWith(SettingsText.BYTE_ORDER_MARK) ? 1 : 0;
    }

    List<Statement> statements() throws BrokenSettingsException {
        while (true) {
            skipLines();
            if (at >= text.length()) {
                return List.copyOf(statements);
            }
            if (peek() == '[') {
                header();
            } else {
                entry();
            }
            endOfLine();
        }
    }

    private void header() throws BrokenSettingsException {
        int start = at;
        boolean isArray = text.startsWith("[[", at);
        at += isArray ? 2 : 1;
        skipBlanks();
        table = key();
        String close = isArray ? "]]" : "]";
        if (!text.startsWith(close, at)) {
            throw expected("'" + close + "'");
        }
        at += close.length();
        if (!isArray && !headers.add(table)) {
            throw new BrokenSettingsException(
                    text, start, "expected one table [" + String.join(".", table) + "], found a second");
        }
        keys = new HashSet<>();
        if (isArray) {
            // tables below belong to the new item
            List<String> array = table;
            headers.removeIf(path ->
                    path.size() > array.size() && path.subList(0, array.size()).equals(array));
        }
        statements.add(new Header(table, isArray, start, at));
    }

    private void entry() throws BrokenSettingsException {
        int start = at;
        List<String> path = new ArrayList<>(table);
        path.addAll(key());
        if (peek() != '=') {
            throw expected("'='");
        }
        at++;
        skipBlanks();
        int valueStart = at;
        value();
        if (!keys.add(List.copyOf(path))) {
            throw new BrokenSettingsException(
                    text, start, "expected one key " + String.join(".", path) + ", found a second");
        }
        statements.add(new Entry(table, List.copyOf(path), start, valueStart, at));
    }

    /** Afterwards at the first sign behind the key and its blanks. */
    private List<String> key() throws BrokenSettingsException {
        List<String> parts = new ArrayList<>();
        while (true) {
            int start = at;
            if (peek() == '"' || peek() == '\'') {
                if (text.startsWith("\"\"\"", at) || text.startsWith("'''", at)) {
                    throw expected("a key");
                }
                boolean isBasic = peek() == '"';
                string();
                String inner = text.substring(start + 1, at - 1);
                if (isBasic && inner.indexOf('\\') >= 0) {
                    throw new BrokenSettingsException(text, start, "expected a key without escapes, found one with");
                }
                parts.add(inner);
            } else {
                while (at < text.length() && isBare(text.charAt(at))) {
                    at++;
                }
                if (at == start) {
                    throw expected("a key");
                }
                parts.add(text.substring(start, at));
            }
            skipBlanks();
            if (peek() != '.') {
                return List.copyOf(parts);
            }
            at++;
            skipBlanks();
        }
    }

    private static boolean isBare(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private void value() throws BrokenSettingsException {
        if (++depth > MAX_DEPTH) {
            throw new BrokenSettingsException(text, at, "expected at most " + MAX_DEPTH + " levels, found more");
        }
        switch (peek()) {
            case '"', '\'' -> string();
            case '[' -> array();
            case '{' -> inlineTable();
            default -> bareValue();
        }
        depth--;
    }

    private void bareValue() throws BrokenSettingsException {
        int start = at;
        while (at < text.length() && (isBare(text.charAt(at)) || "+.:".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        // a date and a time may have a space between
        if (at - start == 10
                && at + 2 < text.length()
                && text.charAt(at) == ' '
                && Character.isDigit(text.charAt(at + 1))) {
            at++;
            while (at < text.length() && (isBare(text.charAt(at)) || "+.:".indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
        }
        if (!BARE_VALUE.matcher(text.substring(start, at)).matches()) {
            at = start;
            throw expected("a value");
        }
    }

    private void array() throws BrokenSettingsException {
        at++;
        boolean mayEnd = true;
        while (true) {
            skipLines();
            if (peek() == ']') {
                at++;
                return;
            }
            if (!mayEnd) {
                throw expected("a comma or ']'");
            }
            value();
            skipLines();
            mayEnd = peek() == ',';
            at += mayEnd ? 1 : 0;
        }
    }

    private void inlineTable() throws BrokenSettingsException {
        at++;
        skipBlanks();
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            key();
            if (peek() != '=') {
                throw expected("'='");
            }
            at++;
            skipBlanks();
            value();
            skipBlanks();
            if (peek() == '}') {
                at++;
                return;
            }
            if (peek() != ',') {
                throw expected("a comma or '}' in the same line");
            }
            at++;
            skipBlanks();
        }
    }

    private void string() throws BrokenSettingsException {
        int start = at;
        char quote = text.charAt(at);
        String triple = String.valueOf(quote).repeat(3);
        boolean isLong = text.startsWith(triple, at);
        at += isLong ? 3 : 1;
        while (true) {
            int c = peek();
            if (c < 0 || (c == '\n' && !isLong)) {
                throw new BrokenSettingsException(text, start, "expected the end of a string, found none");
            }
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                throw new BrokenSettingsException(text, at, "expected no control character in a string, found one");
            }
            if (c == '\\' && quote == '"') {
                at += 2;
            } else if (isLong && text.startsWith(triple, at)) {
                at += 3;
                // up to two quotes may stand before those that end it
                for (int i = 0; i < 2 && peek() == quote; i++) {
                    at++;
                }
                return;
            } else if (!isLong && c == quote) {
                at++;
                return;
            } else {
                at++;
            }
        }
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private void skipBlanks() {
        while (at < text.length() && SettingsText.isBlank(text.charAt(at))) {
            at++;
        }
    }

    private void skipLines() throws BrokenSettingsException {
        while (true) {
            skipBlanks();
            if (peek() == '#') {
                int feed = text.indexOf('\n', at);
                at = feed < 0 ? text.length() : feed;
            } else if (peek() == '\n') {
                at++;
            } else if (text.startsWith("\r\n", at)) {
                at += 2;
            } else {
                return;
            }
        }
    }

    private void endOfLine() throws BrokenSettingsException {
        int end = at;
        skipBlanks();
        if (peek() == '#') {
            int feed = text.indexOf('\n', at);
            at = feed < 0 ? text.length() : feed;
        } else if (peek() >= 0 && peek() != '\n' && !text.startsWith("\r\n", at)) {
            at = Math.max(end, at);
            throw expected("the end of the line");
        }
    }

    private BrokenSettingsException expected(String what) {
        String rest = text.substring(Math.min(at, text.length()), Math.min(text.length(), at + 20));
        String line = rest.lines().findFirst().orElse("");
        String found =
                at >= text.length() ? "the end of the file" : line.isEmpty() ? "the end of the line" : "'" + line + "'";
        return new BrokenSettingsException(text, at, "expected " + what + ", found " + found);
    }
}
