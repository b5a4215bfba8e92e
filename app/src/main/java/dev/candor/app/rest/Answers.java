package dev.candor.app.rest;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Writes what the server answers, results and problems alike, and counts the problems. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger("candor.server");
    private static final int MOST_FRAMES = 40;

    private final Counts counts;
    private final Supplier<String> ids;

    /**
     * Answers.
     *
     * @param ids an id for every failure that is ours, to find it in the log
     */
    public Answers(Counts counts, Supplier<String> ids) {
        this.counts = counts;
        this.ids = ids;
    }

    ResponseEntity<byte[]> json(int status, ObjectValue result) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(bytes(result));
    }

    ResponseEntity<byte[]> problem(Problem problem) {
        counts.refused(problem);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.status()).contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE));
        problem.headers().forEach(answer::header);
        return answer.body(problem.body());
    }

    /** Writes a problem as the whole answer. */
    public void write(Problem problem, HttpServletResponse response) throws IOException {
        counts.refused(problem);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        problem.headers().forEach(response::setHeader);
        byte[] body = problem.body();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** Logs a failure that nobody expected: its kind and place, but not its message, which may quote what was sent. */
    public Problem internal(Throwable failure) {
        String id = ids.get();
        LOG.error("internal-error {}: {}", id, trace(failure));
        return ProblemType.INTERNAL_ERROR.because("expected to answer, but failed; please report it with what the"
                + " server's own log says about " + id);
    }

    private static String trace(Throwable failure) {
        String frames = Arrays.stream(failure.getStackTrace())
                .limit(MOST_FRAMES)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
        Throwable cause = failure.getCause();
        return failure.getClass().getName() + frames + (cause == null ? "" : "\ncaused by " + trace(cause));
    }

    private static byte[] bytes(ObjectValue value) {
        return JsonWriter.compact(value).getBytes(StandardCharsets.UTF_8);
    }
}
