package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code candor orchestration}: what became of the runs that orchestrators tell of, and an end to a quarantine. */
final class OrchestrationVerb implements Verb {
    private static final String LOST_AFTER = "--lost-after";
    private static final String LIMIT = "--limit";
    private static final String REASON = "--reason";
    private static final List<String> FILTERS = List.of("repository", "tool", "source", "state");

    @Override
    public Manual manual() {
        return new Manual(
                "orchestration",
                "Show what became of the runs that orchestrators report, or release a repository.",
                Optional.of("status | release REPOSITORY"),
                false,
                List.of(
                        Flag.optional("--repository", "NAME", "status: only runs of this repository"),
                        Flag.optional("--tool", "NAME", "status: only runs of this tool"),
                        Flag.optional("--source", "NAME", "status: only runs that this subsystem reports"),
                        Flag.optional(
                                "--state",
                                "WORD",
                                "status: running, succeeded, failed, skipped, retried, quarantined or lost"),
                        Flag.optional(LOST_AFTER, "TIME", "status: a run is lost after such silence (default 1h)"),
                        Flag.optional(LIMIT, "N", "status: list so many runs at most (default 50)"),
                        Flag.optional(REASON, "TEXT", "release: why it may go on; it is recorded"),
                        ToolCall.JSON),
                USAGE_ERROR,
                List.of(
                        "0  shown; or released, or there was no quarantine, which is told",
                        "1  the log cannot be read or written, or no event names the repository",
                        "2  the arguments make no sense"),
                List.of(
                        "candor orchestration status --state lost --lost-after 30m",
                        "candor orchestration release x_make_pip_updates_x --reason 'types mended'"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> operands = arguments.operands();
        return switch (operands.isEmpty() ? "" : operands.getFirst()) {
            case "status" -> {
                mustFit(operands.size() == 1, "status takes flags only");
                mustFit(!arguments.has(REASON), "the flag " + REASON + " is for release");
                yield status(arguments, surroundings);
            }
            case "release" -> {
                mustFit(operands.size() == 2, "release needs the name of one repository");
                for (Flag flag : manual().flags()) {
                    boolean fits = flag.name().equals(REASON) || flag.equals(ToolCall.JSON);
                    mustFit(fits || !arguments.has(flag.name()), "the flag " + flag.name() + " is for status");
                }
                yield release(operands.get(1), arguments, surroundings);
            }
            default ->
                throw new UsageException("say status or release REPOSITORY, found "
                        + (operands.isEmpty() ? "nothing" : "'" + operands.getFirst() + "'"));
        };
    }

    private static void mustFit(boolean fits, String sentence) throws UsageException {
        if (!fits) {
            throw new UsageException(sentence);
        }
    }

    private static int status(Arguments arguments, Surroundings surroundings) throws UsageException {
        Map<String, JsonValue> call = new HashMap<>();
        for (String name : FILTERS) {
            arguments.text("--" + name).ifPresent(value -> call.put(name, JsonValue.of(value)));
        }
        Optional<Duration> silence = Lapse.of(LOST_AFTER, arguments.text(LOST_AFTER));
        silence.ifPresent(lapse -> call.put("lost_after_s", JsonValue.of(lapse.toSeconds())));
        if (arguments.has(LIMIT)) {
            call.put("limit", JsonValue.of(arguments.number(LIMIT, 0)));
        }
        OrchestrationTable table = new OrchestrationTable(surroundings.terminal());
        return new ToolCall(surroundings).say("orchestration_status", call, text(arguments, table::of));
    }

    private static int release(String repository, Arguments arguments, Surroundings surroundings)
            throws UsageException {
        Map<String, JsonValue> call = new HashMap<>();
        call.put("repository", JsonValue.of(repository));
        arguments.text(REASON).ifPresent(reason -> call.put("reason", JsonValue.of(reason)));
        return new ToolCall(surroundings).say("release_repository", call, text(arguments, OrchestrationVerb::released));
    }

    private static Function<ObjectValue, String> text(Arguments arguments, Function<ObjectValue, String> words) {
        return arguments.has("--json") ? JsonWriter::compact : words;
    }

    private static String released(ObjectValue result) {
        String repository = result.text("repository").orElse("");
        return result.text("quarantined_since")
                .map(since -> repository + " is released; it was in quarantine since " + since)
                .orElse(repository + " is not in quarantine; nothing was recorded");
    }
}
