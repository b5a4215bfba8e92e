package dev.candor.items.file;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.yaml.YamlSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last key of the front matter of a markdown item. Where there is no front matter it is made, with an empty line
 * behind it, and goes again with the statistics.
 */
record FrontMatterPlace() implements BakingPlace {
    private static final String DASHES = "---";

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
