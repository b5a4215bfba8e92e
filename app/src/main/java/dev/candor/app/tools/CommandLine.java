package dev.candor.app.tools;

import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A call of a capability as a person would type it. */
public final class CommandLine {
    /** How the name of an argument ends that is a number of seconds: its flag takes a duration instead. */
    public static final String SECONDS = "_s";

    private CommandLine() {}

    /** The flag of an argument. */
    public static String flag(String argument) {
        String name =
                argument.endsWith(SECONDS) ? argument.substring(0, argument.length() - SECONDS.length()) : argument;
        return "--" + name.replace('_', '-');
    }

    /**
     * The line that calls a capability.
     *
     * @return {@code candor VERB …} where the capability has a verb that takes these arguments, else {@code candor tool …}
     */
    public static String of(Declaration<?, ?> declaration, ObjectValue arguments) {
        return declaration.commands().stream()
                .filter(command -> arguments.members().keySet().stream().noneMatch(command.hidden()::contains))
                .findFirst()
                .map(command -> "candor " + command.words() + ShellWords.quoted(words(command, arguments)))
                .orElseGet(() -> "candor tool " + declaration.name()
                        + ShellWords.quoted(List.of(JsonWriter.compact(arguments))));
    }

    private static List<String> words(Command command, ObjectValue arguments) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, JsonValue> argument : arguments.members().entrySet()) {
            String name = argument.getKey();
            if (argument.getValue().equals(command.fixed().get(name))) {
                continue;
            }
            for (String value : values(argument.getValue())) {
                boolean isSeconds = name.endsWith(SECONDS) && !(argument.getValue() instanceof StringValue);
                if (!command.operands().contains(name)) {
                    words.add(flag(name));
                }
                if (!(argument.getValue() instanceof BooleanValue)) {
                    words.add(isSeconds ? value + "s" : value);
                }
            }
        }
        return words;
    }

    /** None for what is not so. */
    private static List<String> values(JsonValue value) {
        if (value instanceof ArrayValue array) {
            return array.items().stream().flatMap(item -> values(item).stream()).toList();
        }
        if (value instanceof StringValue text) {
            return List.of(text.text());
        }
        if (value instanceof BooleanValue flag) {
            return flag.value() ? List.of("") : List.of();
        }
        return List.of(JsonWriter.compact(value));
    }
}
