package dev.candor.items.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A markdown item in its parts. A signature line belongs to none of them.
 *
 * @param frontMatter the YAML between the two lines of dashes; empty when there is none
 * @param body what follows it
 */
public record Markdown(String frontMatter, String body) {
    private static final Pattern SIGNATURE =
            Pattern.compile("[ \\t]*(?:<!--|#|//|--|;)[ \\t]*kiwi-mcp:validated:.*", Pattern.DOTALL);

    public static Markdown of(String text) {
        List<String> lines = withoutSignature(lines(text.startsWith("\uFEFF") ? text.substring(1) : text));
        int end = endOfFrontMatter(lines);
        return end < 0
                ? new Markdown("", String.join("", lines))
                : new Markdown(
                        String.join("", lines.subList(1, end)), String.join("", lines.subList(end + 1, lines.size())));
    }

    /** The lines of a text, each with its end. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, to));
            from = to;
        }
        return lines;
    }

    static List<String> withoutSignature(List<String> lines) {
        return lines.stream().filter(line -> !isSignature(line)).toList();
    }

    static boolean isSignature(String line) {
        return SIGNATURE.matcher(line).matches();
    }

    /** The number of the line of dashes that ends the front matter, or -1. */
    static int endOfFrontMatter(List<String> lines) {
        if (lines.isEmpty() || !isDashes(lines.getFirst())) {
            return -1;
        }
        for (int i = 1; i < lines.size(); i++) {
            if (isDashes(lines.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDashes(String line) {
        return line.stripTrailing().equals("---");
    }
}
