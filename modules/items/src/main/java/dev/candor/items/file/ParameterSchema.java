package dev.candor.items.file;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.CodePoints;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.SchemaException;
import dev.candor.validation.schema.Sentences;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What parameters an item takes, as JSON Schema. Checked before anything of it runs. */
public final class ParameterSchema {
    private static final int MAX_PARAMETERS = 256;
    private static final int MAX_CHARACTERS = 256 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final String PROPERTIES = "properties";
    private static final String REQUIRED = "required";
    private static final String ADDITIONAL = "additionalProperties";

    /** The JSON types, and what authors of items write for them. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("string", "string"),
            Map.entry("str", "string"),
            Map.entry("integer", "integer"),
            Map.entry("int", "integer"),
            Map.entry("number", "number"),
            Map.entry("float", "number"),
            Map.entry("boolean", "boolean"),
            Map.entry("bool", "boolean"),
            Map.entry("array", "array"),
            Map.entry("list", "array"),
            Map.entry("object", "object"),
            Map.entry("dict", "object"),
            Map.entry("null", "null"));

    private final ObjectValue schema;
    private final Map<String, ObjectValue> properties = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final boolean isOpen;

    private ParameterSchema(ObjectValue declared) throws ToolException {
        ObjectValue named =
                mapping(declared.member(PROPERTIES).orElse(new ObjectValue(Map.of())), "parameters.properties");
        for (Map.Entry<String, JsonValue> property : named.members().entrySet()) {
            String name = property.getKey();
            properties.put(name, property(name, mapping(property.getValue(), "parameters.properties." + name)));
        }
        declared.texts(REQUIRED).stream().filter(properties::containsKey).forEach(required::add);
        this.isOpen = declared.member(ADDITIONAL).equals(yes());
        Map<String, JsonValue> checkable = new LinkedHashMap<>(declared.members());
        // who calls is told of a parameter that is missing or unknown in words of our own
        checkable.remove(REQUIRED);
        checkable.remove(ADDITIONAL);
        checkable.put(PROPERTIES, new ObjectValue(new LinkedHashMap<>(properties)));
        this.schema = new ObjectValue(checkable);
    }

    /** An item that does not say what it takes takes everything. */
    public static ParameterSchema none() throws ToolException {
        return new ParameterSchema(new ObjectValue(Map.of(ADDITIONAL, new BooleanValue(true))));
    }

    /**
     * What a tool takes.
     *
     * @param tool the whole document; {@code parameters} or {@code config_schema} counts: a JSON Schema object, or a list
     *     of {@code {name, type, required, default, enum}}
     * @throws ToolException {@code item-invalid} when the declaration makes no sense
     */
    public static ParameterSchema of(ObjectValue tool) throws ToolException {
        Optional<JsonValue> declared =
                tool.member("parameters").or(() -> tool.member("config_schema")).filter(Placeholders::isGiven);
        if (declared.isEmpty()) {
            return none();
        }
        return declared.get() instanceof ArrayValue list
                ? ofList(list)
                : new ParameterSchema(mapping(declared.get(), "parameters"));
    }

    /** The parameters of a list of {@code {name, type, required, default, enum}}; of one name the first. */
    static ParameterSchema ofList(ArrayValue list) throws ToolException {
        Map<String, JsonValue> properties = new LinkedHashMap<>();
        List<JsonValue> required = new ArrayList<>();
        for (JsonValue item : list.items()) {
            ObjectValue parameter = mapping(item, "each entry of parameters");
            String name = parameter.text("name").orElse("");
            Map<String, JsonValue> property = new LinkedHashMap<>();
            for (String keyword : List.of("type", "default", "enum")) {
                parameter.member(keyword).ifPresent(value -> property.put(keyword, value));
            }
            properties.putIfAbsent(name, new ObjectValue(property));
            if (parameter.member(REQUIRED).equals(yes())) {
                required.add(JsonValue.of(name));
            }
        }
        return new ParameterSchema(
                new ObjectValue(Map.of(PROPERTIES, new ObjectValue(properties), REQUIRED, JsonValue.of(required))));
    }

    /** The JSON type that a word means, if it means one. */
    static Optional<String> type(String word) {
        return Optional.ofNullable(TYPES.get(word));
    }

