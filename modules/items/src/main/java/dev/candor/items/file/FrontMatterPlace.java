package dev.candor.items.file;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.yaml.YamlSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last key of the front matter of a markdown item. Where there is no front matter it is made, with an empty line
 * behind it, and goes again with the statistics.
 */
record FrontMatterPlace() implements BakingPlace {
    private static final String DASHES = "---";

    /** How metadata of other kinds begins, and what it is called. */
    private static final Map<String, Pattern> OTHER_KINDS = Map.of(
            "TOML between +++", Pattern.compile("\\+\\+\\+.*"),
            "JSON between ;;;", Pattern.compile(";;;.*"),
            "a JSON object", Pattern.compile("\\{.*"),
            "front matter that names its language", Pattern.compile("---[ \\t]*[^\\s-].*"),
            "front matter that ends in another way or begins on a later line", Pattern.compile("---"),
            "front matter in a comment", Pattern.compile("<!--[ \\t]*-*|/\\*[ \\t]*-*"),
            "a title block of percent signs", Pattern.compile("%[ \\t].*"),
            "lines of name: value",
                    Pattern.compile(
                            "(?i)(?:title|subtitle|author|date|id|version|name|tags|category|layout|draft|summary|description|type)"
                                    + "[ \\t]*:.*"),
            "keywords of Org or AsciiDoc", Pattern.compile("#\\+[A-Za-z_]+:.*|:[A-Za-z][\\w-]*:.*"));

    @Override
    public Optional<Baked> baked(List<String> lines) {
        int from = begin(lines);
        int end = end(lines, from);
        return YamlPlace.only(lines, from + 1, end).map(at -> {
            boolean mine = BakedSection.isMarked(lines.get(at)) || !isAlone(lines, from, end, at);
            return mine ? new Baked(at, at, at + BakedSection.LINES) : new Baked(at, from, behind(lines, end));
        });
    }

    /** Behind leading signatures. */
    private static int begin(List<String> lines) {
        int begin = 0;
        while (begin < lines.size() && Markdown.isSignature(lines.get(begin))) {
            begin++;
        }
        return begin;
    }

    /** The number of the closing line; when there is none, a number that leaves no room for statistics. */
    private static int end(List<String> lines, int from) {
        int end = Markdown.endOfFrontMatter(lines.subList(from, lines.size()));
        return end < 0 ? from : from + end;
    }

    private static boolean isAlone(List<String> lines, int from, int end, int at) {
        List<String> others = new ArrayList<>(lines.subList(from + 1, at));
        others.addAll(lines.subList(at + BakedSection.LINES, end));
        return areBlank(others);
    }

    private static boolean areBlank(List<String> lines) {
        return lines.stream().allMatch(String::isBlank);
    }

    /** The number of the line behind the front matter and the empty line that sets it off. */
    private static int behind(List<String> lines, int end) {
        boolean setOff = end + 1 < lines.size() && lines.get(end + 1).isBlank();
        return end + (setOff ? 2 : 1);
    }

    @Override
    public List<String> withoutAny(List<String> lines) {
        int from = begin(lines);
        int end = end(lines, from);
        if (end == from) {
            return lines;
        }
        List<String> inner = YamlPlace.withoutKey(lines.subList(from + 1, end));
        boolean baked = inner.size() < end - from - 1;
        boolean alone = baked && areBlank(inner);
        List<String> kept = new ArrayList<>(lines.subList(0, alone ? from : from + 1));
        if (!alone) {
            kept.addAll(inner);
        }
        kept.addAll(lines.subList(alone ? behind(lines, end) : end, lines.size()));
        return kept;
    }

    /** What stands first is read as metadata by other programs, and front matter must stand first. */
    @Override
    public Optional<String> obstacle(List<String> lines) {
        int from = begin(lines);
        if (end(lines, from) > from) {
            return Optional.empty();
        }
        String first = lines.subList(from, lines.size()).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        boolean isClosed = lines.stream()
                        .map(String::strip)
                        .filter(line -> line.equals(DASHES) || line.equals("..."))
                        .count()
                > 1;
        return OTHER_KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(first).matches())
                // a line of dashes alone is a rule
                .filter(kind -> !first.equals(DASHES) || isClosed)
                .map(kind ->
                        "it begins with " + kind.getKey() + ", which other programs look for on the first line, where"
                                + " front matter would have to stand")
                .findFirst();
    }

    @Override
    public List<List<String>> bakings(List<String> lines, ItemStatistics statistics) {
        int from = begin(lines);
        int end = end(lines, from);
        if (end > from) {
            String lineEnd = BakedSection.endOf(lines.get(from));
            boolean empty = areBlank(lines.subList(from + 1, end));
            List<String> block = BakedSection.lines(statistics, "", empty, lineEnd);
            return List.of(BakedSection.with(lines, end, block, lineEnd));
        }
        String lineEnd = BakedSection.endOf(lines);
        List<String> block = new ArrayList<>();
        block.add(DASHES + lineEnd);
        block.addAll(BakedSection.lines(statistics, "", false, lineEnd));
        block.add(DASHES + lineEnd);
        block.add(lineEnd);
        return List.of(BakedSection.with(lines, from, block, lineEnd));
    }

    @Override
    public Optional<ObjectValue> members(List<String> lines) throws YamlSyntaxException {
        int from = begin(lines);
        int end = end(lines, from);
        return Optional.of(YamlPlace.mapping(end == from ? List.of() : lines.subList(from + 1, end)));
    }
}
