package dev.candor.capabilityprocessor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * A component of a record, and the member of the object that it is.
 *
 * @param component its name in Java
 * @param type without an Optional around it
 * @param isOptional whether there is an Optional around it
 */
record Member(String component, ValueType type, boolean isOptional, List<? extends AnnotationMirror> annotations) {
    static Member of(RecordComponentElement component) {
        TypeMirror type = component.asType();
        boolean isOptional = ValueType.isA(type, "java.util.Optional");
        TypeMirror inner = isOptional ? ((DeclaredType) type).getTypeArguments().getFirst() : type;
        return new Member(
                component.getSimpleName().toString(),
                ValueType.of(inner),
                isOptional,
                component.getAnnotationMirrors());
    }

    /** Its name in JSON: snake case, and the unit of a duration. */
    String name() {
        String snake = component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return type instanceof ValueType.Seconds ? snake + "_s" : snake;
    }

    /** Whether an object of arguments may omit it. */
    boolean mayBeOmitted() {
        boolean isFalseOrEmpty = (type instanceof ValueType.Simple simple && simple.kind() == TypeKind.BOOLEAN)
                || (type instanceof ValueType.ListOf && annotation("Required").isEmpty());
        return isOptional || isFalseOrEmpty || value("Default").isPresent();
    }

    boolean isOrNull() {
        return annotation("OrNull").isPresent();
    }

    Optional<String> defaultValue() {
        return value("Default").map(value -> (String) value.getValue());
    }

    /** The record whose members stand among those around it, if this is one. */
    Optional<ShapeSource> inline() {
        return annotation("Inline").isPresent() && type instanceof ValueType.Nested nested
                ? Optional.of(ShapeSource.of(nested.element()))
                : Optional.empty();
    }

    /** The names of members that are omitted of an inline record. */
    List<String> without() {
        return annotation("Inline")
                .flatMap(inline -> value(inline, "without"))
                .map(Member::texts)
                .orElse(List.of());
    }

    /** The members that it stands for: itself, or those of the record that is inline here. */
    Stream<Member> flat() {
        return inline().map(shape -> shape.flat().filter(member -> !without().contains(member.name())))
                .orElse(Stream.of(this));
    }

    /** The members of its schema, as JSON without braces. */
    String schema() {
        List<String> keywords = new ArrayList<>();
        value("Doc").ifPresent(doc -> keywords.add("\"description\":" + Texts.json((String) doc.getValue())));
        keywords.addAll(type.keywords(isOrNull()));
        range(keywords);
        keywords.addAll(size(annotations, type instanceof ValueType.ListOf ? "Items" : "Length"));
        value("Words")
                .ifPresent(words -> keywords.add("\"enum\":["
                        + String.join(
                                ",", texts(words).stream().map(Texts::json).toList())
                        + "]"));
        value("Keywords").ifPresent(more -> keywords.add((String) more.getValue()));
        return String.join(",", keywords);
    }

    private void range(List<String> keywords) {
        annotation("Range").ifPresent(range -> {
            value(range, "min").ifPresent(min -> keywords.add("\"minimum\":" + min.getValue()));
            value(range, "max").ifPresent(max -> keywords.add("\"maximum\":" + max.getValue()));
        });
    }

    /** The keywords of a size, of items or of the length of a text. */
    static List<String> size(List<? extends AnnotationMirror> annotations, String unit) {
        List<String> keywords = new ArrayList<>();
        annotation(annotations, "Size").ifPresent(size -> {
            value(size, "min").ifPresent(min -> keywords.add("\"min" + unit + "\":" + min.getValue()));
            value(size, "max").ifPresent(max -> keywords.add("\"max" + unit + "\":" + max.getValue()));
        });
        return keywords;
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(AnnotationValue words) {
        return ((List<? extends AnnotationValue>) words.getValue())
                .stream().map(word -> (String) word.getValue()).toList();
    }

    private Optional<AnnotationValue> value(String annotation) {
        return annotation(annotation).flatMap(found -> value(found, "value"));
    }

    private Optional<? extends AnnotationMirror> annotation(String name) {
        return annotation(annotations, name);
    }

    private static Optional<? extends AnnotationMirror> annotation(
            List<? extends AnnotationMirror> annotations, String name) {
        return annotations.stream()
                .filter(found -> found.getAnnotationType().toString().equals(ShapeProcessor.ANNOTATIONS + name))
                .findFirst();
    }

    private static Optional<AnnotationValue> value(AnnotationMirror annotation, String name) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                annotation.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(name)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }
}
