package dev.candor.capabilityprocessor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The type of a value: what its schema says, and the expressions that read and write it. */
sealed interface ValueType {
    /** Keywords of its schema. */
    List<String> keywords(boolean isOrNull);

    /** An expression for a reader of it: {@code Members::text}. */
    String reader(String name);

    /** An expression for a writer of it: {@code JsonValue::of}. */
    String writer();

    /** A text, a number, a truth value or JSON, by the name of the JSON Schema type (empty: any). */
    record Simple(TypeKind kind, String schemaType, String reader, String writer) implements ValueType {
        @Override
        public List<String> keywords(boolean isOrNull) {
            return schemaType.isEmpty() ? List.of() : type(schemaType, isOrNull);
        }

        @Override
        public String reader(String name) {
            return reader;
        }
    }

    /** A moment. */
    record Moment() implements ValueType {
        @Override
        public List<String> keywords(boolean isOrNull) {
            return type("string", isOrNull);
        }

        @Override
        public String reader(String name) {
            return "Members.moment(" + Texts.java(name) + ", now)";
        }

        @Override
        public String writer() {
            return "moment -> JsonValue.of(Utc.timestamp(moment))";
        }
    }

    /** A duration in whole seconds. */
    record Seconds() implements ValueType {
        @Override
        public List<String> keywords(boolean isOrNull) {
            return type("integer", isOrNull);
        }

        @Override
        public String reader(String name) {
            return "Members::seconds";
        }

        @Override
        public String writer() {
            return "duration -> JsonValue.of(duration.toSeconds())";
        }
    }

    /** One of the words of an enum. */
    record Word(String javaType, List<String> words) implements ValueType {
        @Override
        public List<String> keywords(boolean isOrNull) {
            String all = String.join(",", words.stream().map(Texts::json).toList());
            return List.of(type("string", isOrNull).getFirst(), "\"enum\":[" + all + (isOrNull ? ",null" : "") + "]");
        }

        @Override
        public String reader(String name) {
            return "Members.word(" + javaType + ".values())";
        }

        @Override
        public String writer() {
            return "word -> JsonValue.of(Members.word(word))";
        }
    }

    /** A record that has a shape of its own. */
    record Nested(TypeElement element) implements ValueType {
        @Override
        public List<String> keywords(boolean isOrNull) {
            return List.of(
                    type("object", isOrNull).getFirst(),
                    ShapeSource.of(element).schema(),
                    "\"additionalProperties\":false");
        }

        @Override
        public String reader(String name) {
            return "value -> " + ShapeSource.of(element).instance() + ".read(Members.object(value), now)";
        }

        @Override
        public String writer() {
            return ShapeSource.of(element).instance() + "::write";
        }
    }

    /**
     * A list.
     *
     * @param bounds keywords of each item besides those of its type
     */
    record ListOf(ValueType item, List<String> bounds) implements ValueType {
        @Override
        public List<String> keywords(boolean isOrNull) {
            List<String> keywords = new ArrayList<>(item.keywords(false));
            keywords.addAll(bounds);
            return List.of(type("array", isOrNull).getFirst(), "\"items\":{" + String.join(",", keywords) + "}");
        }

        @Override
        public String reader(String name) {
            return "Members.list(" + item.reader(name) + ")";
        }

        @Override
        public String writer() {
            return "Members.listOf(" + item.writer() + ")";
        }
    }

    private static List<String> type(String name, boolean isOrNull) {
        return List.of("\"type\":" + (isOrNull ? "[\"" + name + "\",\"null\"]" : '"' + name + '"'));
    }

    /** The types by name that are no enum, record or list. */
    Map<String, ValueType> SIMPLE = Map.ofEntries(
            Map.entry("java.lang.String", simple("string", "Members::text", "JsonValue::of")),
            Map.entry("boolean", new Simple(TypeKind.BOOLEAN, "boolean", "Members::bool", "JsonValue::of")),
            Map.entry("java.lang.Boolean", simple("boolean", "Members::bool", "JsonValue::of")),
            Map.entry("int", simple("integer", "Members::smallWhole", "JsonValue::of")),
            Map.entry("java.lang.Integer", simple("integer", "Members::smallWhole", "JsonValue::of")),
            Map.entry("long", new Simple(TypeKind.LONG, "integer", "Members::whole", "JsonValue::of")),
            Map.entry("java.lang.Long", simple("integer", "Members::whole", "JsonValue::of")),
            Map.entry(
                    "java.math.BigDecimal",
                    simple(
                            "number",
                            "Members::decimal",
                            "number -> new JsonValue.NumberValue(number.toPlainString())")),
            Map.entry("java.time.Instant", new Moment()),
            Map.entry("java.time.Duration", new Seconds()),
            Map.entry(
                    "dev.candor.foundation.json.JsonValue.ObjectValue",
                    simple("object", "Members::object", "object -> object")),
            Map.entry("dev.candor.foundation.json.JsonValue", simple("", "json -> json", "json -> json")));

    private static Simple simple(String schemaType, String reader, String writer) {
        return new Simple(TypeKind.DECLARED, schemaType, reader, writer);
    }

    static boolean isA(TypeMirror type, String name) {
        return type instanceof DeclaredType declared && name(declared).equals(name);
    }

    private static String name(DeclaredType type) {
        return ((TypeElement) type.asElement()).getQualifiedName().toString();
    }

    /**
     * The type of that name.
     *
     * @throws IllegalArgumentException when it is none of those that have a form in JSON
     */
    static ValueType of(TypeMirror type) {
        if (!(type instanceof DeclaredType declared)) {
            return known(type.getKind().isPrimitive() ? type.getKind().name().toLowerCase(Locale.ROOT) : "" + type);
        }
        if (isA(type, "java.util.List")) {
            TypeMirror item = declared.getTypeArguments().getFirst();
            return new ListOf(of(item), Member.size(item.getAnnotationMirrors(), "Length"));
        }
        Element element = declared.asElement();
        return switch (element.getKind()) {
            case ENUM ->
                new Word(
                        name(declared),
                        element.getEnclosedElements().stream()
                                .filter(constant -> constant.getKind() == ElementKind.ENUM_CONSTANT)
                                .map(constant ->
                                        constant.getSimpleName().toString().toLowerCase(Locale.ROOT))
                                .toList());
            case RECORD ->
                SIMPLE.containsKey(name(declared)) ? known(name(declared)) : new Nested((TypeElement) element);
            default -> known(name(declared));
        };
    }

    private static ValueType known(String name) {
        ValueType known = SIMPLE.get(name);
        if (known == null) {
            throw new IllegalArgumentException("a member of a shape has one of the types that"
                    + " dev.candor.foundation.capability.Schema lists, found " + name);
        }
        return known;
    }
}