    /** Whether a parameter can be called so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static ObjectValue property(String name, ObjectValue declared) throws ToolException {
        if (!isName(name)) {
            throw broken("a parameter's name is a letter or _ and up to 63 more letters, digits, _ and -, found '"
                    + name + "'");
        }
        Map<String, JsonValue> property = new LinkedHashMap<>(declared.members());
        property.remove("type");
        List<JsonValue> types = new ArrayList<>();
        for (JsonValue word : types(declared)) {
            types.add(JsonValue.of(type(word instanceof StringValue string ? string.text() : "")
                    .orElseThrow(() -> broken("the type of " + name
                            + " must be string, integer, number, boolean, array or object, found "
                            + Placeholders.text(word)))));
        }
        if (!types.isEmpty()) {
            property.put("type", types.size() == 1 ? types.getFirst() : JsonValue.of(types));
        }
        return new ObjectValue(property);
    }

    private static List<JsonValue> types(ObjectValue property) {
        return switch (property.member("type").orElse(new ArrayValue(List.of()))) {
            case ArrayValue several -> several.items();
            case JsonValue one -> List.of(one);
        };
    }

    public Set<String> names() {
        return properties.keySet();
    }

    /**
     * The parameters with defaults for those that were not given; one that is null counts as not given.
     *
     * @throws ToolException {@code params-invalid}, with every flaw
     */
    public ObjectValue checked(ObjectValue given) throws ToolException {
        List<String> flaws = new ArrayList<>(bounds(given));
        Map<String, JsonValue> declared = new LinkedHashMap<>();
        Map<String, JsonValue> checked = new LinkedHashMap<>();
        properties.forEach((name, property) -> {
            Optional<JsonValue> value = given.member(name)
                    .filter(found ->
                            Placeholders.isGiven(found) || types(property).contains(JsonValue.of("null")));
            value.ifPresent(found -> declared.put(name, found));
            value.or(() -> property.member("default").filter(Placeholders::isGiven))
                    .ifPresent(found -> checked.put(name, found));
        });
        required.stream().filter(name -> !checked.containsKey(name)).forEach(name -> flaws.add(name + " is required"));
        flaws.addAll(violations(new ObjectValue(declared)));
        Set<String> unknown = new LinkedHashSet<>(given.members().keySet());
        unknown.removeAll(properties.keySet());
        if (isOpen) {
            unknown.forEach(name -> given.member(name).ifPresent(value -> checked.put(name, value)));
        } else if (!unknown.isEmpty()) {
            String known = properties.isEmpty() ? "none" : String.join(", ", properties.keySet());
            flaws.add("unknown: " + shown(unknown) + " (it takes " + known + ")");
        }
        if (!flaws.isEmpty()) {
            throw invalid(String.join("; ", flaws));
        }
        return new ObjectValue(checked);
    }

    private List<String> violations(ObjectValue given) throws ToolException {
        try {
            return RowChecker.of(schema, List.of())
                    .check(JsonWriter.compact(given).getBytes(StandardCharsets.UTF_8))
                    .violations()
                    .stream()
                    .map(violation -> inParams(violation.pointer(), violation.sentence()))
                    .toList();
        } catch (SchemaException e) {
            throw broken("parameters are no JSON Schema: " + String.valueOf(e.getMessage()));
        }
    }

    /** A sentence about a row as one about params. */
    private static String inParams(String pointer, String sentence) {
        String subject = Sentences.subject(pointer);
        return sentence.startsWith(subject)
                ? (pointer.isEmpty() ? "params" : subject.substring(1)) + sentence.substring(subject.length())
                : sentence;
    }

    private static List<String> bounds(ObjectValue given) {
        List<String> flaws = new ArrayList<>();
        Set<String> misnamed = given.members().keySet().stream()
                .filter(name -> !isName(name))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!misnamed.isEmpty()) {
            flaws.add("a name is a letter or _ and up to 63 more letters, digits, _ and -, found " + shown(misnamed));
        }
        if (given.members().size() > MAX_PARAMETERS) {
            flaws.add("at most " + MAX_PARAMETERS + " parameters are allowed, found "
                    + given.members().size());
        }
        if (CodePoints.exceed(JsonWriter.compact(given), MAX_CHARACTERS)) {
            flaws.add("params may have " + MAX_CHARACTERS + " characters as JSON");
        }
        return flaws;
    }

    private static String shown(Set<String> names) {
        return names.stream()
                .limit(5)
                .map(name -> JsonWriter.compact(JsonValue.of(CodePoints.first(name, 70))))
                .collect(Collectors.joining(", "));
    }

    private static Optional<JsonValue> yes() {
        return Optional.of(new BooleanValue(true));
    }

    private static ObjectValue mapping(JsonValue value, String what) throws ToolException {
        if (value instanceof ObjectValue object) {
            return object;
        }
        throw broken(what + " must be a mapping");
    }

    /** The call is wrong. */
    public static ToolException invalid(String flaws) {
        return new ToolException(
                ToolException.Kind.INVALID_ARGUMENTS,
                "params-invalid",
                "params are not what the item takes: " + flaws + ". Nothing was run.");
    }

    /** The item's file is wrong. */
    public static ToolException broken(String why) {
        return new ToolException(
                ToolException.Kind.REFUSED, "item-invalid", "The item cannot be run: " + why + ". Correct its file.");
    }
}
