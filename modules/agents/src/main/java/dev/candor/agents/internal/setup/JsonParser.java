package dev.candor.agents.internal.setup;

import dev.candor.agents.internal.setup.JsonDocument.Child;
import dev.candor.agents.internal.setup.JsonDocument.Container;
import dev.candor.agents.internal.setup.JsonDocument.Dialect;
import dev.candor.agents.internal.setup.JsonDocument.Node;
import dev.candor.agents.internal.setup.JsonDocument.Scalar;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the values of a JSON text, and refuses what the program that reads the file would not take. */
final class JsonParser {
    private static final int MAX_DEPTH = 500;

    private final String text;
    private final Dialect dialect;
    private int at;
    private int depth;

    JsonParser(String text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
        this.at = text.startsWith(SettingsText.BYTE_ORDER_MARK) ? 1 : 0;
    }

    Optional<Node> document() throws BrokenSettingsException {
        skip();
        if (at == text.length()) {
            return Optional.empty();
        }
        Node root = value();
        skip();
        if (at < text.length()) {
            throw expected("the end of the file");
        }
        return Optional.of(root);
    }

    private Node value() throws BrokenSettingsException {
        int start = at;
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (c == '{' || c == '[') {
            return container(c == '{');
        }
        if (c == '"') {
            JsonValue read = JsonValue.of(string());
            return new Scalar(start, at, read);
        }
        return scalar(start);
    }

    private Node scalar(int start) throws BrokenSettingsException {
        int end = start;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "+-.".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        String word = text.substring(start, end);
        boolean isNoWord = !word.isEmpty()
                && Character.isLetter(word.charAt(0))
                && !List.of("true", "false", "null").contains(word);
        if (word.isEmpty() || isNoWord) {
            throw expected("a value");
        }
        try {
            JsonValue value = JsonValue.parse(word);
            at = end;
            return new Scalar(start, end, value);
        } catch (JsonSyntaxException e) {
            throw new BrokenSettingsException(text, start, "expected a value, found '" + shortened(word) + "'");
        }
    }

    private Node container(boolean isObject) throws BrokenSettingsException {
        int start = at;
        if (++depth > MAX_DEPTH) {
            throw new BrokenSettingsException(text, at, "expected at most " + MAX_DEPTH + " levels, found more");
        }
        char close = isObject ? '}' : ']';
        List<Child> children = new ArrayList<>();
        at++;
        boolean hasTrailingComma = false;
        while (true) {
            skip();
            if (peek() == close) {
                at++;
                depth--;
                return new Container(start, at, isObject, List.copyOf(children), hasTrailingComma);
            }
            if (!children.isEmpty() && !hasTrailingComma) {
                throw expected("a comma or '" + close + "'");
            }
            int childStart = at;
            String name = isObject ? name() : "";
            Node value = value();
            skip();
            int comma = peek() == ',' ? at++ : -1;
            children.add(new Child(name, childStart, value, comma));
            hasTrailingComma = comma >= 0;
            skip();
            if (hasTrailingComma && peek() == close && dialect != Dialect.LENIENT) {
                throw new BrokenSettingsException(text, comma, "expected no comma before '" + close + "', found one");
            }
        }
    }

    private String name() throws BrokenSettingsException {
        if (peek() != '"') {
            throw expected("a member's name in double quotes");
        }
        String name = string();
        skip();
        if (peek() != ':') {
            throw expected("a colon");
        }
        at++;
        skip();
        return name;
    }

    /** The text between quotes. Half of a surrogate pair may stand there by its number, as programs allow it. */
    private String string() throws BrokenSettingsException {
        int start = at++;
        StringBuilder read = new StringBuilder();
        while (peek() != '"') {
            int c = peek();
            if (c < 0 || c == '\n') {
                throw new BrokenSettingsException(text, start, "expected the end of a string in its line, found none");
            }
            if (c < ' ') {
                throw new BrokenSettingsException(
                        text, at, "expected no control character in a string, found 0x" + Integer.toHexString(c));
            }
            read.append(c == '\\' ? escaped() : (char) c);
            at++;
        }
        at++;
        return read.toString();
    }

    /** The character that an escape stands for; afterwards at its last character. */
    private char escaped() throws BrokenSettingsException {
        int start = at++;
        int escape = peek();
        int plain = "\"\\/bfnrt".indexOf(escape);
        if (plain >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(plain);
        }
        String digits = text.substring(Math.min(at + 1, text.length()), Math.min(at + 5, text.length()));
        boolean isNumber = digits.length() == 4 && digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0);
        if (escape == 'u' && isNumber) {
            at += 4;
            return (char) Integer.parseInt(digits, 16);
        }
        throw new BrokenSettingsException(text, start, "expected an escape of JSON in a string, found none");
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    /** Goes on behind white space and comments. */
    private void skip() throws BrokenSettingsException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (c == '/' && dialect != Dialect.STRICT && text.startsWith("//", at)) {
                int feed = text.indexOf('\n', at);
                at = feed < 0 ? text.length() : feed;
            } else if (c == '/' && dialect != Dialect.STRICT && text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw new BrokenSettingsException(text, at, "expected the end of a comment, found none");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private BrokenSettingsException expected(String what) {
        String found = at >= text.length()
                ? "the end of the file"
                : text.startsWith("//", at) || text.startsWith("/*", at)
                        ? "a comment, which the agent does not read"
                        : "'" + shortened(text.substring(at, Math.min(text.length(), at + 21))) + "'";
        return new BrokenSettingsException(text, at, "expected " + what + ", found " + found);
    }

    private static String shortened(String found) {
        String line = found.lines().findFirst().orElse("");
        return line.length() > 20 ? line.substring(0, 20) + "…" : line;
    }
}
