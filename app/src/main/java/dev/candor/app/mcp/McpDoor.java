package dev.candor.app.mcp;

import dev.candor.app.http.message.Accepts;
import dev.candor.app.http.message.ProblemException;
import dev.candor.app.http.message.ProblemType;
import dev.candor.app.http.message.RequestBody;
import dev.candor.app.mcp.McpError.Code;
import dev.candor.app.mcp.Message.Notification;
import dev.candor.app.mcp.Message.Request;
import dev.candor.app.mcp.Message.Response;
import dev.candor.app.mcp.Message.Unreadable;
import dev.candor.app.tools.CallsUnderWay;
import dev.candor.foundation.capability.Cancellation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The transport "Streamable HTTP", without sessions. A request of the revision 2026-07-28 is cancelled by closing its
 * response; older ones by {@code notifications/cancelled}.
 */
public final class McpDoor {
    private static final int ACCEPTED = 202;

    /** Streams that stay open are no reason to write all the time; a client that has gone is found this late. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final JsonRpcDispatcher dispatcher;
    private final RequestBody bodies;
    private final CallsUnderWay calls;
    private final ResponseStreams streams;
    private final CallsById cancellable = new CallsById();

    /** A door to this dispatcher. */
    public McpDoor(JsonRpcDispatcher dispatcher, RequestBody bodies, CallsUnderWay calls, ResponseStreams streams) {
        this.dispatcher = dispatcher;
        this.bodies = bodies;
        this.calls = calls;
        this.streams = streams;
    }

