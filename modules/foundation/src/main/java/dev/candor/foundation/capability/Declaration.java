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
     * A verb of the command line.
     *
     * @param words the verb: {@code trails list}
     * @param summary one sentence for the help
     * @param operands the arguments that stand without their flags, in order; the last may be a list
     * @param hidden arguments that have no flag here
     * @param fixed arguments that the verb itself says
     * @param files arguments whose flag names a file that holds the text
     * @param filesOf the contract whose rows it may read from files instead of the log; empty when it reads the logs only
     * @param writesReports whether it also writes its answer into files, as JSON and as Markdown
     * @param aliases older spellings, and what they say besides
     * @param examples command lines
     * @param exitCodes what the codes other than 0, 1 and 2 mean, a line each: {@code 3  …}
     */
    public record Command(
            String words,
            String summary,
            List<String> operands,
            List<String> hidden,
            Map<String, JsonValue> fixed,
            List<String> files,
            Optional<String> filesOf,
            boolean writesReports,
            List<String> aliases,
            List<String> examples,
            List<String> exitCodes) {
        /** A verb without operands. */
        public static Command of(String words, String summary) {
            return new Command(
                    words,
                    summary,
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    Optional.empty(),
                    false,
                    List.of(),
                    List.of(),
                    List.of());
        }

        /** With these arguments as operands. */
        public Command operands(String... names) {
            return new Command(
                    words,
                    summary,
                    List.of(names),
                    hidden,
                    fixed,
                    files,
                    filesOf,
                    writesReports,
                    aliases,
                    examples,
                    exitCodes);
        }

        /** Without flags for these arguments. */
        public Command without(String... names) {
            return new Command(
                    words,
                    summary,
                    operands,
                    List.of(names),
                    fixed,
                    files,
                    filesOf,
                    writesReports,
                    aliases,
                    examples,
                    exitCodes);
        }

        /** With a value that the verb itself says. */
        public Command with(String name, JsonValue value) {
            Map<String, JsonValue> more = new LinkedHashMap<>(fixed);
            more.put(name, value);
            return new Command(
                    words,
                    summary,
                    operands,
                    hidden,
                    more,
                    files,
                    filesOf,
                    writesReports,
                    aliases,
                    examples,
                    exitCodes);
        }

        /** With flags for these arguments that name a file with the text. */
        public Command files(String... names) {
            return new Command(
                    words,
                    summary,
                    operands,
                    hidden,
                    fixed,
                    List.of(names),
                    filesOf,
                    writesReports,
                    aliases,
                    examples,
                    exitCodes);
        }

        /** With a flag that names files of {@code candor run --events}, whose rows are read instead of the logs. */
        public Command orEventFiles() {
            return orFilesOf("skill-usage");
        }

        /** With a flag that names files with rows of a contract, which are read instead of the logs. */
        public Command orFilesOf(String contract) {
            return new Command(
                    words,
                    summary,
                    operands,
                    hidden,
                    fixed,
                    files,
                    Optional.of(contract),
                    writesReports,
                    aliases,
                    examples,
                    exitCodes);
        }

        /** With flags that name files its answer is written into. */
        public Command orReportFiles() {
            return new Command(
                    words, summary, operands, hidden, fixed, files, filesOf, true, aliases, examples, exitCodes);
        }

        /** Also called this: an older spelling that goes on working. */
        public Command alias(String spelling) {
            List<String> more = new ArrayList<>(aliases);
            more.add(spelling);
            return new Command(
                    words, summary, operands, hidden, fixed, files, filesOf, writesReports, more, examples, exitCodes);
        }

        /** With these command lines as examples. */
        public Command examples(String... lines) {
            return new Command(
                    words,
                    summary,
                    operands,
                    hidden,
                    fixed,
                    files,
                    filesOf,
                    writesReports,
                    aliases,
                    List.of(lines),
                    exitCodes);
        }

        /** With codes of its own. */
        public Command exitCodes(String... lines) {
            return new Command(
                    words,
                    summary,
                    operands,
                    hidden,
                    fixed,
                    files,
                    filesOf,
                    writesReports,
                    aliases,
                    examples,
                    List.of(lines));
        }
    }

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
