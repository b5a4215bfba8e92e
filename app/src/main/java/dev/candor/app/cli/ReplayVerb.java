package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.sessions.LoadedSession;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor replay session}: a session as it happened, with the score after each event. */
final class ReplayVerb implements Verb {
    @Override
    public Manual manual() {
        return new Manual(
                "replay",
                "Tell a session event by event, with what each did to the score and why.",
                Optional.of("SESSION-ID"),
                false,
                List.of(
                        SessionSource.FROM,
                        RowFiles.FORMAT,
                        SessionSource.SCENARIO,
                        SessionSource.SCENARIOS,
                        Flag.choice("--json", "print a line of JSON for each event, and one with the result")),
                USAGE_ERROR,
                List.of(
                        "0  told",
                        "1  there is no such session, it cannot be scored, or it cannot be read",
                        "2  the arguments make no sense",
                        "130  Ctrl-C"),
                List.of(
                        "candor replay sess-20260228-001",
                        "candor replay sess-20260228-001 --from office-fire.ndjson --json"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> operands = arguments.operands();
        // the older spelling says what it is
        boolean isSaid = !operands.isEmpty() && operands.getFirst().equals("session");
        if (operands.size() != (isSaid ? 2 : 1)) {
            throw new UsageException("replay needs the id of one session, as in candor replay sess-20260228-001");
        }
        String id = operands.getLast();
        Terminal terminal = surroundings.terminal();
        ProgressBar bar = new ProgressBar(terminal);
        return new SessionSource(arguments, surroundings).work(bar, (source, rows, mustGoOn) -> {
            try (LoadedSession session = source.open(id, rows)) {
                bar.finish();
                boolean said = arguments.has("--json")
                        ? json(session, mustGoOn, terminal)
                        : new SessionTimeline(terminal).tell(id, session, mustGoOn);
                source.warn(session.warnings());
                return said ? 0 : 1;
            }
        });
    }

    private static boolean json(LoadedSession session, Runnable mustGoOn, Terminal terminal) throws IOException {
        Paced out = new Paced(terminal);
        session.replay(step -> {
            mustGoOn.run();
            out.line(JsonWriter.compact(step.json()));
        });
        Map<String, JsonValue> result = new LinkedHashMap<>();
        result.put("events", JsonValue.of(session.count()));
        result.put("lineage", texts(session.lineage()));
        result.put(
                "recommended_microdrills",
                session.report().member("recommended_microdrills").orElseGet(() -> JsonValue.of(List.of())));
        result.put("scenario_id", JsonValue.of(session.scenarioId()));
        result.put("score", session.score());
        result.put("warnings", texts(session.warnings()));
        out.line(JsonWriter.compact(new ObjectValue(result)));
        return out.finish();
    }

    private static JsonValue texts(List<String> texts) {
        return JsonValue.of(texts.stream().map(JsonValue::of).toList());
    }
}
