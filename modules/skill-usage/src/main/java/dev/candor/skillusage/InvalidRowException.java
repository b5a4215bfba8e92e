package dev.candor.skillusage;

import dev.candor.validation.schema.Violation;

/** A row of an events file breaks the rules. The message has its line and the first reason. */
public final class InvalidRowException extends RefusedException {
    private static final long serialVersionUID = 1L;

    InvalidRowException(long line, Violation violation) {
        super("invalid row in line " + line + ": " + violation.sentence());
    }
}
