package dev.candor.insight;

import dev.candor.agents.AgentTimeline;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Page.Tone;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.Schema.Words;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import dev.candor.index.IndexSource;
import dev.candor.index.Snapshot;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happened in one session of an agent, by time. */
public final class ShowAgentSession implements Capability<ShowAgentSession.Query, ShowAgentSession.Timeline> {
    /** What doors know of it. */
    public static final Declaration<Query, Timeline> DECLARATION = Declaration.of(
                    "show_agent_session",
                    "Show a session of an agent",
                    ShowAgentSessionQueryShape.INSTANCE,
                    ShowAgentSessionTimelineShape.INSTANCE,
                    """
                    Shows what happened in one session of a coding agent in the order of time, each thing once whoever told of it: \
                    turns, calls of tools, skills, subagents, requests to the model, and the commands that candor run wrapped; with \
                    outcome, how that is known, duration, exit code and tokens. Use it to find out what an agent really did and \
                    what failed; list_agent_sessions finds session ids. Changes nothing. \
                    Example: {"session_id": "01a224c6-4431-7a10-8b3c-2f6d5e4c3b2a"}""")
            .command(Command.of("agents show", "Show what happened in one session of an agent, by time.")
                    .operands("session_id")
                    .examples("candor agents show 01a224c6-4431-7a10-8b3c-2f6d5e4c3b2a"))
            .get("/v1/agent-sessions/{session_id}")
            .unavailable("index-unavailable", "the session cannot be read");

    private static final String ORDER = " ORDER BY started_at, CASE kind WHEN 'session_start' THEN 0 WHEN 'turn' THEN 1"
            + " WHEN 'skill' THEN 2 WHEN '" + AgentTimeline.RUN
            + "' THEN 4 WHEN 'session_end' THEN 5 ELSE 3 END, part, seq";

    private static final List<Column> COLUMNS = List.of(
            Column.text("TIME"),
            Column.text("KIND"),
            Column.text("NAME"),
            Column.text("OUTCOME").toned(ShowAgentSession::toneOf),
            Column.text("KNOWN BY"),
            Column.number("EXIT"),
            Column.number("DURATION"),
            Column.number("TOKENS IN"),
            Column.number("OUT"),
            Column.text("CALL"),
            Column.text("TOLD BY"));

    private final IndexSource index;

    /** Which session. */
    @Arguments
    record Query(
            @Doc("The agent's own id of it.") @Size(min = 1, max = 128)
            String sessionId,

            @Doc("Of this agent; needed only where two have a session of that id.")
            @Words({"claude-code", "codex", "gemini-cli", "copilot", "cursor", "opencode", "other"})
            Optional<String> agent,

            @Doc("How much of it is passed over, from its beginning (default 0).") @Range(min = 0) @Default("0")
            long offset,

            @Doc("How much of it is listed at most (default 200).") @Range(min = 0, max = 10_000) @Default("200")
            int limit) {}

    /** A session and what happened in it. */
    @Result
    record Timeline(
            @Doc("All of it, listed or not.") AgentSession session,

            @Doc("How many entries are before those that are listed.") @Range(min = 0)
            long offset,

            @Doc("How many entries it has, listed or not.") long total,
            @Doc("By time.") List<Entry> entries,

            @Doc("What makes the answer less than it seems, one sentence each.")
            List<String> notes) {}

    /** One thing that happened. */
    @Result
    record Entry(
            @Doc("When it began.") Instant at,

            @Doc(
                    "session_start, session_end, turn, tool, skill, subagent, model_request, compaction, error, or run for a command"
                            + " that candor run wrapped.")
            String kind,

            @Doc("Of the tool, skill or subagent.") Optional<String> name,

            @Doc("success, failure, rejected, cancelled or unknown.")
            String outcome,

            @Doc("reported by the agent, or derived by outcome_rule.")
            Optional<String> outcomeFrom,

            @Doc(
                    "exit_code, exit_code_in_output, error_present, status_code, completed, or wrapped_run: by the run in it.")
            Optional<String> outcomeRule,

            @Doc("Whether a witness reports another outcome.")
            boolean isContradicted,

            @Doc("In milliseconds.") Optional<Long> durationMs,
            Optional<Long> exitCode,
            Optional<String> errorClass,
            Optional<String> model,
            Optional<Long> inputTokens,
            Optional<Long> outputTokens,
            Optional<Long> cachedTokens,
            Optional<Long> reasoningTokens,
            Optional<BigDecimal> costUsd,

            @Doc("The agent's own id of the call, request or turn; of a run, of the call that it ran in.")
            Optional<String> callId,

            @Doc("Who told of it: otlp, hook, transcript, import or wrapper; several with commas.")
            String origins,

            Optional<String> traceId,
            Optional<String> spanId,
            Optional<String> parentSpanId,

            @Doc("Of a run, why it is one of this session: session_id, trace_id or time.")
            Optional<String> joinedBy) {}

