package dev.candor.foundation.capability;

import dev.candor.foundation.capability.ToolDescription.Annotations;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that doors know of a capability.
 *
 * @param name lower snake case: the MCP tool, {@code POST /tools/NAME}, the OpenAPI operation
 * @param title a few words for a person
 * @param description when to use it, what it does, and an example call
 * @param arguments the shape of its arguments
 * @param result the shape of its result
 * @param effects what a caller may expect before the call
 * @param commands how the command line calls it; usually one
 * @param path its path in REST, if it has one of its own
 * @param unavailable what is said when the machine fails
 */
public record Declaration<A, R>(
        String name,
        String title,
        String description,
        Shape.Reading<A> arguments,
        Shape.Writing<R> result,
        Annotations effects,
        List<Command> commands,
        Optional<RestPath> path,
        Unavailable unavailable) {

    /**
     * A path in REST.
     *
     * @param method GET, which takes the arguments in path and query, or POST, which takes them as its body
     * @param path its parts in braces are arguments, for GET only: {@code /v1/correlations/{correlation_id}}
     */
    public record RestPath(String method, String path) {
        public RestPath {
            if (!method.equals("GET") && (!method.equals("POST") || path.contains("{"))) {
                throw new IllegalArgumentException(
                        "expected GET, or POST without arguments in the path, found " + method + " " + path);
            }
        }
    }

    /**
     * What is said when the machine fails.
     *
     * @param code stable, in lower kebab case
     * @param sentence the beginning of a sentence, which the reason follows: {@code the sessions cannot be read}
     */
    public record Unavailable(String code, String sentence) {}

    /** A declaration of what only reads; see the other methods for what else it may say. */
    public static <A, R> Declaration<A, R> of(
            String name, String title, Shape.Reading<A> arguments, Shape.Writing<R> result, String description) {
        return new Declaration<>(
                name,
                title,
                description,
                arguments,
                result,
                new Annotations(true, false, true, false),
                List.of(),
                Optional.empty(),
                new Unavailable("unavailable", name + " cannot be done"));
    }

    /** What changes something: whether it may remove what is there, and whether a second call changes nothing more. */
    public Declaration<A, R> changes(boolean destructive, boolean idempotent) {
        return effects(new Annotations(false, destructive, idempotent, false));
    }

    /** With these effects. */
    public Declaration<A, R> effects(Annotations others) {
        return new Declaration<>(name, title, description, arguments, result, others, commands, path, unavailable);
    }

    /** With one more verb. */
    public Declaration<A, R> command(Command command) {
        List<Command> more = new ArrayList<>(commands);
        more.add(command);
        return new Declaration<>(name, title, description, arguments, result, effects, more, path, unavailable);
    }

    /** Also at this path. */
    public Declaration<A, R> get(String restPath) {
        return at(new RestPath("GET", restPath));
    }

    /** Also at this path. */
    public Declaration<A, R> post(String restPath) {
        return at(new RestPath("POST", restPath));
    }

    private Declaration<A, R> at(RestPath restPath) {
        return new Declaration<>(
                name, title, description, arguments, result, effects, commands, Optional.of(restPath), unavailable);
    }

    /** Says this when the machine fails. */
    public Declaration<A, R> unavailable(String code, String sentence) {
        return new Declaration<>(
                name, title, description, arguments, result, effects, commands, path, new Unavailable(code, sentence));
    }

    /** Whether it must be told which: it takes {@code all}, so that an empty text is refused and not taken for none. */
    public boolean mustBeToldWhich() {
        return arguments.schema().object("properties").members().containsKey("all");
    }

    /** As agents are told of it. */
    public ToolDescription tool() {
        return new ToolDescription(name, title, description, closed(arguments), closed(result), effects);
    }

    private static ObjectValue closed(Shape<?> shape) {
        Map<String, JsonValue> schema = new LinkedHashMap<>();
        schema.put("$schema", JsonValue.of("https://json-schema.org/draft/2020-12/schema"));
        schema.putAll(shape.schema().members());
        schema.put("additionalProperties", JsonValue.of(false));
        return new ObjectValue(schema);
    }
}
