package dev.candor.items.file;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.yaml.YamlSyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Where statistics stand in one kind of file. Lines come with their ends, one character a byte, and without a byte order
 * mark.
 */
sealed interface BakingPlace permits FrontMatterPlace, HeaderPlace, YamlPlace {
    /** The place in a file of that name. */
    static BakingPlace in(String fileName) {
        return switch (fileName.substring(fileName.lastIndexOf('.') + 1)) {
            case "md" -> new FrontMatterPlace();
            case "yaml", "yml" -> new YamlPlace();
            default -> new HeaderPlace(fileName);
        };
    }

    /**
     * Statistics that stand in a file.
     *
     * @param heading the number of their first line
     * @param from the number of the first line that came with them
     * @param to the number of the line behind the last that came with them
     */
    record Baked(int heading, int from, int to) {}

    /** The statistics that stand there in the form of {@link BakedSection}. */
    Optional<Baked> baked(List<String> lines);

    /** The lines without statistics in whatever form somebody may have given them; the same when there are none. */
    List<String> withoutAny(List<String> lines);

    /**
     * The lines with statistics, at each place where they may stand, the best first. Whether the rest still means what it
     * meant is for the caller to find out.
     */
    List<List<String>> bakings(List<String> lines, ItemStatistics statistics);

    /** Why statistics can stand nowhere in it, as a clause; empty when they may. */
    Optional<String> obstacle(List<String> lines);

    /** The keys that the file is read by; empty for what is no YAML. */
    Optional<ObjectValue> members(List<String> lines) throws YamlSyntaxException;
}
