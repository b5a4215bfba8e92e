package dev.candor.app.mcp;

import dev.candor.app.mcp.ResourceFeature.Reading;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Violation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is asked of the features, in every revision alike. */
final class FeatureMethods {
    private static final Duration FRESH = Duration.ofHours(1);
    private static final int MAX_COMPLETIONS = 100;

    private final Features features;

    FeatureMethods(Features features) {
        this.features = features;
    }

    /** One method. */
    interface Method {
        /** Does it and gives the members of the result. */
        Result call(Params params, CallUnderWay call) throws McpError;
    }

    /**
     * A result.
     *
     * @param members without what a revision adds
     * @param hints whether and how it may be cached, for the revisions that tell
     * @param meta what {@code _meta} says, for these revisions too
     */
    record Result(Map<String, JsonValue> members, Map<String, JsonValue> hints, Map<String, JsonValue> meta) {
        static Result of(Map<String, JsonValue> members) {
            return new Result(members, Map.of(), Map.of());
        }

        /** One that is the same for all, for as long as we run. */
        static Result stable(Map<String, JsonValue> members) {
            return cacheable(members, FRESH, true);
        }

        static Result cacheable(Map<String, JsonValue> members, Duration fresh, boolean shared) {
            Map<String, JsonValue> hints = new LinkedHashMap<>();
            hints.put("ttlMs", JsonValue.of(fresh.toMillis()));
            hints.put("cacheScope", JsonValue.of(shared ? "public" : "private"));
            return new Result(members, hints, Map.of());
        }
    }

    Map<String, Method> byName() {
        return Map.of(
                "tools/list",
                        (params, call) -> list(params, "tools", features.tools().list()),
                "tools/call", this::callTool,
                "prompts/list",
                        (params, call) ->
                                list(params, "prompts", features.prompts().list()),
                "prompts/get",
                        (params, call) -> Result.of(features.prompts()
                                .get(params.text("name"), params.texts("arguments"))
                                .members()),
                "resources/list",
                        (params, call) ->
                                list(params, "resources", features.resources().list()),
                "resources/templates/list",
                        (params, call) -> list(
                                params,
                                "resourceTemplates",
                                features.resources().templates()),
                "resources/read", this::readResource,
                "completion/complete", this::complete);
    }

    /** What {@code capabilities} says of them. */
    static ObjectValue capabilities() {
        ObjectValue plain = new ObjectValue(Map.of());
        return new JsonObject()
                .put("tools", plain)
                .put("prompts", plain)
                .put("resources", new ObjectValue(Map.of("subscribe", JsonValue.of(true))))
                .put("completions", plain)
                .put("logging", plain)
                .object();
    }

    private static Result list(Params params, String name, List<ObjectValue> items) throws McpError {
        params.expectNoCursor();
        return Result.stable(Map.of(name, JsonValue.of(items)));
    }

    private Result callTool(Params params, CallUnderWay call) throws McpError {
        ObjectValue result = features.tools().call(params.text("name"), params.object("arguments"), call);
        return Result.of(result.members());
    }

    private Result readResource(Params params, CallUnderWay call) throws McpError {
        Reading reading = features.resources().read(params.text("uri"));
        return Result.cacheable(
                Map.of("contents", JsonValue.of(reading.contents())), reading.fresh(), reading.shared());
    }

    private Result complete(Params params, CallUnderWay call) throws McpError {
        Params argument = params.in("argument");
        String name = argument.text("name");
        List<String> values = completions(params.in("ref"), name, argument.text("value"));
        Map<String, JsonValue> completion = new LinkedHashMap<>();
        completion.put(
                "values",
                JsonValue.of(values.stream()
                        .limit(MAX_COMPLETIONS)
                        .map(JsonValue::of)
                        .toList()));
        completion.put("total", JsonValue.of(values.size()));
        completion.put("hasMore", JsonValue.of(values.size() > MAX_COMPLETIONS));
        return Result.of(Map.of("completion", new ObjectValue(completion)));
    }

    private List<String> completions(Params ref, String argument, String typed) throws McpError {
        String type = ref.text("type");
        return switch (type) {
            case "ref/prompt" -> features.prompts().complete(ref.text("name"), argument, typed);
            case "ref/resource" -> features.resources().complete(ref.text("uri"), argument, typed);
            default ->
                throw McpError.invalidParams(
                        "expected params.ref.type to be ref/prompt or ref/resource, found " + Violation.quoted(type));
        };
    }
}
