package dev.candor.app.http;

import dev.candor.agents.OtlpReceiver;
import dev.candor.app.http.Route.Access;
import dev.candor.app.http.message.Accepts;
import dev.candor.app.http.message.AtMost;
import dev.candor.app.http.message.BodyStream;
import dev.candor.app.http.message.Problem;
import dev.candor.app.http.message.ProblemException;
import dev.candor.app.http.message.ProblemType;
import dev.candor.app.http.message.RequestBody;
import dev.candor.foundation.files.Gunzip;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * Takes export requests of OTLP/HTTP: JSON and protobuf, plain and in gzip. An agent must not wait for us, so what cannot be
 * taken at once is refused with the advice to send it again.
 */
final class OtlpDoor {
    private static final List<String> SIGNALS = List.of("logs", "traces", "metrics");
    private static final String PROTOBUF = "application/x-protobuf";
    /** The largest request, packed and unpacked: the bound that OTLP recommends. */
    static final long MAX_BYTES = 64L << 20;

    private static final Pattern PATH = Pattern.compile("(?:/otlp/[^/]*)?/v1/(?:logs|traces|metrics)");
    private static final byte[] NONE = {};
    private static final int MEBIBYTE = 1 << 20;
    /** So many mebibytes of requests may be in memory at once. */
    private static final int MAX_MEBIBYTES = 80;

    private static final int UNAVAILABLE = 503;
    private static final String SECONDS_UNTIL_RETRY = "1";

    private final OtlpReceiver receiver;
    private final Duration bodyTime;
    private final Semaphore mebibytes = new Semaphore(MAX_MEBIBYTES);

    /**
     * A door.
     *
     * @param bodyTime from the head of a request to the end of its body
     */
    OtlpDoor(OtlpReceiver receiver, Duration bodyTime) {
        this.receiver = receiver;
        this.bodyTime = bodyTime;
    }

    /** The paths of each signal: for those who send the token in a header, and in the path. */
    static List<Route> routes() {
        ObjectValue text = ObjectValue.parse("{\"type\":\"string\"}");
        List<ObjectValue> token = List.of(Operation.parameter(RouteTable.TOKEN, "path", true, text));
        List<Route> routes = new ArrayList<>();
        for (String signal : SIGNALS) {
            String id = "export" + Operation.pascal(signal);
            String path = "/v1/" + signal;
            routes.add(route(signal, path, Access.TOKEN, id, List.of()));
            String withToken = "/otlp/{" + RouteTable.TOKEN + "}" + path;
            routes.add(route(signal, withToken, Access.TOKEN_IN_PATH, id + "WithTokenInPath", token));
        }
        return routes;
    }

    private static Route route(String signal, String path, Access access, String id, List<ObjectValue> parameters) {
        JsonValue anyObject = JsonValue.parse("{\"type\":\"object\"}");
        Operation operation = Operation.of(
                        id,
                        "rows",
                        "Take what agents report by OTLP: " + signal,
                        "An export request of OTLP/HTTP, plain or in gzip. Kept is what has a place in rows of contract"
                                + " agent; nothing else touches the disk. The answer is in the request's encoding.")
                .parameters(parameters)
                .takes(Accepts.JSON, anyObject)
                .takes(PROTOBUF, JsonValue.parse("{\"type\":\"string\"}"))
                .refuses(
                        UNAVAILABLE,
                        "The log cannot be written, or too much at once; Retry-After says when to try again")
                .gives(200, "On disk; or what could not be kept", Accepts.JSON, anyObject);
        return new Route(
                Route.CALL,
                path,
                access,
                Route.Body.OTLP,
                Optional.of((doors, exchange) -> doors.otlp().take(signal, exchange)),
                Optional.of(operation));
    }

    /** Whether a request is one of OTLP, which is refused in its own words. */
    static boolean isMeant(HttpServletRequest request) {
        return PATH.matcher(request.getRequestURI()).matches();
    }

    /** Writes a problem as OTLP has it: a {@code Status} in the request's encoding. */
    static void refuse(
            Problem problem, HttpServletRequest request, ProblemWriter problems, HttpServletResponse response)
            throws IOException {
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        OtlpReceiver.Answer answer =
                OtlpReceiver.refusal(type, problem.status(), grpcCode(problem.status()), problem.detail());
        problems.write(problem, answer.mediaType(), answer.body(), response);
    }

    /** gRPC's number for a status, by OTLP's own table of them. */
    private static int grpcCode(int status) {
        return switch (status) {
            case 401 -> 16;
            case 403 -> 7;
            case 404, 405 -> 12;
            case 413, 429 -> 8;
            case UNAVAILABLE, 507 -> 14;
            case 500 -> 13;
            default -> 3;
        };
    }

    /** A request in memory, and how much of the common space it has. */
    private static final class Body {
        private byte[] bytes = new byte[MEBIBYTE / 16];
        private int length;
        private int mebibytes;
    }

    /** Answers in the request's encoding. */
    void take(String signal, Exchange exchange) throws IOException {
        Body body = new Body();
        try {
            read(exchange.request(), body);
            String type = exchange.request().getContentType();
            answer(receiver.receive(signal, type, body.bytes, body.length), exchange.response());
        } finally {
            mebibytes.release(body.mebibytes);
        }
    }

    private static void answer(OtlpReceiver.Answer answer, HttpServletResponse response) throws IOException {
        if (answer.status() == UNAVAILABLE) {
            response.setHeader("Retry-After", SECONDS_UNTIL_RETRY);
        }
        response.setStatus(answer.status());
        response.setContentType(answer.mediaType());
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    private void read(HttpServletRequest request, Body body) throws IOException {
        InputStream sent = new AtMost(
                new BodyStream(request.getInputStream(), bodyTime), MAX_BYTES, RequestBody.tooLarge(MAX_BYTES));
        if (!isTaken(sent, request, body)) {
            // the space is for others now; unread, the rest would break the connection before the answer is heard
            mebibytes.release(body.mebibytes);
            body.mebibytes = 0;
            body.bytes = NONE;
            sent.transferTo(OutputStream.nullOutputStream());
            throw new ProblemException(ProblemType.TOO_MANY_BODIES
                    .because("expected few large requests at once, found too many; send it again later")
                    .with("Retry-After", SECONDS_UNTIL_RETRY));
        }
    }

    /** Reads a request to its end, unless there is no space for it. */
    private boolean isTaken(InputStream sent, HttpServletRequest request, Body body) throws IOException {
        if (request.getHeader("Content-Encoding") == null) {
            return isTaken(sent, body);
        }
        Problem tooLarge = RequestBody.tooLarge("at most " + MAX_BYTES + " bytes when unpacked");
        try {
            return isTaken(new AtMost(new Gunzip(sent), MAX_BYTES, tooLarge), body);
        } catch (ZipException e) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST.because(
                            "expected a body in gzip, as Content-Encoding says, found something else; send it plain or packed"));
        }
    }

    /** Space is asked for as the body grows: how long it is need not be told. */
    private boolean isTaken(InputStream in, Body body) throws IOException {
        for (int read = 0; read >= 0; read = in.read(body.bytes, body.length, body.bytes.length - body.length)) {
            body.length += read;
            if (body.length == body.bytes.length) {
                int size = Math.toIntExact(Math.min(2L * body.length, MAX_BYTES + 1));
                int more = size / MEBIBYTE - body.mebibytes;
                if (!mebibytes.tryAcquire(more)) {
                    return false;
                }
                body.mebibytes += more;
                body.bytes = Arrays.copyOf(body.bytes, size);
            }
        }
        return true;
    }
}
