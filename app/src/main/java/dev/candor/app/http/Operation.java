package dev.candor.app.http;

import dev.candor.app.http.message.Accepts;
import dev.candor.app.http.message.Problem;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What OpenAPI says of a route.
 *
 * @param id lower camel case, of this operation only
 * @param tag the group that it stands in
 * @param parameters of path and query, as OpenAPI writes them
 * @param body media types and what stands in them; empty without a body
 * @param bodyMayBeAbsent where an absent body means one without members
 * @param answers that are its own, by status; those that every route may give are not here
 */
record Operation(
        String id,
        String tag,
        String summary,
        String description,
        List<ObjectValue> parameters,
        Map<String, JsonValue> body,
        boolean bodyMayBeAbsent,
        Map<String, ObjectValue> answers) {
    private static final ObjectValue PROBLEM =
            (ObjectValue) JsonValue.parse("{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}");

    /** One that takes nothing. */
    static Operation of(String id, String tag, String summary, String description) {
        return new Operation(id, tag, summary, description, List.of(), Map.of(), false, Map.of());
    }

    /** One that takes nothing, and whose summary says all of it. */
    static Operation of(String id, String tag, String summary) {
        return of(id, tag, summary, summary + ".");
    }

    Operation parameters(List<ObjectValue> others) {
        return new Operation(id, tag, summary, description, others, body, bodyMayBeAbsent, answers);
    }

    /** It also takes a body of that type. */
    Operation takes(String mediaType, JsonValue schema) {
        Map<String, JsonValue> more = new LinkedHashMap<>(body);
        more.put(mediaType, object("schema", schema));
        return new Operation(id, tag, summary, description, parameters, more, bodyMayBeAbsent, answers);
    }

    /** It takes the arguments of a tool, of whose schema a reference is the name. */
    Operation takesArguments(ObjectValue schema, JsonValue reference) {
        Operation taking = takes(Accepts.JSON, reference);
        boolean mayBeAbsent = schema.texts("required").isEmpty();
        return new Operation(id, tag, summary, description, parameters, taking.body, mayBeAbsent, answers);
    }

    /** It also answers so; with a status that it has already, in one more type. */
    Operation gives(int status, String meaning, String mediaType, JsonValue schema) {
        return answers(status, meaning, mediaType, object("schema", schema));
    }

    /** It also answers so, without a body. */
    Operation gives(int status, String meaning) {
        return answers(status, object("description", JsonValue.of(meaning)));
    }

    /** It also refuses so. */
    Operation refuses(int status, String meaning) {
        return answers(status, problem(meaning));
    }

    private Operation answers(int status, String meaning, String mediaType, JsonValue content) {
        ObjectValue before = answers.getOrDefault(Integer.toString(status), new ObjectValue(Map.of()));
        Map<String, JsonValue> types =
                new LinkedHashMap<>(before.object("content").members());
        types.put(mediaType, content);
        return answers(
                status,
                new ObjectValue(Map.of("description", JsonValue.of(meaning), "content", new ObjectValue(types))));
    }

    private Operation answers(int status, ObjectValue answer) {
        Map<String, ObjectValue> more = new LinkedHashMap<>(answers);
        more.put(Integer.toString(status), answer);
        return new Operation(id, tag, summary, description, parameters, body, bodyMayBeAbsent, more);
    }

    /** What may stand behind the {@code ?}, by name. */
    List<String> queryParameters() {
        return parameters.stream()
                .filter(parameter -> parameter.text("in").orElse("").equals("query"))
                .map(parameter -> parameter.text("name").orElse(""))
                .toList();
    }

    /** Those of them that may be there more than once: the lists. */
    List<String> queryLists() {
        return parameters.stream()
                .filter(parameter ->
                        parameter.object("schema").text("type").orElse("").equals("array"))
                .map(parameter -> parameter.text("name").orElse(""))
                .toList();
    }

    /** The types of its good answers. */
    List<String> mediaTypes() {
        return answers.entrySet().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .flatMap(answer -> answer.getValue().object("content").members().keySet().stream())
                .distinct()
                .toList();
    }

    /**
     * As OpenAPI writes it.
     *
     * @param always the answers that it may give besides its own
     */
    Map<String, JsonValue> json(Map<String, ObjectValue> always) {
        Map<String, JsonValue> responses = new LinkedHashMap<>(always);
        responses.putAll(answers);
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("operationId", JsonValue.of(id));
        json.put("tags", JsonValue.of(List.of(JsonValue.of(tag))));
        json.put("summary", JsonValue.of(summary));
        json.put("description", JsonValue.of(description));
        if (!parameters.isEmpty()) {
            json.put("parameters", JsonValue.of(parameters));
        }
        if (!body.isEmpty()) {
            json.put(
                    "requestBody",
                    new ObjectValue(
                            Map.of("content", new ObjectValue(body), "required", JsonValue.of(!bodyMayBeAbsent))));
        }
        json.put("responses", new ObjectValue(responses));
        return json;
    }

    /** An answer that is a problem. */
    static ObjectValue problem(String meaning) {
        return new ObjectValue(
                Map.of("description", JsonValue.of(meaning), "content", object(Problem.MEDIA_TYPE, PROBLEM)));
    }

    /** A parameter, as OpenAPI writes it. */
    static ObjectValue parameter(String name, String in, boolean required, JsonValue schema) {
        return new ObjectValue(Map.of(
                "name", JsonValue.of(name),
                "in", JsonValue.of(in),
                "required", JsonValue.of(required),
                "schema", schema));
    }

    /** {@code ListTrails} of {@code list_trails}. */
    static String pascal(String name) {
        StringBuilder pascal = new StringBuilder();
        for (String word : name.split("_", -1)) {
            if (!word.isEmpty()) {
                pascal.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return pascal.toString();
    }

    /** Parameters, as OpenAPI writes them. */
    static List<ObjectValue> objects(String json) {
        return ((ArrayValue) JsonValue.parse(json))
                .items().stream().map(ObjectValue.class::cast).toList();
    }

    private static ObjectValue object(String name, JsonValue value) {
        return new ObjectValue(Map.of(name, value));
    }
}
