package dev.candor.app.demo;

import dev.candor.app.demo.Month.Day;
import dev.candor.validation.contract.Contract;
import java.time.Instant;
import java.util.List;

/** Training sessions of the two scenarios that ship, by participants of different ability. */
final class TrainingStory implements Story {
    private static final String ROW = """
            {'actor_id':'trainee-@',@'details':@,'event_id':'event-@','event_type':'@','outcome':'@',\
            'participant_id':'trainee-@','phase':'@','session_id':'training-@','timestamp':'@'}""";
    private static final int ROWS_OF_A_SESSION = 11;
    private static final int COLUMNS = 6;
    /** How likely each participant does each thing right; they take turns. */
    private static final List<Double> ABILITIES = List.of(1.0, 0.8, 0.55, 0.9, 0.3, 0.7, 0.95);

    /**
     * What happens in a session, a line each: whether always (!), as it turns out (?), only when things go wrong (-), or only when
     * they go well, else the session ends (+); then phase, event, its objective or critical error, and its details when
     * it goes well and when not.
     */
    private static final List<List<String>> SCENARIOS =
            List.of(Story.lines("office-fire.txt"), Story.lines("agent-skill-audit.txt"));

    private final Chance chance;
    private int sessions;

    TrainingStory(Chance chance) {
        this.chance = chance;
    }

    @Override
    public void tell(Day day, long rows, List<Row> told) {
        for (Instant at : day.moments(Math.ceilDiv(rows, ROWS_OF_A_SESSION), chance)) {
            session(sessions++, at, told);
        }
    }

    private void session(int number, Instant begun, List<Row> told) {
        int participant = number % ABILITIES.size();
        String id = chance.id();
        Instant at = begun;
        int events = 0;
        for (String line : SCENARIOS.get(number % SCENARIOS.size())) {
            List<String> cells = List.of(line.split(" ", COLUMNS));
            boolean isRight = chance.happens(ABILITIES.get(participant));
            String when = cells.getFirst();
            if (when.equals("+") && !isRight) {
                return;
            }
            if (!when.equals("-") || !isRight) {
                boolean isError = when.equals("-");
                String outcome = when.equals("!") || when.equals("+") ? "info" : isRight ? "success" : "fail";
                String what = cells.get(3).equals("-")
                        ? ""
                        : Story.filled(isError ? "'critical_error_code':'@'," : "'objective_id':'@',", cells.get(3));
                at = at.plusMillis(chance.about(19_000, 0.6));
                String details = cells.get(isRight ? 4 : 5);
                int who = participant + 1;
                told.add(Row.of(
                        Contract.SESSION,
                        at,
                        ROW,
                        who,
                        what,
                        details,
                        ++events,
                        cells.get(2),
                        outcome,
                        who,
                        cells.get(1),
                        id,
                        at));
            }
        }
    }
}
