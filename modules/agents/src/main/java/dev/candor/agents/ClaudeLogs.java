package dev.candor.agents;

import dev.candor.agents.AgentRow.Kind;
import dev.candor.agents.AgentRow.Outcome;
import dev.candor.agents.AgentRow.Rule;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Optional;

/**
 * Claude Code's log events, as its documentation of August 2026 describes them. Names of skills, MCP tools and agents of its
 * user's are masked unless {@code OTEL_LOG_TOOL_DETAILS} is set: {@code custom_skill}, {@code mcp_tool}, {@code custom}.
 */
final class ClaudeLogs {
    static final String PREFIX = "claude_code.";

    private ClaudeLogs() {}

    /** The row of an event; empty when it tells of nothing that rows are for. */
    static Optional<AgentRow> row(LogEvent event, Optional<String> version) {
        Optional<String> session = event.text("session.id");
        if (session.isEmpty()) {
            return Optional.empty();
        }
        return map(event, session.get())
                .map(row -> row.agentVersion(event.text("app.version").or(() -> version)));
    }

    private static Optional<AgentRow> map(LogEvent event, String session) {
        return switch (event.name()) {
            case "skill_activated" ->
                Optional.of(event.row(Kind.SKILL, session, Optional.empty()).name(event.text("skill.name")));
            case "tool_result" -> Optional.of(tool(event, session));
            case "tool_decision" -> rejection(event, session);
            case "api_request" -> Optional.of(answer(event, session));
            case "api_error" -> Optional.of(failedRequest(event, session));
            case "subagent_completed" ->
                Optional.of(LogEvent.reported(
                        event.row(Kind.SUBAGENT, session, event.number("duration_ms"))
                                .name(event.text("agent_type"))
                                .model(event.text("model")),
                        event.flag("success")));
            case "compaction" ->
                Optional.of(LogEvent.reported(
                        event.row(Kind.COMPACTION, session, event.number("duration_ms")), event.flag("success")));
            default -> Optional.empty();
        };
    }

    private static AgentRow tool(LogEvent event, String session) {
        AgentRow row = named(event, event.row(Kind.TOOL, session, event.number("duration_ms")))
                .errorClass(event.text("error_type"));
        return LogEvent.reported(row, event.flag("success"));
    }

    private static AgentRow named(LogEvent event, AgentRow row) {
        Optional<ObjectValue> details = event.json("tool_parameters");
        Optional<String> unmasked = details.flatMap(given -> given.text("mcp_server_name")
                .flatMap(server -> given.text("mcp_tool_name").map(tool -> "mcp__" + server + "__" + tool)));
        return row.name(unmasked.or(() -> event.text("tool_name"))).callId(event.text("tool_use_id"));
    }

    /** No result follows a call that was refused. */
    private static Optional<AgentRow> rejection(LogEvent event, String session) {
        return event.text("decision").equals(Optional.of("reject"))
                ? Optional.of(named(event, event.row(Kind.TOOL, session, Optional.empty()))
                        .reported(Outcome.REJECTED))
                : Optional.empty();
    }

    /** Its input tokens are those that neither came from the cache nor went into it. */
    private static AgentRow answer(LogEvent event, String session) {
        Optional<Long> cached = event.number("cache_read_tokens");
        long beside = cached.orElse(0L) + event.number("cache_creation_tokens").orElse(0L);
        return event.row(Kind.MODEL_REQUEST, session, event.number("duration_ms"))
                .callId(event.text("request_id"))
                .model(event.text("model"))
                .inputTokens(event.number("input_tokens").map(fresh -> fresh + beside))
                .outputTokens(event.number("output_tokens"))
                .cachedTokens(cached)
                .costUsd(event.decimal("cost_usd"))
                .derived(Outcome.SUCCESS, Rule.COMPLETED);
    }

    private static AgentRow failedRequest(LogEvent event, String session) {
        Optional<Long> status = event.number("status_code");
        return event.row(Kind.MODEL_REQUEST, session, event.number("duration_ms"))
                .callId(event.text("request_id"))
                .model(event.text("model"))
                .errorClass(Optional.of(status.map(code -> "http_" + code).orElse("no_answer")))
                .derived(Outcome.FAILURE, status.isPresent() ? Rule.STATUS_CODE : Rule.ERROR_PRESENT);
    }
}
