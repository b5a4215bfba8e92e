package dev.candor.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Sessions that nobody would plan, the same ones for the same seed. */
public final class RandomSession {
    private static final Instant START = Instant.parse("2026-02-28T14:00:00Z");
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

    private final List<String> rows = new ArrayList<>();

    private RandomSession() {}

    /**
     * Up to 60 events of some of the types, in up to six phases, which may come in any order and again; a
     * quarter of the sessions has no errors.
     *
     * @param phases those of a scenario, in its order
     * @param eventTypes likewise
     */
    public static List<String> rows(Collection<String> phases, Collection<String> eventTypes, long seed) {
        Random random = new Random(seed);
        List<String> types = new ArrayList<>(eventTypes);
        Collections.shuffle(types, random);
        boolean isKind = random.nextInt(4) == 0;
        if (isKind) {
            types.removeAll(ERRORS);
        } else {
            types.subList(0, random.nextInt(types.size())).clear();
        }
        RandomSession session = new RandomSession();
        double seconds = 0;
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            String phase = random.nextInt(12) == 0 ? "exam" : pick(List.copyOf(phases), random);
            for (int event = 1 + random.nextInt(10); event > 0; event--) {
                session.add(
                        seconds,
                        pick(types, random),
                        phase,
                        isKind ? "success" : pick(OUTCOMES, random),
                        isKind ? GOOD : pick(DETAILS, random));
                seconds += random.nextInt(4) == 0 ? 0 : random.nextInt(isKind ? 8_000 : 80_000) / 1000.0;
            }
        }
        return session.rows;
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    private void add(double seconds, String type, String phase, String outcome, String more) {
        rows.add(row(rows.size() + 1, seconds, type, phase, outcome, more));
    }

    /**
     * An event of the session s-1.
     *
     * @param number of the event, which is its id
     * @param seconds after the start of the session
     * @param more further members as JSON, with apostrophes for quotes; may be empty
     */
    public static String row(int number, double seconds, String type, String phase, String outcome, String more) {
        Instant at = START.plusMillis(Math.round(seconds * 1000));
        String id = String.format(Locale.ROOT, "evt-%03d", number);
        String row = "{'event_id':'" + id + "','session_id':'s-1','participant_id':'p-1','timestamp':'" + at
                + "','event_type':'" + type + "','phase':'" + phase + "','actor_id':'p-1','outcome':'" + outcome + "'"
                + (more.isEmpty() ? "" : "," + more) + "}";
        return row.replace('\'', '"');
    }
}
