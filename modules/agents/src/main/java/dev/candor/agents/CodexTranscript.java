package dev.candor.agents;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.AgentRow.Kind;
import dev.candor.agents.AgentRow.Origin;
import dev.candor.agents.AgentRow.Outcome;
import dev.candor.agents.AgentRow.Rule;
import dev.candor.agents.internal.listed.Listing;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rollout of a Codex session: version 0.171.0, proved with recordings, and the older form without {@code
 * token_usage_record} and {@code item_completed}. A call is told by its {@code item_completed}, where there is one, else by
 * its output; tokens by {@code token_usage_record}, else by {@code token_count} whenever its sum grew.
 */
final class CodexTranscript implements TranscriptReader {
    private final Listing listing = new Listing()
            .keep(
                    "timestamp",
                    "type",
                    "payload.type",
                    "payload.id",
                    "payload.timestamp",
                    "payload.cwd",
                    "payload.model")
            .keep("payload.cli_version", "payload.turn_id", "payload.thread_id", "payload.trace_id", "payload.reason")
            .keep("payload.name", "payload.namespace", "payload.call_id", "payload.duration_ms", "payload.response_id")
            .keepPresence("payload.error")
            .keepOfLines("payload.output", OutputLines.OfCodex::new)
            .keep("payload.item.type", "payload.item.id", "payload.item.exit_code", "payload.item.status")
            .keep(
                    "payload.item.server",
                    "payload.item.tool",
                    "payload.item.duration.secs",
                    "payload.item.duration.nanos")
            .keep("payload.started_at_ms", "payload.completed_at_ms")
            .keep("payload.usage.input_tokens", "payload.usage.cached_input_tokens", "payload.usage.output_tokens")
            .keep("payload.usage.reasoning_output_tokens", "payload.info.total_token_usage.total_tokens")
            .keep("payload.info.last_token_usage.input_tokens", "payload.info.last_token_usage.cached_input_tokens")
            .keep("payload.info.last_token_usage.output_tokens")
            .keep("payload.info.last_token_usage.reasoning_output_tokens");

    /** What has no place in the contract and is known to have none: content, settings, and what is told elsewhere. */
    private static final Set<String> PASSED_OVER = Set.of(
            "world_state",
            "inter_agent_communication_metadata",
            "response_item/message",
            "response_item/reasoning",
            "event_msg/user_message",
            "event_msg/agent_message",
            "event_msg/agent_reasoning",
            "event_msg/agent_reasoning_raw_content",
            "event_msg/context_compacted",
            "event_msg/thread_settings_applied",
            "item/UserMessage",
            "item/AgentMessage",
            "item/Reasoning");

    private static final String SHELL = "exec_command";
    private static final long NANOS_PER_MS = 1_000_000;
    private static final long MS_PER_SECOND = 1000;

    private String session = "";
    private Optional<String> folder = Optional.empty();
    private Optional<String> version = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<String> traceId = Optional.empty();
    private boolean hasUsageRecords;
    private long tokensBefore;
    private final Map<String, Instant> turns = new UnderWay<>();
    private final Map<String, Call> calls = new UnderWay<>();

    private record Call(String name, Instant at, boolean isTold) {}

    @Override
    public Listing listing() {
        return listing;
    }

    @Override
    public void read(ObjectValue line, Consumer<AgentRow> rows, Consumer<String> unmapped) {
        Optional<Instant> moment = TranscriptReader.moment(line, "timestamp");
        if (moment.isEmpty()) {
            unmapped.accept("line_without_a_time");
            return;
        }
        ObjectValue payload = line.object("payload");
        String type = line.text("type").orElse("unnamed");
        if (type.equals("session_meta")) {
            begin(payload, moment.get(), rows);
        } else if (session.isEmpty()) {
            unmapped.accept("line_before_session_meta");
        } else if (payload.text("thread_id")
                .filter(thread -> !thread.equals(session))
                .isPresent()) {
            // that thread has a transcript of its own
            unmapped.accept("line_of_another_thread");
        } else {
            String name = payload.text("type").map(kind -> type + "/" + kind).orElse(type);
            read(name, payload, moment.get(), rows, unmapped);
        }
    }

    private void begin(ObjectValue payload, Instant moment, Consumer<AgentRow> rows) {
        if (!session.isEmpty() || payload.text("id").isEmpty()) {
            return;
        }
        session = payload.text("id").get();
        folder = payload.text("cwd");
        version = payload.text("cli_version");
        rows.accept(row(
                Kind.SESSION_START,
                TranscriptReader.moment(payload, "timestamp").orElse(moment)));
    }

    private AgentRow row(Kind kind, Instant moment) {
        return new AgentRow(Agent.CODEX, Origin.TRANSCRIPT, kind, session, moment)
                .projectFolder(folder)
                .agentVersion(version)
                .model(model)
                .trace(traceId, Optional.empty());
    }

    private void read(
            String name, ObjectValue payload, Instant moment, Consumer<AgentRow> rows, Consumer<String> unmapped) {
        switch (name) {
            case "turn_context" -> {
                model = payload.text("model").or(() -> model);
                folder = payload.text("cwd").or(() -> folder);
            }
            case "event_msg/task_started" -> {
                traceId = payload.text("trace_id");
                payload.text("turn_id").ifPresent(turn -> turns.put(turn, moment));
            }
            case "event_msg/task_complete" -> rows.accept(completed(turn(payload, moment), payload));
            case "event_msg/turn_aborted" -> rows.accept(turn(payload, moment).reported(Outcome.CANCELLED));
            case "token_usage_record" -> {
                hasUsageRecords = true;
                rows.accept(request(payload.object("usage"), moment).callId(payload.text("response_id")));
            }
            case "event_msg/token_count" -> count(payload.object("info"), moment, rows);
            case "compacted" -> rows.accept(row(Kind.COMPACTION, moment).derived(Outcome.SUCCESS, Rule.COMPLETED));
            case "event_msg/item_completed" -> item(payload, moment, rows, unmapped);
            case "response_item/function_call", "response_item/custom_tool_call" -> call(payload, moment);
            case "response_item/function_call_output", "response_item/custom_tool_call_output" -> output(payload, rows);
            default -> {
                if (!PASSED_OVER.contains(name)) {
                    unmapped.accept(name);
                }
            }
        }
    }

