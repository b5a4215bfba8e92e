package dev.candor.agents;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.AgentRow.Kind;
import dev.candor.agents.AgentRow.Origin;
import dev.candor.agents.AgentRow.Outcome;
import dev.candor.agents.AgentRow.Rule;
import dev.candor.agents.internal.otlp.Attributes;
import dev.candor.agents.internal.otlp.OtlpVisitor.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Spans by the conventions of OpenTelemetry for generative AI, as Copilot sends them (its documentation of August 2026), in
 * old names and new ones. A span without an error says of a tool that it was called, not that it worked.
 */
final class GenAiSpans {
    private static final int ERROR = 2;
    private static final int OK = 1;

    private GenAiSpans() {}

    /** The rows of a span; none when it tells of nothing that rows are for. */
    static List<AgentRow> rows(Agent agent, Span span, Optional<String> version, Instant received) {
        Optional<String> session = text(span, "gen_ai.conversation.id").or(() -> Optional.of(span.traceId()));
        return switch (text(span, "gen_ai.operation.name").orElse("")) {
            case "execute_tool" -> tool(agent, span, session.get(), version, received);
            case "chat", "text_completion", "generate_content" ->
                List.of(request(row(agent, Kind.MODEL_REQUEST, span, session.get(), version, received), span));
            case "invoke_agent" -> List.of(agent(agent, span, session.get(), version, received));
            default -> List.of();
        };
    }

    private static Optional<String> text(Span span, String... keys) {
        return first(span.attributes(), keys);
    }

    private static Optional<String> first(Attributes attributes, String... keys) {
        for (String key : keys) {
            String text = attributes.text(key);
            if (!text.isEmpty()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> number(Span span, String... keys) {
        for (String key : keys) {
            Optional<Long> number = LogEvent.number(span.attributes().get(key));
            if (number.isPresent()) {
                return number;
            }
        }
        return Optional.empty();
    }

    private static AgentRow row(
            Agent agent, Kind kind, Span span, String session, Optional<String> version, Instant received) {
        Optional<Instant> began = LogEvent.moment(span.startTimeUnixNano());
        Optional<Instant> ended = LogEvent.moment(span.endTimeUnixNano());
        Instant startedAt = LogEvent.moment(span.startTimeUnixNano(), received)
                .or(() -> LogEvent.moment(span.endTimeUnixNano(), received))
                .orElse(received);
        AgentRow row = new AgentRow(agent, Origin.OTLP, kind, session, startedAt)
                .durationMs(began.flatMap(
                        from -> ended.map(to -> Duration.between(from, to).toMillis())))
                .trace(Optional.of(span.traceId()), Optional.of(span.spanId()))
                .agentVersion(version);
        Optional<String> error = text(span, "error.type");
        if (span.status().code() == ERROR || error.isPresent()) {
            row.derived(Outcome.FAILURE, Rule.ERROR_PRESENT).errorClass(error);
        } else if (span.status().code() == OK) {
            row.reported(Outcome.SUCCESS);
        }
        return row;
    }

    private static List<AgentRow> tool(
            Agent agent, Span span, String session, Optional<String> version, Instant received) {
        AgentRow tool = row(agent, Kind.TOOL, span, session, version, received)
                .name(text(span, "gen_ai.tool.name"))
                .callId(text(span, "gen_ai.tool.call.id"));
        return text(span, "github.copilot.tool.parameters.skill_name")
                .map(skill -> List.of(
                        tool,
                        row(agent, Kind.SKILL, span, session, version, received).name(Optional.of(skill))))
                .orElse(List.of(tool));
    }

    private static AgentRow request(AgentRow row, Span span) {
        if (span.status().code() != ERROR && text(span, "error.type").isEmpty()) {
            row.derived(Outcome.SUCCESS, Rule.COMPLETED);
        }
        return row.callId(text(span, "gen_ai.response.id"))
                .model(text(span, "gen_ai.response.model", "gen_ai.request.model"))
                .inputTokens(number(span, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"))
                .outputTokens(number(span, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"))
                .cachedTokens(number(span, "gen_ai.usage.cache_read.input_tokens"))
                .reasoningTokens(number(span, "gen_ai.usage.reasoning.output_tokens"));
    }

    /** An agent that another one calls is a subagent; the first one's span is the turn. */
    private static AgentRow agent(Agent agent, Span span, String session, Optional<String> version, Instant received) {
        boolean isFirst = span.parentSpanId().isEmpty();
        AgentRow row = row(agent, isFirst ? Kind.TURN : Kind.SUBAGENT, span, session, version, received)
                .callId(Optional.of(span.spanId()));
        return isFirst ? row : row.name(text(span, "gen_ai.agent.name"));
    }
}
