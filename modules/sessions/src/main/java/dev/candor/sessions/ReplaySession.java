package dev.candor.sessions;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A session event by event, with what each did to the score and why. */
public final class ReplaySession implements Capability<ReplaySession.Request, SessionReplay> {
    /** What doors know of it; {@code candor replay session} also reads files, and is a verb of its own. */
    public static final Declaration<Request, SessionReplay> DECLARATION = Declaration.of(
                    "replay_session",
                    "Replay a session",
                    ReplaySessionRequestShape.INSTANCE,
                    SessionReplayShape.INSTANCE,
                    """
                    Tells a training or audit session as it happened: every event with its phase, actor and outcome, what \
                    it did to the score and why, the score after it; then how each objective went from its first \
                    assessment over a drill to the repeated one, and the result. Use it to find out why a session has its \
                    score. A long session is told in pieces: call it again with offset set to next_offset. Changes \
                    nothing. Example: {"session_id": "sess-20260228-001"}""")
            .get("/v1/sessions/{session_id}/replay")
            .unavailable("log-unavailable", "the session cannot be read");

    /** What others wrote may be long; an answer of some megabytes is of use to nobody. */
    private static final int MAX_CHARACTERS = 1_000_000;

    private final Sessions sessions;

    /** Which session, and which piece of it. */
    @Arguments
    record Request(
            @Doc("The session; list_sessions lists those there are.") @Size(min = 1, max = 1024)
            String sessionId,

            @Doc("The id of the scenario it is scored by (default: the only one that knows its words).")
            @Size(min = 1, max = 100)
            Optional<String> scenario,

            @Doc("Tell so many events at most (default 200).") @Range(min = 1, max = 1000) @Default("200")
            int limit,

            @Doc("Pass over so many events first (default 0); they count for the score all the same.")
            @Range(min = 0, max = 200_000)
            @Default("0")
            int offset) {}

    /** The sessions of a log. */
    public ReplaySession(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public SessionReplay call(Request request, ToolContext context) throws ToolException, IOException {
        LongConsumer told = context.counting("replaying", "events told");
        try (LoadedSession session = sessions.open(
                request.sessionId(), Optional.empty(), request.scenario(), context.counting("reading", "rows read"))) {
            Piece piece = new Piece(request.offset(), request.limit());
            session.replay(step -> {
                told.accept(step.number());
                piece.take(step);
            });
            long next = (long) request.offset() + piece.steps.size();
            return new SessionReplay(
                    request.sessionId(),
                    session.scenarioId(),
                    session.count(),
                    piece.steps,
                    Optional.of(next).filter(offset -> piece.isFull && offset < session.count()),
                    session.lineage(),
                    session.score(),
                    session.warnings());
        }
    }

    /** The steps that are told. */
    private static final class Piece {
        private final long offset;
        private final long limit;
        private final List<SessionReplay.Step> steps = new ArrayList<>();
        private int characters;
        private boolean isFull;

        Piece(long offset, long limit) {
            this.offset = offset;
            this.limit = limit;
        }

        void take(ReplayStep step) {
            if (step.number() <= offset || isFull) {
                return;
            }
            characters += JsonWriter.compact(step.json()).length();
            // at least one is told, so that whoever goes on gets on
            isFull = steps.size() == limit || (!steps.isEmpty() && characters > MAX_CHARACTERS);
            if (!isFull) {
                steps.add(step.told());
            }
        }
    }

    @Override
    public void tell(SessionReplay replay, Page page) {
        replay.tell(page);
    }
}
