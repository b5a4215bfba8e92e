package dev.candor.app.mcp;

import dev.candor.app.mcp.McpError.Code;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.text.CodePoints;
import java.util.Map;
import java.util.Optional;

/** What a client sent. */
sealed interface Message {
    /** The longest id that is taken, in characters: it is given back with every answer. */
    int MAX_ID = 256;

    /** A request, which is answered. */
    record Request(JsonValue id, String method, ObjectValue params) implements Message {}

    /** A notification, which is not. */
    record Notification(String method, ObjectValue params) implements Message {
        private static final String CANCELLED = "notifications/cancelled";

        /** That the request of this id is wanted no longer. */
        static ObjectValue cancelling(JsonValue id) {
            return Answer.notification(CANCELLED, Map.of("requestId", id));
        }

        /** The id of the request that is wanted no longer, if that is what this says. */
        Optional<JsonValue> cancelled() {
            return method.equals(CANCELLED) ? params.member("requestId") : Optional.empty();
        }
    }

    /** The answer to a request, of which we make none. */
    record Response() implements Message {}

    /** No message of JSON-RPC 2.0. The id is there when it could be read. */
    record Unreadable(Optional<JsonValue> id, McpError error) implements Message {}

    /** Reads one message. */
    static Message read(byte[] utf8) {
        JsonValue value;
        try {
            value = JsonValue.parse(utf8);
        } catch (JsonSyntaxException e) {
            return unreadable(
                    MessageId.find(utf8, 0, utf8.length),
                    Code.PARSE_ERROR,
                    "expected one JSON object: " + e.sentence() + " (byte " + (e.offset() + 1) + ")");
        }
        if (value instanceof ArrayValue) {
            return invalid(Optional.empty(), "expected one message, found an array; send each message by itself");
        }
        if (!(value instanceof ObjectValue object)) {
            return invalid(Optional.empty(), "expected a JSON object with jsonrpc, id and method, found another value");
        }
        if (isResponse(object)) {
            return new Response();
        }
        Optional<JsonValue> id = object.member("id");
        return id.isPresent() && !isId(id.get())
                ? invalid(
                        Optional.empty(),
                        "expected an id that is an integer, or a string of at most " + MAX_ID
                                + " characters, found another one")
                : read(object, id);
    }

    private static Message read(ObjectValue object, Optional<JsonValue> id) {
        if (!object.text("jsonrpc").equals(Optional.of("2.0"))) {
            return invalid(id, "expected the member jsonrpc to be \"2.0\", found none or another");
        }
        Optional<String> method = object.text("method");
        if (method.isEmpty()) {
            return invalid(id, "expected the member method to be a string, for instance \"tools/list\", found none");
        }
        JsonValue params = object.given("params").orElseGet(() -> new ObjectValue(Map.of()));
        if (!(params instanceof ObjectValue named)) {
            return invalid(id, "expected the member params to be an object, found another value");
        }
        return id.<Message>map(known -> new Request(known, method.get(), named.withoutNulls()))
                .orElseGet(() -> new Notification(method.get(), named.withoutNulls()));
    }

    /** Even one that is not well-formed: an error in return for an error could go on for ever. */
    private static boolean isResponse(ObjectValue object) {
        return object.member("method").isEmpty()
                && (object.member("result").isPresent()
                        || object.member("error").isPresent());
    }

    /** Whether a value can be the id of a request; for tokens that are given back, too. */
    static boolean isId(JsonValue id) {
        return (id instanceof StringValue string && !CodePoints.exceed(string.text(), MAX_ID))
                || (id instanceof NumberValue number
                        && number.text().length() <= MAX_ID
                        && number.text().chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E'));
    }

    private static Message invalid(Optional<JsonValue> id, String sentence) {
        return unreadable(id, Code.INVALID_REQUEST, sentence);
    }

    private static Message unreadable(Optional<JsonValue> id, Code code, String sentence) {
        return new Unreadable(id, new McpError(code, sentence));
    }
}
