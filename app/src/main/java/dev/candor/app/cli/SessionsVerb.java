package dev.candor.app.cli;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.sessions.SessionList;
import dev.candor.sessions.SessionListShape;
import java.util.List;
import java.util.Optional;

/** {@code candor sessions}: the training and audit sessions there are. */
final class SessionsVerb implements Verb {
    private static final String LIMIT = "--limit";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1000;

    @Override
    public Manual manual() {
        return new Manual(
                "sessions",
                "List the training and audit sessions there are, the one with the latest event first.",
                Optional.of("[list]"),
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
                List.of("candor sessions list", "candor sessions list --from office-fire.ndjson --json"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> operands = arguments.operands();
        if (!operands.isEmpty() && !operands.equals(List.of("list"))) {
            throw new UsageException("sessions lists them; found '" + operands.getFirst() + "'");
        }
        long limit = arguments.number(LIMIT, DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new UsageException(
                    "the flag " + LIMIT + " needs a number from 1 to " + MAX_LIMIT + ", found " + limit);
        }
        Terminal terminal = surroundings.terminal();
        return new SessionSource(arguments, surroundings).work(new ProgressBar(terminal), (source, rows, mustGoOn) -> {
            SessionList list = source.list((int) limit, rows);
            if (arguments.has("--json")) {
                return terminal.say(JsonWriter.compact(SessionListShape.INSTANCE.write(list))) ? 0 : 1;
            }
            Page page = new Page(terminal::green, terminal::red);
            list.tell(page);
            return terminal.say(page.text()) ? 0 : 1;
        });
    }
}
