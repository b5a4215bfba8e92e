package dev.candor.app.http;

import dev.candor.app.http.message.Problem;
import dev.candor.app.http.message.ProblemType;
import dev.candor.foundation.files.Reasons;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/** Writes the errors that Tomcat finds before or behind our filter (a broken request line, too large headers). */
final class ProblemValve extends ErrorReportValve {
    /** The attribute of a request that names the problem, when its door knows more about it. */
    static final String PROBLEM = ProblemValve.class.getName();

    private static final int FIRST_ERROR = 400;
    private static final String REFUSED =
            "expected a request that this server takes, found one that its HTTP part refuses;"
                    + " GET /v3/api-docs lists what there is";
    private static final String TOO_LARGE =
            StringManager.getManager(Http11Processor.class).getString("iib.requestheadertoolarge.error");

    private final ProblemWriter problems;

    /** A valve that answers so. */
    ProblemValve(ProblemWriter problems) {
        this.problems = problems;
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
            problems.write(
                    request.getAttribute(PROBLEM) instanceof Problem known ? known : problem(status, failure),
                    response);
        } catch (IOException | IllegalStateException e) {
            // whoever asked is gone, or has an answer already
        }
    }

    private Problem problem(int status, @Nullable Throwable failure) {
        if (failure != null && status >= ProblemType.INTERNAL_ERROR.status()) {
            return problems.internal(failure);
        }
        if (failure != null && status == ProblemType.BAD_REQUEST.status() && saysTooLarge(failure)) {
            return ProblemType.HEADERS_TOO_LARGE.because(detail(ProblemType.HEADERS_TOO_LARGE));
        }
        return ProblemType.ofStatus(status)
                .map(type -> type.because(detail(type)))
                .orElseGet(() -> Problem.of(status, "http-" + status, "The request is refused", detail(status)));
    }

    private static String detail(int status) {
        return status == HttpServletResponse.SC_EXPECTATION_FAILED
                ? "expected no Expect header, or Expect: 100-continue, found another; omit it"
                : REFUSED;
    }

    /** Tomcat answers 400 for these as for a broken line, and tells them apart by what it threw only. */
    private static boolean saysTooLarge(Throwable failure) {
        boolean tooMany = failure instanceof IllegalStateException;
        return tooMany || Reasons.says(failure, TOO_LARGE);
    }

    private static String detail(ProblemType type) {
        return switch (type) {
            case BAD_REQUEST ->
                "expected a request as RFC 9112 writes it, with one Host header, found another; see"
                        + " what was sent, byte by byte";
            case JSON_NOT_ACCEPTED ->
                "the answer is JSON; leave the Accept header away, or let it allow"
                        + " application/json (for /actuator/prometheus text/plain)";
            case HEADERS_TOO_LARGE ->
                "expected at most 64 headers, and less than 8 KiB of them and the request line together, found more;"
                        + " omit some";
            case METHOD_NOT_ALLOWED -> "expected another method; GET /v3/api-docs lists those that there are";
            case PATH_NOT_FOUND -> "expected a path that there is, found another; GET /v3/api-docs lists them";
            case NOT_IMPLEMENTED ->
                "expected a method and a Transfer-Encoding that HTTP/1.1 servers must know, found another; send a"
                        + " GET, or a POST with a Content-Length";
            case HTTP_VERSION_NOT_SUPPORTED ->
                "expected HTTP/1.1 or HTTP/1.0, found another version; say HTTP/1.1 in the request line";
            default -> REFUSED;
        };
    }
}
