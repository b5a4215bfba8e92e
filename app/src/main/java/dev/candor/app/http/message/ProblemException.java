package dev.candor.app.http.message;

import java.io.IOException;

/** A request cannot be answered as asked, or its body cannot be read to its end. */
public final class ProblemException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** None: it says nothing about us, and a stranger can ask for as many as they like. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
