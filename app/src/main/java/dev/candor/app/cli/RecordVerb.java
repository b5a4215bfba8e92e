package dev.candor.app.cli;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.aggregatestore.Execution;
import dev.candor.aggregatestore.ItemType;
import dev.candor.aggregatestore.Outcome;
import dev.candor.app.Hub;
import dev.candor.config.SwitchState;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code candor record}: record a run that somebody else did. */
final class RecordVerb implements Verb {
    private static final int NOT_RECORDED = 1;

    @Override
    public Manual manual() {
        return new Manual(
                "record",
                "Record a run of an item that you did yourself.",
                Optional.of("ITEM-ID"),
                false,
                List.of(
                        Flag.optional(
                                "--item-id",
                                "ITEM-ID",
                                "the item, if no operand says it: category/name@version, a name, or a hash"),
                        Flag.required("--item-type", "TYPE", "directive, tool or knowledge")
                                .of("directive", "tool", "knowledge"),
                        Flag.required("--outcome", "WORD", "success, failure, timeout or cancelled")
                                .of("success", "failure", "timeout", "cancelled"),
                        Flag.required("--duration-ms", "N", "how long it took, in milliseconds"),
                        Flag.optional("--http-calls", "N", "how many HTTP requests it made (default 0)"),
                        Flag.optional("--subprocess-calls", "N", "how many processes it started (default 0)"),
                        Flag.optional("--error", "TEXT", "what went wrong, unless it was a success"),
                        Flag.optional("--path", "PATH", "the item's file"),
                        Flag.optional(
                                "--traceparent", "TRACE", "the trace it was part of, as W3C Trace Context writes it"),
                        Flag.choice("--json", "print what was recorded as one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  recorded and on disk; or telemetry is off and nothing was, which is told",
                        "1  could not be recorded",
                        "2  the flags make no sense"),
                List.of(
                        "candor record acme/scraper@2.0.0 --item-type tool --outcome success --duration-ms 3400",
                        "candor record create_tool --item-type directive --outcome failure --duration-ms 12 \\",
                        "  --error 'no template' --path ~/.ai/directives/core/create_tool.md"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Execution execution = execution(arguments);
        Terminal terminal = surroundings.terminal();
        Hub hub = surroundings.hub();
        AggregateStore store = hub.store();
        List<String> runIds;
        try {
            runIds = store.record(List.of(execution));
        } catch (IOException e) {
            terminal.tell("nothing was recorded: the log of runs in "
                    + hub.userPath().folder() + " cannot be written: " + Reasons.of(e));
            return NOT_RECORDED;
        }
        if (runIds.isEmpty()) {
            SwitchState state = hub.config().state();
            terminal.tell("nothing was recorded, because telemetry is off"
                    + state.problem().map(problem -> ": " + problem).orElse(" (see: candor status)"));
        } else {
            store.checkpointIfDue();
        }
        boolean said = true;
        if (arguments.has("--json")) {
            String id = runIds.isEmpty() ? "null" : "\"" + runIds.getFirst() + "\"";
            said = terminal.say("{\"recorded\":" + runIds.size() + ",\"run_id\":" + id + "}");
        }
        return said ? 0 : NOT_RECORDED;
    }

    private static Execution execution(Arguments arguments) throws UsageException {
        try {
            return new Execution(
                    arguments.itemId("record"),
                    word("--item-type", arguments, ItemType::of, "directive, tool or knowledge"),
                    word("--outcome", arguments, Outcome::of, "success, failure, timeout or cancelled"),
                    arguments.number("--duration-ms", 0),
                    arguments.number("--http-calls", 0),
                    arguments.number("--subprocess-calls", 0),
                    arguments.text("--error").filter(text -> !text.isEmpty()),
                    arguments.text("--path").filter(text -> !text.isEmpty()),
                    arguments.text("--traceparent").filter(text -> !text.isEmpty()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static <T> T word(String flag, Arguments arguments, Function<String, Optional<T>> words, String expected)
            throws UsageException {
        String word = arguments.text(flag, "");
        return words.apply(word)
                .orElseThrow(
                        () -> new UsageException("the flag " + flag + " needs " + expected + ", found '" + word + "'"));
    }
}
