package dev.candor.app.http;

import dev.candor.app.http.message.Problem;
import dev.candor.app.http.message.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes problems as answers, and counts them. */
final class ProblemWriter {
    private static final Logger LOG = LoggerFactory.getLogger("candor.server");
    private static final int MAX_FRAMES = 40;

    private final Counts counts;
    private final Supplier<String> ids;

    /**
     * A writer.
     *
     * @param ids an id for every failure that is ours, to find it in the log
     */
    ProblemWriter(Counts counts, Supplier<String> ids) {
        this.counts = counts;
        this.ids = ids;
    }

    /** Writes a problem as the whole answer. */
    void write(Problem problem, HttpServletResponse response) throws IOException {
        write(problem, Problem.MEDIA_TYPE, problem.body(), response);
    }

    /** Writes a problem as the whole answer, in the words of a protocol of its own. */
    void write(Problem problem, String mediaType, byte[] body, HttpServletResponse response) throws IOException {
        counts.refused(problem);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(mediaType);
        problem.headers().forEach(response::setHeader);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** Logs a failure that nobody expected: its kind and place, but not its message, which may quote what was sent. */
    Problem internal(Throwable failure) {
        String id = ids.get();
        LOG.error("internal-error {}: {}", id, trace(failure));
        return ProblemType.INTERNAL_ERROR.because("expected to answer, but failed; please report it with what the"
                + " server's own log says about " + id);
    }

    private static String trace(Throwable failure) {
        String frames = Arrays.stream(failure.getStackTrace())
                .limit(MAX_FRAMES)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
        Throwable cause = failure.getCause();
        return failure.getClass().getName() + frames + (cause == null ? "" : "\ncaused by " + trace(cause));
    }
}
