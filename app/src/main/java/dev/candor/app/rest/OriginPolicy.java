package dev.candor.app.rest;

import java.util.List;
import java.util.Optional;

/** Refuses pages of other sites. Programs send no {@code Origin}; a browser sends it with every call that could do harm. */
record OriginPolicy() {
    Optional<Problem> check(RequestHead head) {
        if (head.origins().isEmpty()
                || (head.origins().size() == 1 && isOurs(head, head.origins().getFirst()))) {
            return Optional.empty();
        }
        return Optional.of(
                ProblemType.ORIGIN_NOT_ALLOWED.because("expected no Origin header or the server's own, found "
                        + Found.of(head.origins()) + "; call from a program, or from a page of this server"));
    }

    private static boolean isOurs(RequestHead head, String origin) {
        return List.of("http://127.0.0.1:" + head.localPort(), "http://localhost:" + head.localPort())
                .contains(origin);
    }
}
