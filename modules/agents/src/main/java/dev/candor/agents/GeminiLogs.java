package dev.candor.agents;

import dev.candor.agents.AgentRow.Kind;
import dev.candor.agents.AgentRow.Outcome;
import dev.candor.agents.AgentRow.Rule;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Gemini CLI's log events, as version 0.61.0 sends them. It says {@code success} for every command that could be started;
 * the exit code and the name of a skill are there only when its user lets it send prompts. The {@code service.version} of
 * its resource is that of Node.
 */
final class GeminiLogs {
    static final String PREFIX = "gemini_cli.";

    private GeminiLogs() {}

    /** The row of an event; empty when it tells of nothing that rows are for. */
    static Optional<AgentRow> row(LogEvent event) {
        Optional<String> session = event.text("session.id");
        if (session.isEmpty()) {
            return Optional.empty();
        }
        return switch (event.name()) {
            case "config" ->
                Optional.of(event.row(Kind.SESSION_START, session.get(), Optional.empty())
                        .model(event.text("model")));
            case "tool_call" -> Optional.of(tool(event, session.get()));
            case "api_response" -> Optional.of(answer(event, session.get()));
            case "api_error" -> Optional.of(failedRequest(event, session.get()));
            case "agent.finish" -> Optional.of(subagent(event, session.get()));
            case "chat_compression" -> Optional.of(event.row(Kind.COMPACTION, session.get(), Optional.empty()));
            default -> Optional.empty();
        };
    }

    private static AgentRow tool(LogEvent event, String session) {
        boolean isSkill = event.text("function_name").equals(Optional.of("activate_skill"));
        AgentRow row = event.row(isSkill ? Kind.SKILL : Kind.TOOL, session, event.number("duration_ms"))
                .name(
                        isSkill
                                ? event.json("function_args").flatMap(given -> given.text("name"))
                                : event.text("function_name"))
                .errorClass(event.text("error_type").or(() -> event.text("error.type")));
        if (event.text("decision").equals(Optional.of("reject"))) {
            return row.reported(Outcome.REJECTED);
        }
        LogEvent.reported(row, event.flag("success"));
        return row.exitCode(event.json("metadata").flatMap(GeminiLogs::exitCode), Rule.EXIT_CODE);
    }

    private static Optional<Long> exitCode(ObjectValue metadata) {
        JsonValue code = metadata.members().get("exitCode");
        return code instanceof NumberValue number
                        && number.number().stripTrailingZeros().scale() <= 0
                        && number.number().abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
                ? Optional.of(number.number().longValue())
                : Optional.empty();
    }

    /** Its output tokens are those of the answer without the thoughts. */
    private static AgentRow answer(LogEvent event, String session) {
        Optional<Long> thoughts = event.number("thoughts_token_count");
        return event.row(Kind.MODEL_REQUEST, session, event.number("duration_ms"))
                .model(event.text("model"))
                .inputTokens(event.number("input_token_count"))
                .outputTokens(event.number("output_token_count").map(output -> output + thoughts.orElse(0L)))
                .cachedTokens(event.number("cached_content_token_count"))
                .reasoningTokens(thoughts)
                .derived(Outcome.SUCCESS, Rule.COMPLETED);
    }

    private static AgentRow failedRequest(LogEvent event, String session) {
        Optional<Long> status = event.number("status_code");
        return event.row(Kind.MODEL_REQUEST, session, event.number("duration_ms"))
                .model(event.text("model"))
                .errorClass(status.map(code -> "http_" + code).or(() -> event.text("error.type")))
                .derived(Outcome.FAILURE, status.isPresent() ? Rule.STATUS_CODE : Rule.ERROR_PRESENT);
    }

    private static AgentRow subagent(LogEvent event, String session) {
        AgentRow row = event.row(Kind.SUBAGENT, session, event.number("duration_ms"))
                .name(event.text("agent_name"))
                .callId(event.text("agent_id"));
        return switch (event.text("terminate_reason").orElse("")) {
            case "GOAL" -> row.reported(Outcome.SUCCESS);
            case "ABORTED" -> row.reported(Outcome.CANCELLED);
            case "" -> row;
            case String reason -> row.reported(Outcome.FAILURE).errorClass(Optional.of(reason));
        };
    }
}
