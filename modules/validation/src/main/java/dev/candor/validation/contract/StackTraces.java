package dev.candor.validation.contract;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.validation.schema.JsonPath;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds raw stack traces of Python, Java, Node, .NET and Go in texts. A sentence that speaks of one, or names one frame, is none:
 * it takes Python's heading with a frame behind it, or a frame on a line of its own, or two frames.
 */
final class StackTraces {
    private static final int MIN_LENGTH = 16;
    private static final String PYTHON_HEADING = "Traceback (most recent call last)";
    private static final String PYTHON_FRAME = "File \"";
    private static final String PYTHON_LINE = "\", line ";
    private static final String GO_HEADING = "goroutine ";
    private static final String FRAME = "at ";

    private StackTraces() {}

    /** The pointer to the first text below a value that is a stack trace, or to what has one for a name or for its texts. */
    static Optional<String> find(JsonValue value, String pointer) {
        return Optional.ofNullable(below(value, pointer));
    }

    private static @Nullable String below(JsonValue value, String pointer) {
        if (value instanceof StringValue string) {
            return isTrace(string.text()) ? pointer : null;
        }
        if (value instanceof ObjectValue object) {
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                if (isTrace(member.getKey())) {
                    // a pointer to the member would say the trace again
                    return pointer;
                }
                if (!isPlain(member.getValue())) {
                    String found = below(member.getValue(), pointer + "/" + JsonPath.escaped(member.getKey()));
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return value instanceof ArrayValue list ? inList(list, pointer) : null;
    }

    /** Spares the pointers to most members. */
    private static boolean isPlain(JsonValue value) {
        return value instanceof StringValue string
                ? string.text().length() < MIN_LENGTH
                : !(value instanceof ObjectValue) && !(value instanceof ArrayValue);
    }

    /** A trace may come line by line. */
    private static @Nullable String inList(ArrayValue list, String pointer) {
        StringBuilder lines = new StringBuilder();
        int index = 0;
        for (JsonValue item : list.items()) {
            String found = below(item, pointer + "/" + index++);
            if (found != null) {
                return found;
            }
            if (item instanceof StringValue line) {
                lines.append(line.text()).append('\n');
            }
        }
        return isTrace(lines.toString()) ? pointer : null;
    }

    static boolean isTrace(String text) {
        return text.length() >= MIN_LENGTH && (isPython(text) || isGo(text) || isJavaOrNode(text));
    }

    private static boolean isPython(String text) {
        int heading = text.indexOf(PYTHON_HEADING);
        int frame = text.indexOf(PYTHON_FRAME, Math.max(0, heading));
        if (frame < 0) {
            frame = text.indexOf("File \\\"", Math.max(0, heading));
        }
        if (frame < 0) {
            return false;
        }
        int line = lineNumber(text, frame);
        boolean ownLine = startsLine(text, frame);
        return line >= 0 && (heading >= 0 || (ownLine && hasSecondPythonFrame(text, line)));
    }

    private static boolean isGo(String text) {
        int heading = text.indexOf(GO_HEADING);
        int running = heading < 0 ? -1 : text.indexOf("]:", heading);
        int file = running < 0 ? -1 : text.indexOf(".go:", running);
        return file >= 0 && file + 4 < text.length() && Character.isDigit(text.charAt(file + 4));
    }

    private static int lineNumber(String text, int from) {
        int line = text.indexOf(PYTHON_LINE, from);
        if (line < 0) {
            line = text.indexOf("\\\", line ", from);
        }
        return line;
    }

    private static boolean hasSecondPythonFrame(String text, int from) {
        int frame = text.indexOf(PYTHON_FRAME, from);
        return frame >= 0 && startsLine(text, frame) && text.indexOf(PYTHON_LINE, frame) >= 0;
    }

    private static boolean isJavaOrNode(String text) {
        int frames = 0;
        for (int at = text.indexOf(FRAME); at >= 0; at = text.indexOf(FRAME, at + 1)) {
            boolean word = at == 0 || Character.isWhitespace(text.charAt(at - 1)) || isEscape(text, at);
            if (word && isFrame(text, at + FRAME.length())) {
                frames++;
                if (frames > 1 || (at > 0 && startsLine(text, at))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether only blanks stand between a place and the line break before it, which may be written as {@code \n}. */
    private static boolean startsLine(String text, int at) {
        int i = at - 1;
        while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i--;
        }
        return i < 0 || text.charAt(i) == '\n' || text.charAt(i) == '\r' || isEscape(text, i + 1);
    }

    private static boolean isEscape(String text, int end) {
        return end >= 2 && text.charAt(end - 2) == '\\' && "nt".indexOf(text.charAt(end - 1)) >= 0;
    }

    /** {@code a.B.c(B.java:1)}, {@code f (/a/b.js:1:2)}, {@code /a/b.js:1:2}. */
    private static boolean isFrame(String text, int from) {
        int end = from;
        while (end < text.length() && "\n\r\\".indexOf(text.charAt(end)) < 0 && end - from < Place.MAX_LINE) {
            char c = text.charAt(end);
            if (c == '(') {
                return new Place(text, end + 1).isJavaFile()
                        || new Place(text, end + 1).isNodeFile()
                        || new Place(text, end + 1).isDotNet(from);
            }
            if (c == ':' && new Place(text, end).isLineAndColumn()) {
                return true;
            }
            end++;
        }
        return false;
    }

    /** A place in a source file, as frames name it. */
    private record Place(String text, int from) {
        private static final int MAX_LINE = 256;
        private static final String LINE = ":line ";

        boolean isJavaFile() {
            int close = text.indexOf(')', from, Math.min(text.length(), from + MAX_LINE));
            if (close < 0 || from < 2 || !isPartOfName(text.charAt(from - 2))) {
                return false;
            }
            String inside = text.substring(from, close);
            int colon = inside.indexOf(':');
            return inside.equals("Native Method")
                    || inside.equals("Unknown Source")
                    || (colon > 0
                            && isDigits(inside, colon + 1)
                            && (inside.startsWith(".java", colon - 5)
                                    || inside.startsWith(".kt", colon - 3)
                                    || inside.startsWith(".scala", colon - 6)));
        }

        /** {@code A.B.C(String x) in C:\a.cs:line 3}, or nothing behind it on its line. */
        boolean isDotNet(int name) {
            int close = text.indexOf(')', from, Math.min(text.length(), from + MAX_LINE));
            int dot = text.indexOf('.', name, from);
            if (close < 0 || dot <= name || text.substring(name, from - 1).indexOf(' ') >= 0) {
                return false;
            }
            String behind = text.substring(close + 1, Math.min(text.length(), close + 1 + MAX_LINE));
            int line = behind.indexOf(LINE);
            return behind.isEmpty()
                    || behind.charAt(0) == '\n'
                    || behind.charAt(0) == '\r'
                    || (behind.startsWith(" in ")
                            && line > 0
                            && line + LINE.length() < behind.length()
                            && Character.isDigit(behind.charAt(line + LINE.length())));
        }

        boolean isNodeFile() {
            int close = text.indexOf(')', from, Math.min(text.length(), from + MAX_LINE));
            for (int i = from; i < close; i++) {
                if (text.charAt(i) == ':' && new Place(text, i).isLineAndColumn()) {
                    return true;
                }
            }
            return false;
        }

        /** {@code :12:34} from here on. */
        boolean isLineAndColumn() {
            int second = digitsEnd(from + 1);
            boolean two = second > from + 1
                    && second < text.length()
                    && text.charAt(second) == ':'
                    && digitsEnd(second + 1) > second + 1;
            // a time of day has the same form, but no letter before it
            return two && from > 0 && Character.isLetter(text.charAt(from - 1));
        }

        private int digitsEnd(int at) {
            int end = at;
            while (end < text.length() && end - at < 9 && Character.isDigit(text.charAt(end))) {
                end++;
            }
            return end;
        }

        private static boolean isDigits(String text, int from) {
            return from < text.length() && text.chars().skip(from).allMatch(Character::isDigit);
        }

        private static boolean isPartOfName(char c) {
            return Character.isJavaIdentifierPart(c) || c == '>';
        }
    }
}