    private AgentRow turn(ObjectValue payload, Instant moment) {
        Optional<Instant> begun = payload.text("turn_id").map(turns::remove);
        return row(Kind.TURN, begun.orElse(moment))
                .callId(payload.text("turn_id"))
                .durationMs(payload.integer("duration_ms"));
    }

    private static AgentRow completed(AgentRow turn, ObjectValue payload) {
        return payload.isTrue("error")
                ? turn.derived(Outcome.FAILURE, Rule.ERROR_PRESENT)
                : turn.derived(Outcome.SUCCESS, Rule.COMPLETED);
    }

    private AgentRow request(ObjectValue usage, Instant moment) {
        return row(Kind.MODEL_REQUEST, moment)
                .derived(Outcome.SUCCESS, Rule.COMPLETED)
                .inputTokens(usage.integer("input_tokens"))
                .cachedTokens(usage.integer("cached_input_tokens"))
                .outputTokens(usage.integer("output_tokens"))
                .reasoningTokens(usage.integer("reasoning_output_tokens"));
    }

    /** The same count is told again now and then. */
    private void count(ObjectValue info, Instant moment, Consumer<AgentRow> rows) {
        long tokens = info.object("total_token_usage").integer("total_tokens").orElse(tokensBefore);
        if (!hasUsageRecords && tokens != tokensBefore) {
            rows.accept(request(info.object("last_token_usage"), moment));
        }
        tokensBefore = tokens;
    }

    private void item(ObjectValue payload, Instant moment, Consumer<AgentRow> rows, Consumer<String> unmapped) {
        ObjectValue item = payload.object("item");
        Optional<String> id = item.text("id");
        String type = item.text("type").orElse("unnamed");
        Optional<Call> call = id.map(calls::get);
        Optional<String> name = switch (type) {
            case "CommandExecution" -> Optional.of(call.map(Call::name).orElse(SHELL));
            case "McpToolCall" ->
                Optional.of("mcp__" + item.text("server").orElse("") + "__"
                        + item.text("tool").orElse(""));
            default -> call.map(Call::name);
        };
        if (name.isEmpty()) {
            if (!PASSED_OVER.contains("item/" + type)) {
                unmapped.accept("item/" + type);
            }
            return;
        }
        Instant began = TranscriptReader.moment(payload, "started_at_ms").orElse(moment);
        AgentRow tool = row(Kind.TOOL, began).name(name).callId(id).durationMs(duration(item.object("duration")));
        rows.accept(status(tool, item.text("status").orElse("")).exitCode(item.integer("exit_code"), Rule.EXIT_CODE));
        id.ifPresent(told -> calls.put(told, new Call(name.get(), began, true)));
    }

    private static AgentRow status(AgentRow tool, String status) {
        return switch (status) {
            case "completed" -> tool.reported(Outcome.SUCCESS);
            case "failed" -> tool.reported(Outcome.FAILURE);
            case "declined" -> tool.reported(Outcome.REJECTED);
            default -> tool;
        };
    }

    /** Unknown below a millisecond: so little Codex tells of commands that took much longer. */
    private static Optional<Long> duration(ObjectValue duration) {
        return duration.integer("secs")
                .filter(seconds -> seconds < Integer.MAX_VALUE)
                .map(seconds ->
                        seconds * MS_PER_SECOND + duration.integer("nanos").orElse(0L) / NANOS_PER_MS)
                .filter(ms -> ms > 0);
    }

    /** Tools of an MCP server have its name before theirs, as hooks and telemetry tell them. */
    private void call(ObjectValue payload, Instant moment) {
        String name = payload.text("name").orElse("");
        Optional<String> server = payload.text("namespace").filter(namespace -> namespace.startsWith("mcp__"));
        payload.text("call_id")
                .ifPresent(id -> calls.put(
                        id, new Call(server.map(before -> before + "__" + name).orElse(name), moment, false)));
    }

    private void output(ObjectValue payload, Consumer<AgentRow> rows) {
        Optional<String> id = payload.text("call_id");
        Optional<Call> call = id.map(calls::remove).filter(known -> !known.isTold());
        if (call.isEmpty()) {
            return;
        }
        ObjectValue output = payload.object("output");
        AgentRow tool = row(Kind.TOOL, call.get().at())
                .name(Optional.of(call.get().name()).filter(name -> !name.isEmpty()))
                .callId(id);
        if (output.isTrue(OutputLines.IS_UNSUPPORTED)) {
            tool.derived(Outcome.FAILURE, Rule.ERROR_PRESENT).errorClass(Optional.of("unsupported_call"));
        }
        // what an MCP server answers is its own text
        boolean isOwn = !call.get().name().startsWith("mcp__");
        rows.accept(
                tool.exitCode(output.integer(OutputLines.EXIT_CODE).filter(code -> isOwn), Rule.EXIT_CODE_IN_OUTPUT));
    }
}
