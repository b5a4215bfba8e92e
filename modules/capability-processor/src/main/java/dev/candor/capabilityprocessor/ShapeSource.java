package dev.candor.capabilityprocessor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * The source of one shape.
 *
 * @param packageName of the record
 * @param recordName as its package calls it: {@code TrailList.Trail}
 * @param isRead whether it is of arguments, else of a result
 */
record ShapeSource(String packageName, String recordName, boolean isRead, List<Member> members) {
    private static final String UNWRITTEN = ShapeProcessor.ANNOTATIONS + "Unwritten";

    /** Of a record, as it is marked. */
    static ShapeSource of(TypeElement type) {
        if (type.getKind() != ElementKind.RECORD) {
            throw new IllegalArgumentException("a shape is derived from a record, found " + type);
        }
        boolean isRead = isMarked(type, ShapeProcessor.ARGUMENTS);
        if (!isRead && !isMarked(type, ShapeProcessor.RESULT)) {
            throw new IllegalArgumentException(type + " needs a mark: Arguments or Result");
        }
        String packageName = packageOf(type);
        return new ShapeSource(
                packageName,
                type.getQualifiedName().toString().substring(packageName.length() + 1),
                isRead,
                type.getRecordComponents().stream()
                        .filter(component -> isRead || !isMarked(component, UNWRITTEN))
                        .map(Member::of)
                        .toList());
    }

    private static boolean isMarked(Element type, String annotation) {
        return type.getAnnotationMirrors().stream()
                .anyMatch(mark -> mark.getAnnotationType().toString().equals(annotation));
    }

    private static String packageOf(TypeElement type) {
        @Nullable Element outer = type;
        while (outer != null && outer.getKind() != ElementKind.PACKAGE) {
            outer = outer.getEnclosingElement();
        }
        return String.valueOf(outer);
    }

    private static String shapeName(String recordName) {
        return recordName.replace(".", "") + "Shape";
    }

    String qualifiedName() {
        return packageName + "." + shapeName(recordName);
    }

    /** An expression for the shape. */
    String instance() {
        return qualifiedName() + ".INSTANCE";
    }

    String text() {
        String shape = shapeName(recordName);
        return String.format(
                Locale.ROOT,
                """
                package %s;

                import dev.candor.foundation.capability.InvalidArgumentException;
                import dev.candor.foundation.capability.Members;
                import dev.candor.foundation.capability.Shape;
                import dev.candor.foundation.json.JsonValue;
                import dev.candor.foundation.json.JsonValue.ObjectValue;
                import dev.candor.foundation.time.Utc;
                import java.time.Instant;
                import java.util.List;

                /** The shape of {@link %s}. */
                public enum %s implements Shape.%s<%s> {
                    INSTANCE;

                    /** Parsed when it is first asked for. */
                    private static final class Schema {
                        static final ObjectValue PARSED = ObjectValue.parse(%s);
                    }

                    @Override
                    public ObjectValue schema() {
                        return Schema.PARSED;
                    }

                    @Override
                %s
                }
                """,
                packageName,
                recordName,
                shape,
                isRead ? "Reading" : "Writing",
                recordName,
                Texts.java("{\"type\":\"object\"," + schema() + "}"),
                isRead ? reading() : writing());
    }

    /** The members of the object, also those of records that are inline. */
    Stream<Member> flat() {
        return members.stream().flatMap(Member::flat);
    }

    /** The keywords of the schema, as JSON without braces. */
    String schema() {
        String properties = flat().map(member -> Texts.json(member.name()) + ":{" + member.schema() + "}")
                .collect(Collectors.joining(","));
        String required = flat().filter(
                        member -> isRead ? !member.mayBeOmitted() : !member.isOptional() || member.isOrNull())
                .map(member -> Texts.json(member.name()))
                .collect(Collectors.joining(","));
        return "\"properties\":{" + properties + "}" + (required.isEmpty() ? "" : ",\"required\":[" + required + "]");
    }

    private String reading() {
        List<String> arguments = members.stream().map(ShapeSource::read).toList();
        return String.format(Locale.ROOT, """
                    public %s read(ObjectValue object, Instant now) throws InvalidArgumentException {
                        return new %s(
                %s);
                    }""", recordName, recordName, String.join(",\n", arguments));
    }

    private static String read(Member member) {
        String name = Texts.java(member.name());
        String reader = member.type().reader(member.name());
        String expression;
        if (member.inline().isPresent()) {
            expression = member.inline().get().instance() + ".read(object, now)";
        } else if (member.isOptional()) {
            expression = "Members.optional(object, " + name + ", " + reader + ")";
        } else if (member.mayBeOmitted()) {
            String absent = member.type() instanceof ValueType.ListOf
                    ? "List.of()"
                    : reader(member, member.defaultValue().orElse("false"));
            expression = "Members.orElse(object, " + name + ", " + reader + ", " + absent + ")";
        } else {
            expression = "Members.required(object, " + name + ", " + reader + ")";
        }
        return "                " + expression;
    }

    /** The default as Java has it. */
    private static String reader(Member member, String json) {
        return switch (member.type()) {
            case ValueType.Simple simple -> json + (simple.kind() == TypeKind.LONG ? "L" : "");
            case ValueType.Word word ->
                word.javaType() + "." + json.replace("\"", "").toUpperCase(Locale.ROOT);
            case ValueType.Seconds seconds -> "Members.seconds(JsonValue.of(" + json + "))";
            case ValueType.Moment moment -> throw noDefault(member);
            case ValueType.Nested nested -> throw noDefault(member);
            case ValueType.ListOf list -> throw noDefault(member);
        };
    }

    private static IllegalArgumentException noDefault(Member member) {
        return new IllegalArgumentException(
                "a text, number, word or duration may have a default, found one at " + member.component());
    }

    private String writing() {
        StringBuilder body = new StringBuilder();
        for (Member member : members) {
            String put = member.isOptional() ? member.isOrNull() ? "putOrNull" : "putPresent" : "put";
            String name = Texts.java(member.name());
            String value = "value." + member.component() + "()";
            String written = member.inline()
                    .map(shape -> "putAll(" + shape.instance() + ".write(" + value + "), "
                            + member.without().stream()
                                    .map(Texts::java)
                                    .collect(Collectors.joining(", ", "List.of(", ")"))
                            + ")")
                    .orElseGet(() -> put + "(" + name + ", " + value + ", "
                            + member.type().writer() + ")");
            body.append("                .").append(written).append('\n');
        }
        return String.format(Locale.ROOT, """
                    public ObjectValue write(%s value) {
                        return new Members()
                %s                .object();
                    }""", recordName, body);
    }
}
