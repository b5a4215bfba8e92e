package dev.candor.items.file;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.yaml.YamlReader;
import dev.candor.foundation.yaml.YamlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A top-level key of a YAML tool: the last one, or the first where nothing may follow the last. */
record YamlPlace() implements BakingPlace {
    private static final Pattern KEY = Pattern.compile("(?:telemetry|\"telemetry\"|'telemetry')[ \\t]*:(?:\\s.*)?");
    /** What stands before the first key. */
    private static final Pattern PREAMBLE = Pattern.compile("(?:[ \\t]*(?:#.*)?|%.*|---(?:[ \\t].*)?)\\s*");

    @Override
    public Optional<Baked> baked(List<String> lines) {
        return only(lines, 0, lines.size()).map(at -> new Baked(at, at, at + BakedSection.LINES));
    }

    /** The line where statistics begin, when they do so at exactly one of them. */
    static Optional<Integer> only(List<String> lines, int from, int to) {
        List<Integer> all = IntStream.range(from, to - BakedSection.LINES + 1)
                .filter(at -> BakedSection.isAt(lines, at, ""))
                .boxed()
                .toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    @Override
    public List<String> withoutAny(List<String> lines) {
        return withoutKey(lines);
    }

    /** Without the top-level key and what is indented below it. */
    static List<String> withoutKey(List<String> lines) {
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

    @Override
    public List<List<String>> bakings(List<String> lines, ItemStatistics statistics) {
        String end = BakedSection.endOf(lines);
        List<String> block = BakedSection.lines(statistics, "", false, end);
        int first = 0;
        while (first < lines.size() && PREAMBLE.matcher(lines.get(first)).matches()) {
            first++;
        }
        return List.of(BakedSection.with(lines, lines.size(), block, end), BakedSection.with(lines, first, block, end));
    }

    @Override
    public Optional<String> obstacle(List<String> lines) {
        return Optional.empty();
    }

    @Override
    public Optional<ObjectValue> members(List<String> lines) throws YamlSyntaxException {
        return Optional.of(mapping(lines));
    }

    /** The mapping that lines of one character a byte are. */
    static ObjectValue mapping(List<String> lines) throws YamlSyntaxException {
        byte[] bytes = String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
        return YamlReader.readMapping(new String(bytes, StandardCharsets.UTF_8), ItemRoot.MAX_VALUES);
    }
}
