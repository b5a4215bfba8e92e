package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue.ObjectValue;

/** What the fixtures of the conformance suite are made of. */
final class SuiteContent {
    /** One red pixel, as PNG. */
    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC";

    /** One silent sample, as WAV. */
    static final String WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQIAAAAAAA==";

    static final String IMAGE = """
            {"type": "image", "data": "%s", "mimeType": "image/png"}""".formatted(PNG);

    private SuiteContent() {}

    static ObjectValue object(String json) {
        return ObjectValue.parse(json);
    }

    static String text(String text) {
        return """
                {"type": "text", "text": "%s"}""".formatted(text);
    }

    static String resource(String uri, String mimeType, String text) {
        return """
                {"type": "resource", "resource": {"uri": "%s", "mimeType": "%s", "text": "%s"}}""".formatted(uri, mimeType, text);
    }

    /** A list of contents, as a tool's result holds it. */
    static ObjectValue result(String... contents) {
        return object("{\"content\": [" + String.join(", ", contents) + "]}");
    }

    /** Messages of the user with these contents, as a prompt's result holds them. */
    static ObjectValue messages(String... contents) {
        return object("{\"messages\": [{\"role\": \"user\", \"content\": "
                + String.join("}, {\"role\": \"user\", \"content\": ", contents) + "}]}");
    }
}
