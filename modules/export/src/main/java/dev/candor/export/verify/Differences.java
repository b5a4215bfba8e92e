package dev.candor.export.verify;

import dev.candor.export.verify.Verification.Difference;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.text.Wording;
import dev.candor.sessions.event.CanonicalJson;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects differences; of those that are too many it keeps the worst and counts the rest. */
final class Differences {
    /** How many are listed at most. */
    static final int MAX_DIFFERENCES = 200;

    private static final int MAX_VALUE = 240;
    private static final int MAX_SENTENCE = 1200;

    private final Map<Code, List<Difference>> listed = new EnumMap<>(Code.class);
    private long count;

    /** What can be wrong with a bundle, worst first. {@code docs/sessions.md} says what each means. */
    enum Code {
        NOT_JSON,
        SCENARIO,
        SCORE,
        REPORT,
        EVENTS,
        CSV,
        FORM,
        FILES
    }

    /** Adds one about two values of a file; an empty one is not there. */
    void add(Code code, String file, String pointer, Optional<JsonValue> one, Optional<JsonValue> other, String why) {
        String expected = one.map(Differences::shown).orElse("");
        add(code, file, pointer, expected, other.map(Differences::shown).orElse(""), why);
    }

    /** Adds one that has no two values to show. */
    void add(Code code, String file, String pointer, String sentence) {
        add(code, file, pointer, "", "", sentence);
    }

    /** Adds one; texts that are too long are cut. */
    void add(Code code, String file, String pointer, String expected, String found, String sentence) {
        count++;
        List<Difference> alike = listed.computeIfAbsent(code, key -> new ArrayList<>());
        if (alike.size() < MAX_DIFFERENCES) {
            alike.add(new Difference(
                    code.name(),
                    file,
                    Wording.line(pointer, MAX_VALUE),
                    Wording.line(expected, MAX_VALUE),
                    Wording.line(found, MAX_VALUE),
                    Wording.line(sentence, MAX_SENTENCE)));
        }
    }

    /** A value as short JSON. */
    static String shown(JsonValue value) {
        return Wording.line(CanonicalJson.text(value), MAX_VALUE);
    }

    /** A text as short JSON. */
    static String shown(String text) {
        return shown(JsonValue.of(text));
    }

    /** How many there are. */
    long count() {
        return count;
    }

    /** At most {@value #MAX_DIFFERENCES}. */
    List<Difference> worstFirst() {
        return listed.values().stream()
                .flatMap(List::stream)
                .limit(MAX_DIFFERENCES)
                .toList();
    }
}
