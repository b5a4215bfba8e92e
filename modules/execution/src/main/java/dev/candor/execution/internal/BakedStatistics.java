package dev.candor.execution.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statistics that were baked into an item before it was published, and its signature: both change without the item
 * changing, so its identity must not see them.
 */
final class BakedStatistics {
    private static final Pattern KEY = Pattern.compile("(?:telemetry|\"telemetry\"|'telemetry')[ \\t]*:(?:\\s.*)?");
    private static final Pattern COMMENT = Pattern.compile("(#|//)([ \\t]*)(\\S.*)?\\s*");

    private BakedStatistics() {}

    /** The content of an item without them; unchanged when there are none. */
    static String removedFrom(String content, String fileName) {
        List<String> lines = Markdown.withoutSignature(Markdown.lines(content));
        List<String> kept = switch (fileName.substring(fileName.lastIndexOf('.') + 1)) {
            case "md" -> withoutFrontMatterKey(lines);
            case "yaml", "yml" -> withoutKey(lines);
            default -> withoutHeaderComment(lines);
        };
        return String.join("", kept);
    }

    private static List<String> withoutFrontMatterKey(List<String> lines) {
        int end = Markdown.endOfFrontMatter(lines);
        if (end < 0) {
            return lines;
        }
        List<String> inner = withoutKey(lines.subList(1, end));
        List<String> rest = lines.subList(end + 1, lines.size());
        boolean baked = inner.size() < end - 1;
        if (baked && inner.stream().allMatch(String::isBlank)) {
            // the front matter came with the statistics, and so did the empty line that sets it off
            return !rest.isEmpty() && rest.getFirst().isBlank() ? rest.subList(1, rest.size()) : rest;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, 1));
        kept.addAll(inner);
        kept.addAll(lines.subList(end, lines.size()));
        return kept;
    }

    /** Without the top-level key and what is indented below it. */
    private static List<String> withoutKey(List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean inside = false;
        List<String> blank = new ArrayList<>();
        for (String line : lines) {
            if (inside && line.isBlank()) {
                blank.add(line);
                continue;
            }
            inside = inside && Character.isWhitespace(line.charAt(0));
            if (!inside) {
                kept.addAll(blank);
                inside = KEY.matcher(line.stripTrailing()).matches();
                if (!inside) {
                    kept.add(line);
                }
            }
            blank.clear();
        }
        kept.addAll(blank);
        return kept;
    }

    /** Without the comment {@code # telemetry:} above the code, and the deeper indented comments below it. */
    private static List<String> withoutHeaderComment(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher comment = COMMENT.matcher(lines.get(i));
            if (!comment.matches()) {
                if (lines.get(i).isBlank()) {
                    continue;
                }
                return lines;
            }
            if (comment.group(3) != null && comment.group(3).stripTrailing().equals("telemetry:")) {
                int end = i + 1;
                while (end < lines.size() && isDeeper(lines.get(end), comment)) {
                    end++;
                }
                List<String> kept = new ArrayList<>(lines.subList(0, i));
                kept.addAll(lines.subList(end, lines.size()));
                return kept;
            }
        }
        return lines;
    }

    private static boolean isDeeper(String line, Matcher heading) {
        Matcher comment = COMMENT.matcher(line);
        return comment.matches()
                && comment.group(3) != null
                && comment.group(1).equals(heading.group(1))
                && comment.group(2).length() > heading.group(2).length();
    }
}
