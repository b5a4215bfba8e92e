package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor trail}: the audit records of one execution, or the executions that there are. */
final class TrailVerb implements Verb {
    private static final String LIMIT = "--limit";
    private static final List<String> FILTERS = List.of("actor", "action", "repo", "outcome", "since", "until");

    @Override
    public Manual manual() {
        return new Manual(
                "trail",
                "Show the audit records of one execution with every decision explained, or list executions.",
                Optional.of("[CORRELATION-ID]"),
                false,
                List.of(
                        Flag.optional("--actor", "NAME", "list: who acted; workflow is every workflow"),
                        Flag.optional("--action", "NAME", "list: what was done, or a namespace: repo.prepare"),
                        Flag.optional("--repo", "OWNER/NAME", "list: on which repository"),
                        Flag.optional("--outcome", "WORD", "list: worst outcome: success, partial, blocked or failed"),
                        Flag.optional("--since", "TIME", "list: 2026-11-20 or 2026-11-20T08:00:00Z, or later"),
                        Flag.optional("--until", "TIME", "list: before that"),
                        Flag.optional(LIMIT, "N", "list so many at most (default 50)"),
                        ToolCall.JSON),
                USAGE_ERROR,
                List.of(
                        "0  shown, also when none match",
                        "1  no record has that id, or the log cannot be read",
                        "2  the arguments make no sense"),
                List.of(
                        "candor trail 3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b",
                        "candor trail --repo acme/shop --outcome blocked --since 2026-11-20"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> ids = arguments.operands();
        if (ids.size() > 1) {
            throw new UsageException("one correlation id is shown at a time, found " + ids.size());
        }
        TrailTimeline timeline = new TrailTimeline(surroundings.terminal());
        ToolCall call = new ToolCall(surroundings);
        boolean json = arguments.has("--json");
        if (ids.isEmpty()) {
            return call.say("list_trails", filter(arguments), json ? JsonWriter::compact : timeline::list);
        }
        for (Flag flag : manual().flags()) {
            if (!flag.equals(ToolCall.JSON) && arguments.has(flag.name())) {
                throw new UsageException("the flag " + flag.name() + " is for the list; leave the correlation id out");
            }
        }
        Map<String, JsonValue> id = Map.of("correlation_id", JsonValue.of(ids.getFirst()));
        return call.say("audit_trail", id, json ? JsonWriter::compact : timeline::of);
    }

    private static Map<String, JsonValue> filter(Arguments arguments) throws UsageException {
        Map<String, JsonValue> filter = new HashMap<>();
        for (String name : FILTERS) {
            arguments.text("--" + name).ifPresent(value -> filter.put(name, JsonValue.of(value)));
        }
        if (arguments.has(LIMIT)) {
            filter.put("limit", JsonValue.of(arguments.number(LIMIT, 0)));
        }
        return filter;
    }
}
