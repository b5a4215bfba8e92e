package dev.candor.app.mcp;

import dev.candor.app.rest.Answers;
import dev.candor.app.rest.Problem;
import dev.candor.app.rest.ProblemType;
import dev.candor.app.tools.CallsUnderWay;
import dev.candor.foundation.capability.Cancellation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The stream on which clients of the revisions with a handshake hear of what they follow. Newer ones have none. */
@RestController
public final class McpStreamController {
    private final JsonRpcDispatcher dispatcher;
    private final CallsUnderWay calls;
    private final Answers answers;
    private final ResponseStreams streams;

    /** A door to this dispatcher. */
    public McpStreamController(
            JsonRpcDispatcher dispatcher, CallsUnderWay calls, Answers answers, ResponseStreams streams) {
        this.dispatcher = dispatcher;
        this.calls = calls;
        this.answers = answers;
        this.streams = streams;
    }

    @GetMapping("/mcp")
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            McpHeaders.of(request).expectKnownRevision();
        } catch (McpError e) {
            Answer answer = Answer.error(Optional.empty(), e, Revision.V2026_07_28);
            new ResponseStream(response, new Accepts(true, false), () -> {}, McpController.QUIET).finish(answer);
            return;
        }
        Optional<Problem> refusal = refusal(request);
        if (refusal.isPresent()) {
            answers.write(refusal.get(), response);
            return;
        }
        try (CallsUnderWay.Call call = calls.begin()) {
            tell(request, response, call.cancellation());
        }
    }

    private void tell(HttpServletRequest request, HttpServletResponse response, Cancellation gone) throws IOException {
        ResponseStream stream = new ResponseStream(response, Accepts.of(request), gone::cancel, McpController.QUIET);
        boolean[] told = {false};
        streams.during(stream, () -> told[0] = dispatcher.tellFollowed(HttpClients.of(request), gone, stream::offer));
        if (!told[0]) {
            answers.write(
                    ProblemType.TOO_MANY_STREAMS
                            .because("as many streams as allowed are open; close one, then try again")
                            .with("Retry-After", "1"),
                    response);
        }
    }

    private static Optional<Problem> refusal(HttpServletRequest request) {
        if (!Accepts.of(request).stream()) {
            return Optional.of(ProblemType.JSON_NOT_ACCEPTED.because(
                    "the answer is a stream of events; send the header Accept: text/event-stream"));
        }
        return Optional.ofNullable(request.getHeader(McpHeaders.VERSION))
                .flatMap(Revision::of)
                .filter(Revision::isStateless)
                .map(newer -> ProblemType.METHOD_NOT_ALLOWED
                        .because("expected the method POST in revision " + newer.word() + ", found GET; ask for "
                                + Subscriptions.METHOD + " to follow resources")
                        .with("Allow", "POST"));
    }
}
