package dev.candor.app.http.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The refusals that are the server's own; a tool adds codes of its own. Codes are stable. */
public enum ProblemType {
    BAD_REQUEST(400, "The request is not valid HTTP"),
    QUERY_INVALID(400, "The query is not one that this path takes"),
    ROWS_UNDECODABLE(400, "The body cannot be taken apart into rows"),
    TOKEN_NEEDED(401, "A token is needed"),
    BROWSER_SESSION_NEEDED(401, "Run candor open"),
    ORIGIN_NOT_ALLOWED(403, "This origin may not call"),
    FORM_NOT_OURS(403, "The form is not one of this page"),
    LINK_USED(403, "This link does not work any more"),
    PATH_NOT_FOUND(404, "There is no such path"),
    CONTRACT_NOT_FOUND(404, "There is no such contract"),
    METHOD_NOT_ALLOWED(405, "This path takes other methods"),
    JSON_NOT_ACCEPTED(406, "The answer has another type than was asked for"),
    BODY_TOO_SLOW(408, "The body came too slowly"),
    BODY_TOO_LARGE(413, "The body is too large"),
    JSON_NEEDED(415, "The body must be JSON"),
    ROWS_NEEDED(415, "The body must be JSON or lines of it"),
    OTLP_NEEDED(415, "The body must be an export request of OTLP"),
    FORM_NEEDED(415, "The body must be a form"),
    ENCODING_NOT_TAKEN(415, "The body is encoded in a way that is not taken"),
    HOST_NOT_ALLOWED(421, "The request was meant for another host"),
    INGESTION_BUSY(429, "Too many rows at once"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL_ERROR(500, "Something is wrong inside Candor"),
    NOT_IMPLEMENTED(501, "This part of HTTP is not offered"),
    TOO_MANY_BODIES(503, "Too many large bodies at once"),
    TOO_MANY_STREAMS(503, "Too many streams at once"),
    LOG_UNAVAILABLE(503, "The log cannot be written"),
    HTTP_VERSION_NOT_SUPPORTED(505, "This version of HTTP is not offered"),
    DISK_FULL(507, "The disk is full");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** In lower kebab case: {@code host-not-allowed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** This problem, with what was expected, what was found and what to do. */
    public Problem because(String detail) {
        return Problem.of(status, code(), title, detail);
    }

    /** The first problem of that HTTP status. */
    public static Optional<ProblemType> ofStatus(int status) {
        return Arrays.stream(values()).filter(type -> type.status == status).findFirst();
    }
}
