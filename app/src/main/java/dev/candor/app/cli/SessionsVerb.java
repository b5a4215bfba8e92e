package dev.candor.app.cli;

import static dev.candor.app.cli.ResultWords.padded;

import dev.candor.export.Sessions.SessionList;
import dev.candor.export.Sessions.SessionSummary;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.tool.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code candor sessions}: the training and audit sessions there are. */
final class SessionsVerb implements Verb {
    private static final String LIMIT = "--limit";
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 1000;
    private static final int ID_COLUMN = 40;
    private static final int LONGEST_NOTE = 1000;

    @Override
    public Manual manual() {
        return new Manual(
                "sessions",
                "List the training and audit sessions there are, the one with the latest event first.",
                Optional.empty(),
                false,
                List.of(
                        SessionSource.FROM,
                        RowFiles.FORMAT,
                        SessionSource.SCENARIOS,
                        Flag.optional(LIMIT, "N", "list so many at most, 1 to 1000 (default 50)"),
                        Flag.choice("--json", "print the list as one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  shown, also when there are none",
                        "1  the log or the file cannot be read",
                        "2  the arguments make no sense",
                        "130  Ctrl-C"),
                List.of("candor sessions", "candor sessions --from office-fire.ndjson --json"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        long limit = arguments.number(LIMIT, USUAL_LIMIT);
        if (limit < 1 || limit > MOST) {
            throw new UsageException("the flag " + LIMIT + " needs a number from 1 to " + MOST + ", found " + limit);
        }
        Terminal terminal = surroundings.terminal();
        return new SessionSource(arguments, surroundings).work(new ProgressBar(terminal), (source, rows, mustGoOn) -> {
            SessionList list = source.list((int) limit, rows);
            return terminal.say(arguments.has("--json") ? JsonWriter.compact(list.json()) : table(list)) ? 0 : 1;
        });
    }

    private static String table(SessionList list) {
        List<String> lines = new ArrayList<>();
        lines.add(Wording.count(list.total(), "session"));
        if (!list.sessions().isEmpty()) {
            int id = width("SESSION", list.sessions().stream().map(session -> shown(session.sessionId())));
            int scenario = width("SCENARIO", list.sessions().stream().map(SessionsVerb::scenario));
            int phase = width("PHASE", list.sessions().stream().map(session -> shown(session.phase())));
            lines.add(padded("SESSION", id) + "  " + padded("SCENARIO", scenario) + "  STATE     "
                    + padded("PHASE", phase) + "   EVENTS   FAILED  FIRST, LAST");
            list.sessions()
                    .forEach(session -> lines.add(padded(shown(session.sessionId()), id) + "  "
                            + padded(scenario(session), scenario) + "  " + padded(session.state(), 8) + "  "
                            + padded(shown(session.phase()), phase) + left(session.events()) + left(session.failed())
                            + "  " + shown(session.first()) + ", " + shown(session.last())));
        }
        if (list.sessions().size() < list.total()) {
            lines.add("… and " + (list.total() - list.sessions().size()) + " more (" + LIMIT + ")");
        }
        list.notes().forEach(note -> lines.add(Wording.visible(note, LONGEST_NOTE)));
        return String.join("\n", lines);
    }

    private static int width(String heading, Stream<String> texts) {
        return Math.max(heading.length(), texts.mapToInt(String::length).max().orElse(0));
    }

    private static String scenario(SessionSummary session) {
        return session.scenarioId().map(SessionsVerb::shown).orElse("-");
    }

    private static String shown(String text) {
        return Wording.visible(text, ID_COLUMN);
    }

    private static String left(long number) {
        String text = Long.toString(number);
        return " ".repeat(Math.max(1, 9 - text.length())) + text;
    }
}
