package dev.candor.items.file;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A directive as a model reads it: without front matter and signature, its inputs filled in. */
public final class DirectiveText {
    private static final Pattern INPUTS = Pattern.compile("<inputs>(.*?)</inputs>", Pattern.DOTALL);
    private static final Pattern INPUT =
            Pattern.compile("<input\\b((?:[^>\"']{1,1000}+|\"[^\"]{0,8000}+\"|'[^']{0,8000}+'){0,32}+)>");

    private DirectiveText() {}

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
                input(XmlTag.attributes(input.group(1))).ifPresent(inputs::add);
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
}
