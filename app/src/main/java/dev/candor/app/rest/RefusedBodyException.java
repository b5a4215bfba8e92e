package dev.candor.app.rest;

import java.io.IOException;

/** A body cannot be read to its end. */
final class RefusedBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedBodyException(Problem problem) {
        super(problem.code());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
