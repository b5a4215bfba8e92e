package dev.candor.items.file;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directive: instructions for a model.
 *
 * @param path its file
 * @param text all of the file, front matter and signature included
 */
public record Directive(Path path, String text) {
    private static final Pattern INPUTS = Pattern.compile("<inputs>(.*?)</inputs>", Pattern.DOTALL);
    private static final Pattern INPUT =
            Pattern.compile("<input\\b((?:[^>\"']{1,1000}+|\"[^\"]{0,8000}+\"|'[^']{0,8000}+'){0,32}+)>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([A-Za-z_][\\w.-]{0,63})\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

    /**
     * The text for a model, as {@code run_with_telemetry} gives it: without front matter and signature, inputs filled in.
     *
     * @param inputs by name; those it declares and that are missing here have their defaults
     * @throws ToolException {@code params-invalid} when they are not what it declares, or would make too long a text
     */
    public String filled(ObjectValue inputs) throws ToolException {
        return filled(text, inputs);
    }

    /**
     * The text with inputs filled in; placeholders of other names stay as they are.
     *
     * @throws ToolException {@code params-invalid} when the inputs that it declares are not met
     */
    public static String filled(String text, ObjectValue params) throws ToolException {
        String body = Markdown.of(text).body();
        return Placeholders.fill(body, inputs(body).checked(params)).stripLeading();
    }

    private static ParameterSchema inputs(String body) throws ToolException {
        List<JsonValue> inputs = new ArrayList<>();
        Matcher block = INPUTS.matcher(body);
        while (block.find()) {
            Matcher input = INPUT.matcher(block.group(1));
            while (input.find()) {
                input(attributes(input.group(1))).ifPresent(inputs::add);
            }
        }
        return inputs.isEmpty() ? ParameterSchema.none() : ParameterSchema.ofList(new ArrayValue(inputs));
    }

    private static Optional<JsonValue> input(Map<String, String> attributes) {
        Optional<String> type = ParameterSchema.type(attributes.getOrDefault("type", ""));
        return Optional.ofNullable(attributes.get("name"))
                .filter(ParameterSchema::isName)
                .map(name -> {
                    Map<String, JsonValue> input = new LinkedHashMap<>();
                    input.put("name", JsonValue.of(name));
                    type.ifPresent(word -> input.put("type", JsonValue.of(word)));
                    input.put(
                            "required",
                            new BooleanValue(attributes
                                    .getOrDefault("required", "")
                                    .toLowerCase(Locale.ROOT)
                                    .equals("true")));
                    Optional.ofNullable(attributes.get("default"))
                            .ifPresent(text -> input.put("default", value(type, text)));
                    return new ObjectValue(input);
                });
    }

    private static JsonValue value(Optional<String> type, String text) {
        if (type.isEmpty() || type.get().equals("string")) {
            return JsonValue.of(text);
        }
        try {
            return JsonValue.parse(text);
        } catch (JsonSyntaxException justText) {
            return JsonValue.of(text);
        }
    }

    /** The attributes inside a start tag, of one that stands twice the first. Directives need be no well-formed XML as a whole. */
    static Map<String, String> attributes(String inside) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(inside);
        while (matcher.find()) {
            String raw = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            attributes.putIfAbsent(matcher.group(1), unescape(raw));
        }
        return attributes;
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