    /** Answers a message. */
    public void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // as long as the call goes on, what it was asked is in memory
        bodies.use(request, body -> {
            take(Message.read(body), request, new Reply(response, Accepts.of(request), body.length));
            return true;
        });
    }

    /**
     * Opens the stream on which clients of the revisions with a handshake hear of what they follow. Newer ones have none.
     *
     * @throws ProblemException when there is no stream for whoever asks
     */
    public void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            McpHeaders.of(request).expectKnownRevision();
        } catch (McpError e) {
            Answer answer = Answer.error(Optional.empty(), e, Revision.V2026_07_28);
            new ResponseStream(response, Accepts.json(), () -> {}, QUIET).finish(answer);
            return;
        }
        expectToFollow(request);
        try (CallsUnderWay.Call call = calls.begin()) {
            tellFollowed(request, response, call.cancellation());
        }
    }

    private void tellFollowed(HttpServletRequest request, HttpServletResponse response, Cancellation gone)
            throws ProblemException {
        ResponseStream stream = new ResponseStream(response, Accepts.of(request), gone::cancel, QUIET);
        boolean[] told = {false};
        streams.during(stream, () -> told[0] = dispatcher.tellFollowed(client(request), gone, stream::offer));
        if (!told[0]) {
            throw new ProblemException(ProblemType.TOO_MANY_STREAMS
                    .because("as many streams as allowed are open; close one, then try again")
                    .with("Retry-After", "1"));
        }
    }

    private static void expectToFollow(HttpServletRequest request) throws ProblemException {
        if (!Accepts.of(request).stream()) {
            throw new ProblemException(ProblemType.JSON_NOT_ACCEPTED.because(
                    "the answer is a stream of events; send the header Accept: text/event-stream"));
        }
        Optional<Revision> revision =
                Optional.ofNullable(request.getHeader(McpHeaders.VERSION)).flatMap(Revision::of);
        if (revision.filter(Revision::isStateless).isPresent()) {
            throw new ProblemException(ProblemType.METHOD_NOT_ALLOWED
                    .because("expected the method POST in revision "
                            + revision.get().word() + ", found GET; ask for " + Subscriptions.METHOD
                            + " to follow resources")
                    .with("Allow", "POST"));
        }
    }

    private void take(Message message, HttpServletRequest request, Reply reply) {
        switch (message) {
            case Request asked -> answer(asked, request, reply);
            case Notification notification -> accept(request, reply, () -> notice(notification, request));
            case Response ignored -> accept(request, reply, () -> {});
            case Unreadable unreadable ->
                reply.at(Answer.error(unreadable.id(), unreadable.error(), Revision.V2026_07_28));
        }
    }

    private static void accept(HttpServletRequest request, Reply reply, Runnable deed) {
        try {
            McpHeaders.of(request).expectKnownRevision();
            deed.run();
            reply.response().setStatus(ACCEPTED);
        } catch (McpError e) {
            reply.at(Answer.error(Optional.empty(), e, Revision.V2026_07_28));
        }
    }

    /** Where the answer to a message of so many bytes goes. */
    private record Reply(HttpServletResponse response, Accepts accepts, int asked) {
        ResponseStream when(Runnable gone, Duration quiet) {
            return new ResponseStream(response, accepts, gone, quiet);
        }

        /** At once. Errors of the protocol itself are told by the status too, so they are JSON whatever is accepted. */
        void at(Answer answer) {
            new ResponseStream(response, Accepts.json(), () -> {}, Duration.ZERO).finish(answer);
        }
    }

    private void answer(Request asked, HttpServletRequest request, Reply reply) {
        RequestMeta meta = RequestMeta.of(asked.params());
        Revision revision;
        try {
            revision = McpHeaders.of(request).revision(asked, meta);
            if (asked.method().equals(Subscriptions.METHOD)) {
                expectToStay(reply);
            }
        } catch (McpError e) {
            reply.at(Answer.error(Optional.of(asked.id()), e, Revision.V2026_07_28));
            return;
        }
        try (CallsUnderWay.Call call = calls.begin()) {
            if (revision.isStateless()) {
                Cancellation cancellation = call.cancellation();
                boolean stays = asked.method().equals(Subscriptions.METHOD);
                ResponseStream stream = reply.when(cancellation::cancel, stays ? QUIET : Duration.ZERO);
                answer(asked, meta, revision, cancellation, new Conversation(client(request), stream));
            } else {
                answerCancellable(asked, meta, revision, call.cancellation(), client(request), reply);
            }
        }
    }

    /** What stays open is a stream, and must not hold the place of a large body. */
    private static void expectToStay(Reply reply) throws McpError {
        if (!reply.accepts().stream()) {
            throw new McpError(
                    Code.INVALID_REQUEST,
                    "expected the header Accept to allow " + Accepts.STREAM + ", which a subscription is");
        }
        if (reply.asked() > RequestBody.SMALL) {
            throw new McpError(
                    Code.INVALID_REQUEST,
                    "expected a subscription of at most " + RequestBody.SMALL + " bytes, found " + reply.asked());
        }
    }

    /** A client that goes away has not cancelled its request in these revisions; one that cancels it wants no answer. */
    private void answerCancellable(
            Request asked, RequestMeta meta, Revision revision, Cancellation cancellation, String client, Reply reply) {
        ResponseStream stream = reply.when(() -> {}, Duration.ZERO);
        CallsById.Key key = new CallsById.Key(client, asked.id());
        Cancellation withdrawal = new Cancellation();
        try (Cancellation.Listening listening = withdrawal.whenCancelled(() -> {
            stream.withdraw();
            cancellation.cancel();
        })) {
            Objects.requireNonNull(listening);
            cancellable.add(key, withdrawal);
            answer(asked, meta, revision, cancellation, new Conversation(client, stream));
        } finally {
            cancellable.remove(key, withdrawal);
        }
    }

    /** Who asked, and where the answer goes. */
    private record Conversation(String client, ResponseStream stream) {}

    private void answer(
            Request asked, RequestMeta meta, Revision revision, Cancellation cancellation, Conversation with) {
        streams.during(with.stream(), () -> {
            CallUnderWay call = new CallUnderWay(
                    with.client(),
                    asked.id(),
                    meta,
                    dispatcher.threshold(meta, revision),
                    cancellation,
                    with.stream()::offer);
            with.stream().finish(dispatcher.answer(asked, revision, call));
        });
    }

    private void notice(Notification notification, HttpServletRequest request) {
        notification.cancelled().ifPresent(id -> cancellable.cancel(new CallsById.Key(client(request), id)));
    }

    /** Without sessions, the program that calls is all that tells a client from another. */
    private static String client(HttpServletRequest request) {
        String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        return request.getRemoteAddr() + " " + agent;
    }
}