    /** Over this index. */
    public ShowAgentSession(IndexSource index) {
        this.index = index;
    }

    @Override
    public Timeline call(Query query, ToolContext context) throws IOException, ToolException {
        Found found = index.index().ask(AgentTimeline.TABLES, snapshot -> find(query, snapshot));
        if (found.sessions().isEmpty()) {
            throw new ToolException(
                    Kind.NOT_FOUND,
                    "agent-session-not-found",
                    "no agent has a session '" + query.sessionId()
                            + "'; list_agent_sessions lists those that there are");
        }
        if (found.sessions().size() > 1) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS,
                    "agent-session-ambiguous",
                    "several agents have a session '" + query.sessionId() + "'; give {agent}: "
                            + found.sessions().stream().map(AgentSession::agent).collect(Collectors.joining(", ")));
        }
        return new Timeline(found.sessions().getFirst(), query.offset(), found.total(), found.entries(), found.notes());
    }

    private record Found(List<AgentSession> sessions, long total, List<Entry> entries, List<String> notes) {}

    private static Found find(Query query, Snapshot snapshot) throws IOException {
        List<Object> parameters = new ArrayList<>(List.of(query.sessionId()));
        query.agent().ifPresent(parameters::add);
        String condition = " WHERE session_id = ?" + (query.agent().isPresent() ? " AND agent = ?" : "");
        long[] total = {0};
        List<AgentSession> sessions =
                snapshot.query("FROM " + AgentSession.SQL + condition + " ORDER BY agent", parameters, row -> {
                    total[0] = row.getLong("entries");
                    return AgentSession.read(row);
                });
        if (sessions.size() != 1) {
            return new Found(sessions, 0, List.of(), List.of());
        }
        List<Entry> entries = snapshot.query(
                "SELECT *, epoch_us(started_at) AS at FROM " + AgentTimeline.NAME + condition
                        + " AND started_at IS NOT NULL" + ORDER + " LIMIT " + query.limit() + " OFFSET "
                        + query.offset(),
                parameters,
                ShowAgentSession::entry);
        return new Found(sessions, total[0], entries, snapshot.notes(Optional.empty()));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                AgentSession.moment(row, "at"),
                row.getString("kind"),
                text(row, "name"),
                row.getString("outcome"),
                text(row, "outcome_from"),
                text(row, "outcome_rule"),
                row.getBoolean("is_contradicted"),
                AgentSession.whole(row, "duration_ms"),
                AgentSession.whole(row, "exit_code"),
                text(row, "error_class"),
                text(row, "model"),
                AgentSession.whole(row, "input_tokens"),
                AgentSession.whole(row, "output_tokens"),
                AgentSession.whole(row, "cached_tokens"),
                AgentSession.whole(row, "reasoning_tokens"),
                AgentSession.dollars(row),
                text(row, "call_id"),
                row.getString("origins"),
                text(row, "trace_id"),
                text(row, "span_id"),
                text(row, "parent_span_id"),
                text(row, "joined_by"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Tone toneOf(String outcome) {
        return switch (outcome) {
            case "success" -> Tone.GOOD;
            case "failure" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    @Override
    public void tell(Timeline timeline, Page page) {
        AgentSession session = timeline.session();
        page.line(session.agent() + " " + session.sessionId()
                + session.project().map(project -> " in " + project).orElse("") + ": "
                + Wording.count(session.turns(), "turn") + ", " + Wording.count(session.calls(), "call") + " of tools ("
                + session.failures() + " failed), " + Wording.count(session.runs(), "wrapped run") + " ("
                + session.failedRuns() + " failed)");
        page.table(
                COLUMNS,
                timeline.entries().stream().map(ShowAgentSession::cells).toList());
        page.more(timeline.total() - timeline.offset() - timeline.entries().size());
        timeline.notes().forEach(note -> page.line("note: " + note));
    }

    private static List<String> cells(Entry entry) {
        String known = entry.outcomeRule().or(entry::outcomeFrom).orElse("");
        return List.of(
                Utc.timestamp(entry.at()),
                entry.kind(),
                entry.name().or(entry::model).orElse(""),
                entry.outcome().equals("unknown") ? "" : entry.outcome(),
                known + (entry.isContradicted() ? ", contradicted" : ""),
                number(entry.exitCode()),
                entry.durationMs().map(ms -> ms + " ms").orElse(""),
                number(entry.inputTokens()),
                number(entry.outputTokens()),
                entry.callId().orElse(""),
                entry.origins() + entry.joinedBy().map(by -> " by " + by).orElse(""));
    }

    private static String number(Optional<Long> number) {
        return number.map(Object::toString).orElse("");
    }
}
