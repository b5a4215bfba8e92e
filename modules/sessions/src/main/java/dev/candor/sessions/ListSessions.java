package dev.candor.sessions;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.util.Optional;

/** The training and audit sessions that were recorded. */
public final class ListSessions implements Capability<ListSessions.Query, SessionList> {
    /** What doors know of it; {@code candor sessions} also reads files, and is a verb of its own. */
    public static final Declaration<Query, SessionList> DECLARATION = Declaration.of(
                    "list_sessions", "List sessions", ListSessionsQueryShape.INSTANCE, SessionListShape.INSTANCE, """
                    Lists the training and audit sessions that were recorded, the one with the latest event first: how \
                    many events they have, how many of them failed, in which phase they are, whether they are complete, \
                    and by which scenario they can be scored. Use it to find the session_id that export_session takes. \
                    Changes nothing. Example: {"limit": 10}""")
            .get("/v1/sessions")
            .unavailable("sessions-unavailable", "the sessions cannot be read");

    private final Sessions sessions;

    /** How many. */
    @Arguments
    record Query(
            @Doc("How many are listed at most (default 50).") @Range(min = 0, max = 1000) @Default("50")
            int limit) {}

    /** The sessions of a log. */
    public ListSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public SessionList call(Query query, ToolContext context) throws ToolException, IOException {
        return sessions.list(Optional.empty(), query.limit(), context.counting("reading", "rows read"));
    }

    @Override
    public void tell(SessionList list, Page page) {
        list.tell(page);
    }
}
