package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources that the conformance suite reads by address. */
final class SuiteResources implements ResourceFeature {
    /** What all their addresses begin with. */
    static final String SCHEME = "test://";

    private static final String PNG = "image/png";
    private static final String PLAIN = "text/plain";
    private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/\"\\\\]+)/data");

    @Override
    public List<ObjectValue> list() {
        return List.of(
                resource("test://static-text", "static text", PLAIN),
                resource("test://static-binary", "static binary", PNG),
                resource("test://watched-resource", "watched resource", PLAIN));
    }

    private static ObjectValue resource(String uri, String name, String mimeType) {
        return new ObjectValue(Map.of(
                "uri", JsonValue.of(uri),
                "name", JsonValue.of(name),
                "description", JsonValue.of("The " + name + " of the conformance suite."),
                "mimeType", JsonValue.of(mimeType)));
    }

    @Override
    public List<ObjectValue> templates() {
        return List.of(SuiteContent.object("""
                {"uriTemplate": "test://template/{id}/data", "name": "template", "mimeType": "application/json",
                 "description": "The template of the conformance suite."}"""));
    }

    @Override
    public Reading read(String uri) throws McpError {
        Matcher template = TEMPLATE.matcher(uri);
        if (template.matches()) {
            String id = template.group(1);
            return reading(
                    uri,
                    "application/json",
                    "text",
                    "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}");
        }
        return switch (uri) {
            case "test://static-text" ->
                reading(uri, PLAIN, "text", "This is the content of the static text resource.");
            case "test://static-binary" -> reading(uri, PNG, "blob", SuiteContent.PNG);
            case "test://watched-resource" -> reading(uri, PLAIN, "text", "Nothing to see.");
            default -> throw McpError.noResource(uri, "the suite has no resource " + uri);
        };
    }

    private static Reading reading(String uri, String mimeType, String kind, String what) {
        Map<String, JsonValue> content = new LinkedHashMap<>();
        content.put("uri", JsonValue.of(uri));
        content.put("mimeType", JsonValue.of(mimeType));
        content.put(kind, JsonValue.of(what));
        return new Reading(List.of(new ObjectValue(content)), Duration.ZERO, true);
    }

    @Override
    public List<String> complete(String template, String variable, String typed) {
        return List.of();
    }
}
