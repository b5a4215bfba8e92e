package dev.candor.app.cli;

import dev.candor.app.tools.Answer;
import dev.candor.app.tools.CommandLine;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Durations;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.text.Numbers;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A capability as a verb: its flags, its help and the reading of its arguments come from its declaration. */
final class CapabilityVerb implements Verb {
    private static final int MAX_FILE_BYTES = 1 << 20;

    private final Declaration<?, ?> declaration;
    private final Command command;

    CapabilityVerb(Declaration<?, ?> declaration, Command command) {
        this.declaration = declaration;
        this.command = command;
    }

    @Override
    public Manual manual() {
        List<Flag> flags = new ArrayList<>();
        properties().forEach((name, property) -> {
            if (!command.hidden().contains(name) && !command.fixed().containsKey(name)) {
                flags.add(flag(name, property));
            }
        });
        command.filesOf().map(EventFiles::flag).ifPresent(flags::add);
        flags.addAll(command.writesReports() ? ReportFiles.FLAGS : List.of());
        flags.add(ToolCall.JSON);
        return new Manual(
                command.words(),
                command.summary(),
                operands(),
                false,
                flags,
                USAGE_ERROR,
                ExitCodes.with(command.exitCodes()),
                command.examples());
    }

    private ObjectValue schema() {
        return declaration.arguments().schema();
    }

    private Map<String, ObjectValue> properties() {
        Map<String, ObjectValue> properties = new LinkedHashMap<>();
        schema().object("properties").members().forEach((name, value) -> properties.put(name, (ObjectValue) value));
        return properties;
    }

    private ObjectValue property(String name) {
        return schema().object("properties").object(name);
    }

    private boolean isRequired(String name) {
        return schema().texts("required").contains(name);
    }

    /** As a usage line shows them: {@code [ID…]}. */
    private Optional<String> operands() {
        if (command.operands().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.join(
                " ",
                command.operands().stream()
                        .map(name -> {
                            String shown = operand(name) + (isList(name) ? "…" : "");
                            return isRequired(name) ? shown : "[" + shown + "]";
                        })
                        .toList()));
    }

    /** Without a flag before it, an operand is named for what it is. */
    private String operand(String name) {
        String shown = placeholder(name, property(name));
        String one = isList(name) ? name.replaceAll("s$", "") : name;
        return shown.equals("TEXT") ? one.replace('_', '-').toUpperCase(Locale.ROOT) : shown;
    }

    private boolean isList(String name) {
        return property(name).text("type").equals(Optional.of("array"));
    }

    /** An operand may also be given by its flag, so no flag is required that is one. */
    private Flag flag(String name, ObjectValue property) {
        String help = plain(CommandTable.inVerbs(property.text("description").orElse("")));
        boolean isRequired = isRequired(name) && !command.operands().contains(name);
        List<String> words = property.texts("enum");
        return switch (property.text("type").orElse("string")) {
            case "boolean" -> Flag.choice(CommandLine.flag(name), help);
            case "array" -> Flag.repeatable(CommandLine.flag(name), placeholder(name, property), help);
            default -> {
                String value = command.files().contains(name) ? Flag.FILE : placeholder(name, property);
                yield new Flag(CommandLine.flag(name), Optional.of(value), isRequired, false, help, words);
            }
        };
    }

