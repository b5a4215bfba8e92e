package dev.candor.app.http.message;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal or a failure, as RFC 9457 writes it.
 *
 * @param status the HTTP status
 * @param code stable, in lower kebab case; the last part of {@code type}
 * @param title the same for every problem of that code
 * @param detail a full sentence: what was expected, what was found, what to do
 * @param headers that belong to it, {@code Allow} for instance
 * @param members what else the body says, by name
 */
public record Problem(
        int status,
        String code,
        String title,
        String detail,
        Map<String, String> headers,
        Map<String, JsonValue> members) {
    /** The media type of the body. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What {@code type} starts with. */
    public static final String TYPES = "urn:candor:problem:";

    private static final String SECONDS_UNTIL_RETRY = "1";

    public Problem {
        headers = Map.copyOf(headers);
        members = Map.copyOf(members);
    }

    /** A problem without headers and further members. */
    public static Problem of(int status, String code, String title, String detail) {
        return new Problem(status, code, title, detail, Map.of(), Map.of());
    }

    /** What a tool cannot do. */
    public static Problem of(ToolException e) {
        return switch (e.kind()) {
            case INVALID_ARGUMENTS -> of(400, e.code(), "The arguments make no sense", e.sentence());
            case REFUSED -> of(403, e.code(), "A policy refuses this", e.sentence());
            case NOT_FOUND -> of(404, e.code(), "What the arguments name is not there", e.sentence());
            case BUSY -> of(429, e.code(), "Too much at once", e.sentence()).with("Retry-After", SECONDS_UNTIL_RETRY);
            case UNAVAILABLE -> of(503, e.code(), "The machine does not let us", e.sentence());
        };
    }

    /** The same with one more header. */
    public Problem with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Problem(status, code, title, detail, more, members);
    }

    /** The same with one more member in its body. */
    public Problem having(String member, JsonValue value) {
        Map<String, JsonValue> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(status, code, title, detail, headers, more);
    }

    /** The body, UTF-8. */
    public byte[] body() {
        Map<String, JsonValue> body = new LinkedHashMap<>(members);
        body.put("type", JsonValue.of(TYPES + code));
        body.put("title", JsonValue.of(title));
        body.put("status", JsonValue.of(status));
        body.put("detail", JsonValue.of(detail));
        return JsonWriter.compact(new ObjectValue(body)).getBytes(StandardCharsets.UTF_8);
    }
}
