package dev.candor.agents;

import dev.candor.agents.internal.listed.TextLines;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Numbers;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** How a command ended, out of the lines that agents add to its output; the output itself is not kept. */
final class OutputLines {
    static final String EXIT_CODE = "exit_code";
    static final String IS_SIGNALLED = "is_signalled";
    static final String IS_COMPLETE = "is_complete";
    static final String IS_REJECTED = "is_rejected";
    static final String IS_UNSUPPORTED = "is_unsupported";

    static final String WORD = "word";

    /** The class of error of a command that a signal ended. */
    static final String SIGNAL = "signal";

    private static final Pattern KIND_OF_ERROR = Pattern.compile("[a-z_]{1,40}");

    private OutputLines() {}

    /** The number after a label, when the line is just that. */
    private static OptionalLong labelled(String line, String label) {
        return line.startsWith(label)
                ? Numbers.whole(line.substring(label.length()).strip())
                : OptionalLong.empty();
    }

    /**
     * Gemini CLI 0.61 ends the output of a command with lines of its own: {@code Exit Code: 3} unless it is 0, {@code Signal:
     * 9}, {@code Process Group PGID: 2762}. A line of the output that looks like one is none, for others follow it.
     */
    static final class OfGemini implements TextLines {
        private OptionalLong exitCode = OptionalLong.empty();
        private boolean isSignalled;
        private boolean isComplete;

        @Override
        public void line(String beginning) {
            OptionalLong code = labelled(beginning, "Exit Code: ");
            if (code.isPresent() && code.getAsLong() != 0) {
                exitCode = code;
            } else if (beginning.startsWith("Signal: ")) {
                isSignalled = true;
            } else if (beginning.startsWith("Process Group PGID: ")) {
                isComplete = true;
            } else if (!beginning.isBlank()
                    && !beginning.startsWith("Background PIDs: ")
                    && !beginning.equals("</untrusted_context>")) {
                exitCode = OptionalLong.empty();
                isSignalled = false;
                isComplete = false;
            }
        }

        @Override
        public ObjectValue told() {
            JsonObject told = new JsonObject().put(IS_SIGNALLED, isSignalled).put(IS_COMPLETE, isComplete);
            exitCode.ifPresent(code -> told.put(EXIT_CODE, code));
            return told.object();
        }
    }

    /**
     * Codex 0.171 begins what it hands the model of a command with a head of its own, one labelled line after the other, of
     * which {@code Output:} is the last: {@code Process exited with code 3} stands there; in earlier versions {@code Exit code:
     * 3}. Whatever begins otherwise, or comes later, was printed.
     */
    static final class OfCodex implements TextLines {
        private static final List<String> EXIT_LABELS = List.of("Process exited with code ", "Exit code: ");
        private static final List<String> FIRST_LABELS =
                List.of("Chunk ID: ", "Wall time: ", EXIT_LABELS.get(0), EXIT_LABELS.get(1));
        private static final List<String> OTHER_LABELS = List.of("Process exited with ", "Process running with ");
        private static final int MAX_LABEL = 41;

        private OptionalLong exitCode = OptionalLong.empty();
        private boolean isUnsupported;
        private boolean isWhole;
        private int lines;
        private boolean isOver;

        @Override
        public void line(String beginning) {
            if (isOver) {
                return;
            }
            String line = beginning.strip();
            boolean isFirst = lines++ == 0;
            isUnsupported |= isFirst && line.startsWith("unsupported call: ");
            isWhole = !isFirst && line.equals("Output:");
            isOver = isWhole || !(isFirst ? startsWith(line, FIRST_LABELS) : isOfHead(line));
            for (String label : EXIT_LABELS) {
                OptionalLong code = labelled(line, label);
                exitCode = code.isPresent() ? code : exitCode;
            }
        }

        private static boolean startsWith(String line, List<String> labels) {
            return labels.stream().anyMatch(line::startsWith);
        }

        /** Whether a line is empty, or begins with a label: letters and spaces before a colon, the first one a capital. */
        private static boolean isOfHead(String line) {
            int colon = line.indexOf(':');
            return line.isEmpty()
                    || startsWith(line, OTHER_LABELS)
                    || (colon > 1 && colon <= MAX_LABEL && isLabel(line, colon));
        }

        private static boolean isLabel(String line, int end) {
            for (int i = 0; i < end; i++) {
                char c = line.charAt(i);
                boolean isCapital = c >= 'A' && c <= 'Z';
                if (!isCapital && (i == 0 || !(c == ' ' || (c >= 'a' && c <= 'z')))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public ObjectValue told() {
            JsonObject told = new JsonObject();
            if (isWhole) {
                exitCode.ifPresent(code -> told.put(EXIT_CODE, code));
            }
            if (isUnsupported) {
                told.put(IS_UNSUPPORTED, true);
            }
            return told.object();
        }
    }

    /**
     * Claude Code begins the error of a command with {@code Exit code 3}, and that of a refused call with a sentence. What
     * ended a turn is one word, such as {@code rate_limit}.
     */
    static final class OfClaude implements TextLines {
        private final JsonObject told = new JsonObject();
        private int lines;
        private String first = "";

        @Override
        public void line(String beginning) {
            if (lines++ == 0) {
                first = beginning;
            }
        }

        @Override
        public ObjectValue told() {
            labelled(first, "Exit code ").ifPresent(code -> told.put(EXIT_CODE, code));
            if (first.startsWith("The user doesn't want to proceed with this tool use")) {
                told.put(IS_REJECTED, true);
            }
            if (lines == 1 && KIND_OF_ERROR.matcher(first).matches()) {
                told.put(WORD, first);
            }
            return told.object();
        }
    }
}
