package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request is answered with.
 *
 * @param message the response, or the error, of JSON-RPC
 * @param httpStatus the status when the request came by HTTP
 */
record Answer(ObjectValue message, int httpStatus) {
    private static final JsonValue VERSION = JsonValue.of("2.0");

    static Answer result(JsonValue id, Map<String, JsonValue> result) {
        Map<String, JsonValue> message = new LinkedHashMap<>();
        message.put("jsonrpc", VERSION);
        message.put("id", id);
        message.put("result", new ObjectValue(result));
        return new Answer(new ObjectValue(message), 200);
    }

    /** The id is left away when the request's could not be read. */
    static Answer error(Optional<JsonValue> id, McpError error, Revision revision) {
        Map<String, JsonValue> content = new LinkedHashMap<>();
        content.put("code", JsonValue.of(error.code().number(revision)));
        content.put("message", JsonValue.of(error.sentence()));
        if (!error.data().members().isEmpty()) {
            content.put("data", error.data());
        }
        Map<String, JsonValue> message = new LinkedHashMap<>();
        message.put("jsonrpc", VERSION);
        id.ifPresent(known -> message.put("id", known));
        message.put("error", new ObjectValue(content));
        return new Answer(new ObjectValue(message), error.code().httpStatus(revision));
    }

    /** A message that nobody answers. */
    static ObjectValue notification(String method, Map<String, JsonValue> params) {
        Map<String, JsonValue> message = new LinkedHashMap<>();
        message.put("jsonrpc", VERSION);
        message.put("method", JsonValue.of(method));
        message.put("params", new ObjectValue(params));
        return new ObjectValue(message);
    }

    static byte[] bytes(ObjectValue message) {
        return JsonWriter.compact(message).getBytes(StandardCharsets.UTF_8);
    }
}
