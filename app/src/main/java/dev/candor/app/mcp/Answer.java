package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.nio.charset.StandardCharsets;
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
        return new Answer(
                new JsonObject()
                        .put("jsonrpc", VERSION)
                        .put("id", id)
                        .put("result", new ObjectValue(result))
                        .object(),
                200);
    }

    /** The id is left away when the request's could not be read. */
    static Answer error(Optional<JsonValue> id, McpError error, Revision revision) {
        JsonObject content = new JsonObject();
        content.put("code", error.code().number(revision));
        content.put("message", error.sentence());
        if (!error.data().members().isEmpty()) {
            content.put("data", error.data());
        }
        JsonObject message = new JsonObject();
        message.put("jsonrpc", VERSION);
        id.ifPresent(known -> message.put("id", known));
        message.put("error", content.object());
        return new Answer(message.object(), error.code().httpStatus(revision));
    }

    /** A message that nobody answers. */
    static ObjectValue notification(String method, Map<String, JsonValue> params) {
        return new JsonObject()
                .put("jsonrpc", VERSION)
                .put("method", method)
                .put("params", new ObjectValue(params))
                .object();
    }

    static byte[] bytes(ObjectValue message) {
        return JsonWriter.compact(message).getBytes(StandardCharsets.UTF_8);
    }
}
