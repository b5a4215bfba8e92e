package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a request, each asked for by its name and kind. */
record Params(String method, ObjectValue members) {
    String text(String name) throws McpError {
        return members.text(name)
                .orElseThrow(
                        () -> McpError.invalidParams("expected params." + name + " of " + method + " to be a string"));
    }

    /** An object, without its members that are null; an empty one when it is omitted. */
    ObjectValue object(String name) throws McpError {
        JsonValue value = members.member(name).orElseGet(() -> new ObjectValue(Map.of()));
        if (value instanceof ObjectValue object) {
            return object.withoutNulls();
        }
        throw McpError.invalidParams("expected params." + name + " of " + method + " to be an object");
    }

    /** An object whose members are strings. */
    Map<String, String> texts(String name) throws McpError {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> member : object(name).members().entrySet()) {
            if (!(member.getValue() instanceof StringValue text)) {
                throw McpError.invalidParams(
                        "expected params." + name + " of " + method + " to hold strings only, found another value");
            }
            texts.put(member.getKey(), text.text());
        }
        return texts;
    }

    /** What lies in an object of the parameters. */
    Params in(String name) throws McpError {
        return new Params(method + " " + name, object(name));
    }

    /** Lists come whole, so nobody was given a cursor. */
    void expectNoCursor() throws McpError {
        if (members.member("cursor").isPresent()) {
            throw McpError.invalidParams("expected no params.cursor for " + method + ": the list comes whole; omit it");
        }
    }
}
