package dev.candor.app.mcp;

import dev.candor.app.mcp.McpError.Code;
import dev.candor.app.mcp.Message.Notification;
import dev.candor.app.mcp.Message.Request;
import dev.candor.app.mcp.Message.Response;
import dev.candor.app.mcp.Message.Unreadable;
import dev.candor.app.rest.Answers;
import dev.candor.app.rest.ProblemException;
import dev.candor.app.rest.ProblemType;
import dev.candor.app.rest.RequestBody;
import dev.candor.app.tools.CallsUnderWay;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.tool.Cancellation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The transport "Streamable HTTP", without sessions: each request is answered by itself, whatever came before. A request of
 * the revision 2026-07-28 is cancelled by closing its response; older ones by {@code notifications/cancelled}.
 */
@RestController
public final class McpController {
    private static final String CANCELLED = "notifications/cancelled";
    private static final int ACCEPTED = 202;

    private final JsonRpcDispatcher dispatcher;
    private final RequestBody bodies;
    private final CallsUnderWay calls;
    private final Answers answers;
    private final ResponseStreams streams;
    private final CallsById cancellable = new CallsById();

    /** A door to this dispatcher. */
    public McpController(
            JsonRpcDispatcher dispatcher,
            RequestBody bodies,
            CallsUnderWay calls,
            Answers answers,
            ResponseStreams streams) {
        this.dispatcher = dispatcher;
        this.bodies = bodies;
        this.calls = calls;
        this.answers = answers;
        this.streams = streams;
    }

    @PostMapping("/mcp")
    void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Accepts accepts = Accepts.of(request);
        if (accepts.nothing()) {
            answers.write(
                    ProblemType.JSON_NOT_ACCEPTED.because("the answer is JSON or a stream of events; send the header"
                            + " Accept: application/json, text/event-stream"),
                    response);
            return;
        }
        try {
            // as long as the call goes on, what it was asked is in memory
            bodies.use(request, body -> {
                take(Message.read(body), request, new Reply(response, accepts));
                return true;
            });
        } catch (ProblemException e) {
            answers.write(e.problem(), response);
        }
    }

    private void take(Message message, HttpServletRequest request, Reply reply) {
        switch (message) {
            case Request asked -> answer(asked, request, reply);
            case Notification notification -> {
                notice(notification, request);
                reply.response().setStatus(ACCEPTED);
            }
            case Response ignored -> reply.response().setStatus(ACCEPTED);
            case Unreadable unreadable ->
                reply.at(Answer.error(unreadable.id(), unreadable.error(), Revision.V2026_07_28));
        }
    }

    /** Where an answer goes. */
    private record Reply(HttpServletResponse response, Accepts accepts) {
        ResponseStream when(Runnable gone) {
            return new ResponseStream(response, accepts, gone);
        }

        /** At once. Errors of the protocol itself are told by the status too, so they are JSON whatever is accepted. */
        void at(Answer answer) {
            new ResponseStream(response, new Accepts(true, false), () -> {}).finish(answer);
        }
    }

    private void answer(Request asked, HttpServletRequest request, Reply reply) {
        RequestMeta meta = RequestMeta.of(asked.params());
        Revision revision;
        try {
            revision = McpHeaders.of(request).revision(asked, meta);
            if (asked.method().equals(Subscriptions.METHOD) && !reply.accepts().stream()) {
                throw new McpError(
                        Code.INVALID_REQUEST,
                        "expected the header Accept to allow " + Accepts.STREAM + ", which a subscription is");
            }
        } catch (McpError e) {
            reply.at(Answer.error(Optional.of(asked.id()), e, Revision.V2026_07_28));
            return;
        }
        try (CallsUnderWay.Call call = calls.begin()) {
            if (revision.isStateless()) {
                Cancellation cancellation = call.cancellation();
                answer(asked, meta, revision, cancellation, reply.when(cancellation::cancel));
            } else {
                answerCancellable(asked, meta, revision, call.cancellation(), key(request, asked.id()), reply);
            }
        }
    }

    /** A client that goes away has not cancelled its request in these revisions; one that cancels it wants no answer. */
    private void answerCancellable(
            Request asked,
            RequestMeta meta,
            Revision revision,
            Cancellation cancellation,
            CallsById.Key key,
            Reply reply) {
        ResponseStream stream = reply.when(() -> {});
        Cancellation withdrawal = new Cancellation();
        try (Cancellation.Listening listening = withdrawal.whenCancelled(() -> {
            stream.withdraw();
            cancellation.cancel();
        })) {
            Objects.requireNonNull(listening);
            cancellable.add(key, withdrawal);
            answer(asked, meta, revision, cancellation, stream);
        } finally {
            cancellable.remove(key, withdrawal);
        }
    }

    private void answer(
            Request asked, RequestMeta meta, Revision revision, Cancellation cancellation, ResponseStream stream) {
        streams.add(stream);
        try {
            CallUnderWay call = new CallUnderWay(
                    asked.id(), meta, dispatcher.threshold(meta, revision), cancellation, stream::offer);
            stream.finish(dispatcher.answer(asked, revision, call));
        } finally {
            streams.remove(stream);
            stream.close();
        }
    }

    private void notice(Notification notification, HttpServletRequest request) {
        Optional<JsonValue> id = notification.params().member("requestId");
        if (notification.method().equals(CANCELLED) && id.isPresent()) {
            cancellable.cancel(key(request, id.get()));
        }
    }

    /** Without sessions, the id and the program that calls are all that tells a request from another. */
    private static CallsById.Key key(HttpServletRequest request, JsonValue id) {
        String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        return new CallsById.Key(request.getRemoteAddr() + " " + agent, id);
    }
}
