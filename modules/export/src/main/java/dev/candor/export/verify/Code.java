package dev.candor.export.verify;

/** What can be wrong with a bundle, worst first. {@code docs/sessions.md} says what each means. */
enum Code {
    NOT_JSON,
    SCENARIO,
    SCORE,
    REPORT,
    EVENTS,
    CSV,
    FORM,
    FILES
}
