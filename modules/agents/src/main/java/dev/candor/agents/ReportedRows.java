package dev.candor.agents;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.internal.otlp.OtlpDecoder;
import dev.candor.agents.internal.otlp.OtlpVisitor;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What an export request tells, as rows. Metrics make none: every number that rows have is in a log record or span as well,
 * and would count twice.
 */
final class ReportedRows implements OtlpVisitor {
    /** So many rows are handed on at once, however long the request is. */
    private static final int MAX_ROWS = 5000;

    private final Instant received;
    private final Consumer<List<AgentRow>> sink;
    private List<AgentRow> rows = new ArrayList<>();
    private final Map<ObjectValue, Integer> alike = new HashMap<>();
    private long count;
    private final Map<String, Long> unmapped = new TreeMap<>();
    private long withoutIds;
    private long beyondBounds;

    /**
     * Of a request.
     *
     * @param received when it came, for records without a time
     * @param sink takes the rows, some at a time
     */
    ReportedRows(Instant received, Consumer<List<AgentRow>> sink) {
        this.received = received;
        this.sink = sink;
    }

    /** The agent whose process sends; empty for one that is not known by its name. */
    private static Optional<Agent> agent(Source source) {
        String service = LogEvent.service(source);
        if (service.startsWith("codex")) {
            return Optional.of(Agent.CODEX);
        } else if (service.startsWith("claude-code")) {
            return Optional.of(Agent.CLAUDE_CODE);
        }
        return switch (service) {
            case "gemini-cli" -> Optional.of(Agent.GEMINI_CLI);
            case "github-copilot", "copilot-chat" -> Optional.of(Agent.COPILOT);
            case "opencode" -> Optional.of(Agent.OPENCODE);
            case "cursor" -> Optional.of(Agent.CURSOR);
            default -> Optional.empty();
        };
    }

    @Override
    public void log(Source source, LogRecord log) {
        Agent agent = agent(source).orElse(Agent.OTHER);
        String prefix = switch (agent) {
            case CODEX -> CodexLogs.PREFIX;
            case GEMINI_CLI -> GeminiLogs.PREFIX;
            case CLAUDE_CODE -> ClaudeLogs.PREFIX;
            case COPILOT, CURSOR, OPENCODE, OTHER -> "";
        };
        LogEvent event = LogEvent.of(agent, prefix, log, received);
        Optional<AgentRow> row = switch (agent) {
            case CODEX -> CodexLogs.row(event);
            case GEMINI_CLI -> GeminiLogs.row(event);
            case CLAUDE_CODE -> ClaudeLogs.row(event, version(source));
            case COPILOT, CURSOR, OPENCODE, OTHER -> Optional.empty();
        };
        row.ifPresentOrElse(
                this::add,
                () -> leaveOut(agent.id() + " " + (event.name().isEmpty() ? "log without a name" : event.name())));
    }

    private static Optional<String> version(Source source) {
        return Optional.of(source.resource().text("service.version")).filter(text -> !text.isEmpty());
    }

    /**
     * Rows without an id that say the same would be one row. An agent's clock tells milliseconds, so a request may tell of two
     * things that look alike: each but the first begins so many nanoseconds later, the same when the request is sent again.
     */
    private void add(AgentRow row) {
        if (!row.hasCallId()) {
            int before = alike.merge(row.json(), 1, Integer::sum) - 1;
            row.later(before);
        }
        rows.add(row);
        count++;
        if (rows.size() == MAX_ROWS) {
            end();
        }
    }

    /** Hands on the rows that are left. */
    void end() {
        List<AgentRow> last = rows;
        rows = new ArrayList<>();
        alike.clear();
        sink.accept(last);
    }

    private void leaveOut(String name) {
        unmapped.merge(name, 1L, Long::sum);
    }

    /** Codex and Gemini tell all that spans tell by log records as well, and truer: their spans of failures are OK. */
    @Override
    public void span(Source source, Span span) {
        if (span.traceId().isEmpty() || span.spanId().isEmpty()) {
            withoutIds++;
            return;
        }
        Agent agent = agent(source).orElse(Agent.OTHER);
        List<AgentRow> found = switch (agent) {
            case CODEX, GEMINI_CLI, CLAUDE_CODE -> List.of();
            case COPILOT, CURSOR, OPENCODE, OTHER -> GenAiSpans.rows(agent, span, version(source), received);
        };
        if (found.isEmpty()) {
            leaveOut(agent.id() + " span");
        }
        found.forEach(this::add);
    }

    @Override
    public void point(Source source, Metric metric, Point point) {
        leaveOut(agent(source).orElse(Agent.OTHER).id() + " metric");
    }

    @Override
    public void beyondBounds() {
        beyondBounds++;
    }

    /** How many rows there were. */
    long count() {
        return count;
    }

    /** How many records were not taken. */
    long rejected() {
        return withoutIds + beyondBounds;
    }

    /** Why, and what to do; empty when all were taken. */
    String whyRejected() {
        List<String> reasons = new ArrayList<>();
        if (withoutIds > 0) {
            reasons.add("spans need a trace id of 16 bytes and a span id of 8; log records belong to /v1/logs");
        }
        if (beyondBounds > 0) {
            reasons.add(OtlpDecoder.BOUNDS);
        }
        return String.join("; ", reasons);
    }

    /** Tells an intake what had no place in rows. */
    void tellUnmapped(AgentIntake intake) {
        unmapped.forEach(intake::countUnmapped);
    }
}
