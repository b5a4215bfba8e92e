package dev.candor.app.rest;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets only JSON in, and not too much of it. That a body must say it is JSON also keeps plain HTML forms out.
 *
 * @param mostBytes the largest body
 */
record BodyPolicy(int mostBytes) {
    private static final Pattern JSON = Pattern.compile(
            "application/json[ \t]*(;[ \t]*charset=(utf-8|\"utf-8\")[ \t]*)?", Pattern.CASE_INSENSITIVE);

    Optional<Problem> check(RequestHead head) {
        if (!head.method().equals("POST")) {
            return Optional.empty();
        }
        if (head.contentTypes().size() != 1
                || !JSON.matcher(head.contentTypes().getFirst()).matches()) {
            return Optional.of(ProblemType.JSON_NEEDED.because(
                    "expected the header Content-Type: application/json, found " + Found.of(head.contentTypes())));
        }
        if (!head.contentEncodings().isEmpty()) {
            return Optional.of(ProblemType.JSON_NEEDED.because("expected a body without Content-Encoding, found "
                    + Found.of(head.contentEncodings()) + "; send it uncompressed"));
        }
        return head.contentLength() > mostBytes ? Optional.of(tooLarge()) : Optional.empty();
    }

    Problem tooLarge() {
        return ProblemType.BODY_TOO_LARGE
                .because("expected a body of at most " + mostBytes + " bytes, found more; send it in parts")
                .with("Connection", "close");
    }
}
