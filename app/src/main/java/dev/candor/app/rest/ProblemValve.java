package dev.candor.app.rest;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Writes the errors that Tomcat finds before or behind our filter (a broken request line, too large headers). */
public final class ProblemValve extends ErrorReportValve {
    private static final int FIRST_ERROR = 400;

    private final Answers answers;

    /** A valve that answers so. */
    public ProblemValve(Answers answers) {
        this.answers = answers;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            // not the facade, which writes nothing any more once an error was sent
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            answers.write(problem(status, failure), response);
        } catch (IOException | IllegalStateException e) {
            // whoever asked is gone, or has an answer already
        }
    }

    private Problem problem(int status, @Nullable Throwable failure) {
        if (failure != null && status >= ProblemType.INTERNAL_ERROR.status()) {
            return answers.internal(failure);
        }
        return ProblemType.ofStatus(status)
                .map(type -> type.because(detail(type)))
                .orElseGet(() -> Problem.of(
                        status,
                        "http-" + status,
                        "The request is refused",
                        "the request is refused with the HTTP status " + status));
    }

    private static String detail(ProblemType type) {
        return switch (type) {
            case BAD_REQUEST ->
                "expected a request as RFC 9112 writes it, with one Host header, found another; see"
                        + " what was sent, byte by byte";
            case JSON_NOT_ACCEPTED ->
                "the answer is JSON; leave the Accept header away, or let it allow"
                        + " application/json (for /actuator/prometheus text/plain)";
            case HEADERS_TOO_LARGE -> "expected less than 8 KiB of headers, found more";
            case METHOD_NOT_ALLOWED -> "expected another method; GET /v3/api-docs lists those that there are";
            default -> "the request is refused with the HTTP status " + type.status();
        };
    }
}