    /** A sentence as manuals have it: no capital at its beginning, unless its first word is one of them, no full stop. */
    private static String plain(String sentence) {
        boolean isWord = sentence.length() > 1 && !Character.isUpperCase(sentence.charAt(1));
        String begun = isWord ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1) : sentence;
        return begun.endsWith(".") ? begun.substring(0, begun.length() - 1) : begun;
    }

    private static String placeholder(String name, ObjectValue property) {
        if (property.members().containsKey("enum")) {
            return "WORD";
        }
        if (name.endsWith(CommandLine.SECONDS)) {
            return "DURATION";
        }
        return switch (property.text("type").orElse("string")) {
            case "integer", "number" -> "N";
            case "object" -> "JSON";
            default -> textPlaceholder(name);
        };
    }

    private static String textPlaceholder(String name) {
        if (name.equals("since") || name.equals("until")) {
            return "TIME";
        }
        if (name.equals("path") || name.endsWith("_path")) {
            return Flag.FILE;
        }
        return name.endsWith("id") || name.endsWith("ids")
                ? name.replaceAll("s$", "").replace('_', '-').toUpperCase(Locale.ROOT)
                : "TEXT";
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        if (declaration.effects().destructive() || declaration.mustBeToldWhich()) {
            arguments.mustNotBeEmpty(manual().flags().stream().map(Flag::name).toArray(String[]::new));
        }
        ObjectValue given = new ObjectValue(given(arguments, surroundings));
        boolean isUntold = declaration.mustBeToldWhich() && given.members().isEmpty();
        for (String name : command.operands()) {
            if (isUntold && !isList(name)) {
                throw new UsageException("say which: " + operand(name) + ", or --all");
            }
        }
        ReportFiles reports = ReportFiles.of(arguments, surroundings);
        ToolCall call = new ToolCall(surroundings);
        if (command.filesOf().isPresent()) {
            try {
                EventFiles.use(command.filesOf().get(), arguments, call, surroundings);
            } catch (IOException e) {
                surroundings.terminal().tell(Reasons.of(e));
                return ToolCall.REFUSED;
            }
        }
        try {
            Answer answer = call.make(declaration.name(), given, this::named);
            call.checkpoint();
            reports.write(declaration.title(), answer);
            return call.say(answer, arguments.has("--json"));
        } catch (ToolException e) {
            if (e.kind() == ToolException.Kind.INVALID_ARGUMENTS) {
                throw new UsageException(CommandTable.inVerbs(e.sentence()));
            }
            return call.tell(e);
        }
    }

    /** How sentences name an argument here. */
    private String named(String argument) {
        return command.operands().contains(argument) && !isList(argument)
                ? operand(argument)
                : "the flag " + CommandLine.flag(argument);
    }

    private Map<String, JsonValue> given(Arguments arguments, Surroundings surroundings) throws UsageException {
        Map<String, JsonValue> given = new LinkedHashMap<>(command.fixed());
        for (Map.Entry<String, ObjectValue> property : properties().entrySet()) {
            String name = property.getKey();
            if (arguments.has(CommandLine.flag(name))) {
                given.put(
                        name,
                        command.files().contains(name)
                                ? textOf(
                                        surroundings.path(arguments.text(CommandLine.flag(name), "")),
                                        CommandLine.flag(name))
                                : value(name, property.getValue(), arguments));
            }
        }
        List<String> left = arguments.operands();
        for (String name : command.operands()) {
            if (left.isEmpty()) {
                break;
            }
            if (given.containsKey(name)) {
                throw new UsageException("'" + left.getFirst() + "' and the flag " + CommandLine.flag(name)
                        + " say the same thing; omit one of them");
            }
            given.put(name, isList(name) ? texts(left) : scalar(name, property(name), left.getFirst()));
            left = isList(name) ? List.of() : left.subList(1, left.size());
        }
        if (!left.isEmpty()) {
            throw new UsageException("'" + left.getFirst() + "' is not expected: candor " + command.words() + " takes "
                    + operands().orElse("flags only"));
        }
        return given;
    }

    private static JsonValue textOf(Path file, String flag) throws UsageException {
        try {
            return Input.bytes(file, MAX_FILE_BYTES)
                    .<JsonValue>map(bytes -> JsonValue.of(new String(bytes, StandardCharsets.UTF_8)))
                    .orElseThrow(() -> new UsageException("the flag " + flag + " takes a file of at most "
                            + MAX_FILE_BYTES + " bytes; " + file + " is longer"));
        } catch (IOException e) {
            throw new UsageException("the file " + file + " of the flag " + flag + " cannot be read: " + Reasons.of(e));
        }
    }

    private static JsonValue value(String name, ObjectValue property, Arguments arguments) throws UsageException {
        return switch (property.text("type").orElse("string")) {
            case "boolean" -> JsonValue.of(true);
            case "array" -> texts(arguments.texts(CommandLine.flag(name)));
            default -> scalar(name, property, arguments.text(CommandLine.flag(name), ""));
        };
    }

    private static JsonValue texts(List<String> texts) {
        return new ArrayValue(texts.stream().map(JsonValue::of).toList());
    }

    /** What is no number or JSON stays a text, which the check of arguments refuses with its sentence. */
    private static JsonValue scalar(String name, ObjectValue property, String text) throws UsageException {
        StringValue asText = new StringValue(text);
        if (name.endsWith(CommandLine.SECONDS)) {
            return seconds(name, property, text);
        }
        return switch (property.text("type").orElse("string")) {
            case "integer" -> JsonValue.of(Arguments.whole(CommandLine.flag(name), text));
            case "number" -> Numbers.decimal(text).map(CapabilityVerb::number).orElse(asText);
            case "object" -> json(text).orElse(asText);
            default -> asText;
        };
    }

    /** With a unit, or a number of seconds. */
    private static JsonValue seconds(String name, ObjectValue property, String text) throws UsageException {
        BigDecimal seconds = Durations.parse(text)
                .map(duration -> BigDecimal.valueOf(duration.toMillis(), 3))
                .or(() -> Numbers.decimal(text))
                .orElseThrow(() -> new UsageException("the flag " + CommandLine.flag(name) + " needs a time such as "
                        + Durations.EXAMPLES + ", found '" + text + "'"));
        boolean isWhole = property.text("type").equals(Optional.of("integer"));
        return number(isWhole ? seconds.setScale(0, RoundingMode.DOWN) : seconds);
    }

    private static JsonValue number(BigDecimal number) {
        return new NumberValue(number.toPlainString());
    }

    private static Optional<JsonValue> json(String text) {
        try {
            return Optional.of(JsonValue.parse(text));
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }
}
