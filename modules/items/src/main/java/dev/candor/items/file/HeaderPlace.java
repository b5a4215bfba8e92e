package dev.candor.items.file;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comments above the code of a script: behind the line that names the interpreter, the signature and the line that
 * names the encoding.
 */
record HeaderPlace(String fileName) implements BakingPlace {
    private static final Pattern COMMENT = Pattern.compile("(#|//)([ \\t]*)(\\S.*)?\\s*");
    /** What may stand above code beside that: a comment that is indented, or nothing. */
    private static final Pattern PASSABLE = Pattern.compile("\\s*(?:(?:#|//).*)?", Pattern.DOTALL);

    private static final Pattern SHEBANG = Pattern.compile("#!\\s*(\\S+)(?:\\s+(.*))?");
    private static final Pattern HASH_LANGUAGE = Pattern.compile(
            "(?:(?:ba|da|z|k|mk|fi|c|tc)?sh|python|pypy|perl|ruby|awk|gawk|mawk|make|tclsh|Rscript|jq)" + "[0-9.]*");
    private static final Pattern SLASH_LANGUAGE = Pattern.compile("(?:node|nodejs|deno|bun)[0-9.]*");
    /** What Python and others look for in the first two lines; a signature may have pushed it down by one. */
    private static final Pattern ENCODING =
            Pattern.compile("[ \\t\\f]*#.*?coding[:=][ \\t]*[-\\w.]+.*", Pattern.DOTALL);

    private static final int ENCODING_LINES = 3;

    @Override
    public Optional<Baked> baked(List<String> lines) {
        return heading(lines)
                .filter(at -> BakedSection.isAt(lines, at, "# ") || BakedSection.isAt(lines, at, "// "))
                .map(at -> new Baked(at, at, at + BakedSection.LINES));
    }

    /** The number of the first comment {@code telemetry:} above the code. */
    private static Optional<Integer> heading(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher comment = COMMENT.matcher(lines.get(i));
            if (comment.matches()) {
                if (comment.group(3) != null && comment.group(3).stripTrailing().equals("telemetry:")) {
                    return Optional.of(i);
                }
            } else if (!isPassable(lines.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Without the comment {@code # telemetry:}, and the deeper indented comments below it. */
    @Override
    public List<String> withoutAny(List<String> lines) {
        Optional<Integer> heading = heading(lines);
        if (heading.isEmpty()) {
            return lines;
        }
        Matcher comment = COMMENT.matcher(lines.get(heading.get()));
        int end = heading.get() + 1;
        while (comment.matches() && end < lines.size() && isDeeper(lines.get(end), comment)) {
            end++;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, heading.get()));
        kept.addAll(lines.subList(end, lines.size()));
        return kept;
    }

    private static boolean isDeeper(String line, Matcher heading) {
        Matcher comment = COMMENT.matcher(line);
        return comment.matches()
                && comment.group(3) != null
                && comment.group(1).equals(heading.group(1))
                && comment.group(2).length() > heading.group(2).length();
    }

    @Override
    public Optional<String> obstacle(List<String> lines) {
        return sign(lines).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "a script carries them as a comment, and how this one writes comments is not known; its first"
                                + " line must name a known interpreter (#!/bin/sh, #!/usr/bin/env python3, …)");
    }

    @Override
    public List<List<String>> bakings(List<String> lines, ItemStatistics statistics) {
        String end = BakedSection.endOf(lines);
        List<String> block = BakedSection.lines(statistics, sign(lines).orElseThrow() + " ", false, end);
        return List.of(BakedSection.with(lines, begin(lines), block, end));
    }

    private static int begin(List<String> lines) {
        int begin = !lines.isEmpty() && lines.getFirst().startsWith("#!") ? 1 : 0;
        while (begin < lines.size() && Markdown.isSignature(lines.get(begin))) {
            begin++;
        }
        for (int i = 0; i < Math.min(ENCODING_LINES, lines.size()) && isPassable(lines.get(i)); i++) {
            if (ENCODING.matcher(lines.get(i)).matches()) {
                return Math.max(begin, i + 1);
            }
        }
        return begin;
    }

    private static boolean isPassable(String line) {
        return PASSABLE.matcher(line).matches();
    }

    /** The sign of a comment: as the first line says, else as the file's name does. */
    private Optional<String> sign(List<String> lines) {
        String interpreter = lines.isEmpty() ? "" : interpreter(lines.getFirst());
        if (HASH_LANGUAGE.matcher(interpreter).matches()) {
            return Optional.of("#");
        }
        if (SLASH_LANGUAGE.matcher(interpreter).matches()) {
            return Optional.of("//");
        }
        return switch (fileName.substring(fileName.lastIndexOf('.') + 1)) {
            case "py", "sh", "bash" -> Optional.of("#");
            case "js", "mjs", "cjs" -> Optional.of("//");
            default -> Optional.empty();
        };
    }

    /** The name of the program that the first line names; empty for none. */
    private static String interpreter(String line) {
        Matcher shebang = SHEBANG.matcher(line.stripTrailing());
        if (!shebang.matches()) {
            return "";
        }
        String program = lastPart(shebang.group(1));
        if (!program.equals("env") || shebang.group(2) == null) {
            return program;
        }
        for (String word : shebang.group(2).strip().split("\\s+", -1)) {
            if (!word.startsWith("-") && word.indexOf('=') < 0) {
                return lastPart(word);
            }
        }
        return "";
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public Optional<ObjectValue> members(List<String> lines) {
        return Optional.empty();
    }
}
