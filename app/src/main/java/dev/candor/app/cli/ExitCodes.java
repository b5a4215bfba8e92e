package dev.candor.app.cli;

import java.util.List;
import java.util.TreeMap;

/** The lines of a manual that tell what exit codes mean. */
final class ExitCodes {
    private static final List<String> OF_ALL = List.of(
            "0  done", "1  not found, refused, or the machine does not let us", "2  the arguments make no sense");

    private ExitCodes() {}

    /** Those of every capability and these, a line a code. */
    static List<String> with(List<String> own) {
        TreeMap<Integer, String> lines = new TreeMap<>();
        OF_ALL.forEach(line -> lines.put(code(line), line));
        own.forEach(line -> lines.merge(code(line), line, (before, more) -> before + "; or " + meaning(more)));
        return List.copyOf(lines.values());
    }

    private static int code(String line) {
        return Integer.parseInt(line.substring(0, line.indexOf(' ')));
    }

    private static String meaning(String line) {
        return line.substring(line.indexOf(' ')).strip();
    }
}
