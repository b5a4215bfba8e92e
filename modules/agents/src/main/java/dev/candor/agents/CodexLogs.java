package dev.candor.agents;

import dev.candor.agents.AgentRow.Kind;
import dev.candor.agents.AgentRow.Outcome;
import dev.candor.agents.AgentRow.Rule;
import dev.candor.agents.internal.otlp.Text;
import java.util.Optional;

/**
 * Codex's log events, as version 0.171.0 sends them. It says {@code success} for every command that could be started; with
 * which code it ended stands in the head of the output only, before the line {@code Output:}.
 */
final class CodexLogs {
    static final String PREFIX = "codex.";
    /** The head is a handful of short lines. */
    private static final int MAX_HEAD_BYTES = 400;

    private static final int FIRST_FAILURE = 400;

    private CodexLogs() {}

    /** The row of an event; empty when it tells of nothing that rows are for. */
    static Optional<AgentRow> row(LogEvent event) {
        Optional<String> session = event.text("conversation.id");
        if (session.isEmpty()) {
            return Optional.empty();
        }
        return map(event, session.get())
                .map(row -> row.model(event.text("model")).agentVersion(event.text("app.version")));
    }

    private static Optional<AgentRow> map(LogEvent event, String session) {
        return switch (event.name()) {
            case "conversation_starts" -> Optional.of(event.row(Kind.SESSION_START, session, Optional.empty()));
            case "tool_result" -> Optional.of(tool(event, session));
            case "tool_decision" -> rejection(event, session);
            case "skill_invocation" ->
                Optional.of(event.row(Kind.SKILL, session, Optional.empty()).name(event.text("skill.name")));
            case "api_request" -> failedRequest(event, session);
            case "sse_event" -> answer(event, session);
            default -> Optional.empty();
        };
    }

    private static AgentRow tool(LogEvent event, String session) {
        AgentRow row = named(event, event.row(Kind.TOOL, session, event.number("duration_ms")));
        LogEvent.reported(row, event.flag("success"));
        return server(event).isEmpty() && event.attributes().get("output") instanceof Text output
                ? row.exitCode(exitCode(output.head(MAX_HEAD_BYTES)), Rule.EXIT_CODE_IN_OUTPUT)
                : row;
    }

    private static Optional<String> server(LogEvent event) {
        return event.text("tool_namespace").filter(space -> space.startsWith("mcp__"));
    }

    /** Tools of MCP servers have the name under which hooks know them, too. */
    private static AgentRow named(LogEvent event, AgentRow row) {
        Optional<String> server = server(event);
        Optional<String> name = event.text("tool_name");
        return row.name(server.isEmpty() ? name : name.map(tool -> server.get() + "__" + tool))
                .callId(event.text("call_id"));
    }

    /** The code in the head of a command's output: what the command itself printed comes after {@code Output:}. */
    static Optional<Long> exitCode(String output) {
        OutputLines.OfCodex head = new OutputLines.OfCodex();
        output.lines().forEach(head::line);
        return head.told().integer(OutputLines.EXIT_CODE);
    }

    /** No result follows a call that was not let through. */
    private static Optional<AgentRow> rejection(LogEvent event, String session) {
        Outcome outcome = switch (event.text("decision").orElse("")) {
            case "denied" -> Outcome.REJECTED;
            case "abort" -> Outcome.CANCELLED;
            default -> Outcome.UNKNOWN;
        };
        return outcome == Outcome.UNKNOWN
                ? Optional.empty()
                : Optional.of(named(event, event.row(Kind.TOOL, session, Optional.empty()))
                        .reported(outcome));
    }

    /** One that succeeded tells of itself once more, with its tokens, when the answer is complete. */
    private static Optional<AgentRow> failedRequest(LogEvent event, String session) {
        Optional<Long> status = event.number("http.response.status_code");
        boolean failed = status.map(code -> code >= FIRST_FAILURE)
                .orElse(event.text("error.message").isPresent());
        return !failed
                ? Optional.empty()
                : Optional.of(event.row(Kind.MODEL_REQUEST, session, event.number("duration_ms"))
                        .errorClass(
                                Optional.of(status.map(code -> "http_" + code).orElse("no_answer")))
                        .derived(Outcome.FAILURE, status.isPresent() ? Rule.STATUS_CODE : Rule.ERROR_PRESENT));
    }

    /**
     * Each answer is told twice, of which only the second has the tokens. The attribute {@code tool_token_count} is the sum of
     * the others.
     */
    private static Optional<AgentRow> answer(LogEvent event, String session) {
        return !event.text("event.kind").equals(Optional.of("response.completed"))
                        || event.number("input_token_count").isEmpty()
                ? Optional.empty()
                : Optional.of(event.row(Kind.MODEL_REQUEST, session, Optional.empty())
                        .inputTokens(event.number("input_token_count"))
                        .outputTokens(event.number("output_token_count"))
                        .cachedTokens(event.number("cached_token_count"))
                        .reasoningTokens(event.number("reasoning_token_count"))
                        .derived(Outcome.SUCCESS, Rule.COMPLETED));
    }
}
