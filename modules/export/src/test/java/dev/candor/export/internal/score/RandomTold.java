package dev.candor.export.internal.score;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Sessions that nobody would plan, the same ones for the same seed. */
public final class RandomTold {
    private static final Set<String> ERRORS =
            Set.of("critical_error", "secret_disclosed", "command_run", "source_invented", "needless_tool_call");
    private static final List<String> OUTCOMES = List.of("success", "success", "success", "fail", "partial", "info");
    private static final String GOOD = "'details':{'selected_exit':'south_safe','safe_to_fight':true,"
            + "'before_first_call':true,'complete':true,'source_found':true,'source_agrees':true}";
    private static final List<String> DETAILS = List.of(
            "",
            GOOD,
            GOOD,
            GOOD,
            GOOD,
            "'details':{'selected_exit':'south_safe','source_found':true}",
            "'details':{'selected_exit':'north_blocked','safe_to_fight':true}",
            "'details':{'was_asked_for':false}",
            "'details':{'critical_error_code':'ignored_alarm'}",
            "'critical_error_code':'used_blocked_exit'",
            "'critical_error_code':'unheard_of','score_delta':-3.25",
            "'objective_id':'obj_use_safe_exit','score_delta':25");

    private RandomTold() {}

    /** The rows of {@link #session}, in order. */
    public static List<String> rows(String scenarioId, long seed) throws ToolException {
        return session(Told.shipped(scenarioId), seed).events().stream()
                .map(event -> JsonWriter.compact(event.row()))
                .toList();
    }

    /**
     * Up to 60 events of some of the types, in up to six phases, which may come in any order and again; a
     * quarter of the sessions has no errors.
     */
    static Told session(Scenario scenario, long seed) {
        Random random = new Random(seed);
        List<String> types = new ArrayList<>(scenario.eventTypes());
        Collections.shuffle(types, random);
        boolean isKind = random.nextInt(4) == 0;
        if (isKind) {
            types.removeAll(ERRORS);
        } else {
            types.subList(0, random.nextInt(types.size())).clear();
        }
        List<String> phases = List.copyOf(scenario.phases());
        Told told = new Told();
        double seconds = 0;
        for (int phase = 1 + random.nextInt(6); phase > 0; phase--) {
            told.in(random.nextInt(12) == 0 ? "exam" : pick(phases, random));
            for (int event = 1 + random.nextInt(10); event > 0; event--) {
                told.at(
                        seconds,
                        pick(types, random),
                        isKind ? "success" : pick(OUTCOMES, random),
                        isKind ? GOOD : pick(DETAILS, random));
                seconds += random.nextInt(4) == 0 ? 0 : random.nextInt(isKind ? 8_000 : 80_000) / 1000.0;
            }
        }
        return told;
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
