package dev.candor.insight;

import dev.candor.agents.AgentTimeline;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.Schema.Words;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.text.Wording;
import dev.candor.index.IndexSource;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sessions of agents that anything tells of. */
public final class ListAgentSessions implements Capability<ListAgentSessions.Query, ListAgentSessions.Listed> {
    /** What doors know of it. */
    public static final Declaration<Query, Listed> DECLARATION = Declaration.of(
                    "list_agent_sessions",
                    "List sessions of agents",
                    ListAgentSessionsQueryShape.INSTANCE,
                    ListAgentSessionsListedShape.INSTANCE,
                    """
                    Lists the sessions of coding agents that they reported or in which a wrapped command ran, the latest first: \
                    when, in which project, how many turns, calls of tools, failures, skills and wrapped runs, and the tokens and \
                    the cost that the agent tells. Use it to find the session_id that show_agent_session takes. Changes nothing. \
                    Example: {"agent": "codex", "since": "7d"}""")
            .command(Command.of("agents list", "List the sessions of agents, the latest first.")
                    .examples(
                            "candor agents list --since 7d", "candor agents list --agent codex --project shop --json"))
            .get("/v1/agent-sessions")
            .unavailable("index-unavailable", "the sessions of agents cannot be read");

    private final IndexSource index;

    /** Which sessions. */
    @Arguments
    record Query(
            @Doc("Only those of this agent.")
            @Words({"claude-code", "codex", "gemini-cli", "copilot", "cursor", "opencode", "other"})
            Optional<String> agent,

            @Doc("Only those in the project of this name.") @Size(min = 1, max = 255)
            Optional<String> project,

            @Doc(
                    "Only those that went on then or later: a day (2026-11-20), a moment (2026-11-20T08:00:00Z) or how long ago (7d).")
            @Size(min = 2, max = 40)
            Optional<Instant> since,

            @Doc("Only those that began before that: a day, a moment or how long ago.") @Size(min = 2, max = 40)
            Optional<Instant> until,

            @Doc("How many are listed at most (default 50).") @Range(min = 0, max = 1000) @Default("50")
            int limit) {}

    /** Sessions that fit. */
    @Result
    record Listed(
            @Doc("How many fit, listed or not.") long total,
            List<AgentSession> sessions,

            @Doc("What makes the answer less than it seems, one sentence each.")
            List<String> notes) {}

    /** Over this index. */
    public ListAgentSessions(IndexSource index) {
        this.index = index;
    }

    @Override
    public Listed call(Query query, ToolContext context) throws IOException {
        List<Object> parameters = new ArrayList<>();
        StringBuilder conditions = new StringBuilder("true");
        query.agent().ifPresent(agent -> add(" AND agent = ?", agent, conditions, parameters));
        query.project().ifPresent(project -> add(" AND project = ?", project, conditions, parameters));
        query.since().ifPresent(time -> add(" AND last_at >= ?", time, conditions, parameters));
        query.until().ifPresent(time -> add(" AND first_at < ?", time, conditions, parameters));
        // one is read also where none is listed, because it tells how many there are
        String sql = "SELECT *, count(*) OVER () AS total FROM " + AgentSession.SQL + " WHERE " + conditions
                + " ORDER BY last_at DESC, agent, session_id LIMIT " + Math.max(1, query.limit());
        long[] total = {0};
        return index.index().ask(AgentTimeline.TABLES, snapshot -> {
            List<AgentSession> sessions = snapshot.query(sql, parameters, row -> {
                total[0] = row.getLong("total");
                return AgentSession.read(row);
            });
            return new Listed(total[0], sessions.stream().limit(query.limit()).toList(), snapshot.notes(query.since()));
        });
    }

    private static void add(String condition, Object value, StringBuilder conditions, List<Object> parameters) {
        conditions.append(condition);
        parameters.add(value instanceof Instant moment ? ChronoUnit.MICROS.between(Instant.EPOCH, moment) : value);
    }

    @Override
    public void tell(Listed listed, Page page) {
        page.line(
                listed.total() == 0
                        ? "no session of an agent was recorded"
                        : Wording.count(listed.total(), "session") + " of agents");
        page.table(
                AgentSession.COLUMNS,
                listed.sessions().stream().map(AgentSession::cells).toList());
        page.more(listed.total() - listed.sessions().size());
        listed.notes().forEach(note -> page.line("note: " + note));
    }
}
