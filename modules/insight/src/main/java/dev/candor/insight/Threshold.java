package dev.candor.insight;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** How many failures of a reason code, or of a skill or item, are allowed. */
record Threshold(String name, long max) {
    /**
     * Reads {@code name:max}, several by commas or as several texts. A name may have colons itself.
     *
     * @param argument whose texts they are, for sentences
     */
    static List<Threshold> parse(String argument, List<String> texts) throws ToolException {
        List<Threshold> thresholds = new ArrayList<>();
        for (String text : Triage.values(texts)) {
            Threshold threshold = parse(argument, text);
            if (thresholds.stream().anyMatch(other -> other.name().equals(threshold.name()))) {
                throw invalid("{" + argument + "} names '" + threshold.name() + "' twice; omit one of them");
            }
            thresholds.add(threshold);
        }
        return List.copyOf(thresholds);
    }

    private static Threshold parse(String argument, String text) throws ToolException {
        int colon = text.lastIndexOf(':');
        OptionalLong max = Numbers.whole(text.substring(colon + 1).strip());
        if (colon < 1 || max.isEmpty() || max.getAsLong() < 0) {
            throw invalid("{" + argument + "} must be a name, a colon and how many failures are allowed, such as"
                    + " command_failed:3, found '" + text + "'");
        }
        return new Threshold(text.substring(0, colon).strip(), max.getAsLong());
    }

    static ToolException invalid(String sentence) {
        return new ToolException(Kind.INVALID_ARGUMENTS, "arguments-invalid", sentence);
    }
}
