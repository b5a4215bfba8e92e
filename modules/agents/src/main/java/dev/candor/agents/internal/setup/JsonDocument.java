package dev.candor.agents.internal.setup;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON as people write it into settings files, with the place of each value.
 *
 * @param root its value; empty for a file without any
 */
record JsonDocument(String text, Optional<Node> root) {
    /** What a program that reads the file allows beside JSON. */
    enum Dialect {
        /** Nothing. */
        STRICT,
        /** Comments. */
        COMMENTS,
        /** Comments, and a comma after the last member or item. */
        LENIENT
    }

    /** A value, {@code text[start, end)}. */
    sealed interface Node {
        int start();

        int end();
    }

    /** A text, number or word. */
    record Scalar(int start, int end, JsonValue value) implements Node {}

    /** An object or an array; items have no name. */
    record Container(int start, int end, boolean isObject, List<Child> children, boolean hasTrailingComma)
            implements Node {
        /** The member of this name. */
        Optional<Child> member(String name) {
            return children.stream().filter(child -> child.name().equals(name)).findFirst();
        }
    }

    /**
     * A member or an item.
     *
     * @param name empty for an item
     * @param start of its name, or of the value
     * @param comma after it, or -1
     */
    record Child(String name, int start, Node value, int comma) {
        int end() {
            return value.end();
        }
    }

    static JsonDocument parse(String text, Dialect dialect) throws BrokenSettingsException {
        return new JsonDocument(text, new JsonParser(text, dialect).document());
    }

    /** The value without its places; of members of the same name the last one counts. */
    static JsonValue value(Node node) {
        return switch (node) {
            case Scalar scalar -> scalar.value();
            case Container container -> value(container);
        };
    }

    private static JsonValue value(Container container) {
        if (container.isObject()) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            container.children().forEach(child -> members.put(child.name(), value(child.value())));
            return new ObjectValue(members);
        }
        return new ArrayValue(
                container.children().stream().map(child -> value(child.value())).toList());
    }

    /** The value at a path of members. */
    Optional<Node> node(List<String> path) throws BrokenSettingsException {
        Optional<Node> node = root;
        for (int i = 0; i < path.size() && node.isPresent(); i++) {
            Container object = object(node.get(), path.subList(0, i));
            String name = path.get(i);
            List<Child> named = object.children().stream()
                    .filter(child -> child.name().equals(name))
                    .toList();
            if (named.size() > 1) {
                throw new BrokenSettingsException(
                        text,
                        named.get(1).start(),
                        "expected one member " + name(path.subList(0, i + 1)) + ", found a second");
            }
            node = named.stream().findFirst().map(Child::value);
        }
        return node;
    }

    /** What must be an object at a path. */
    Container object(Node node, List<String> path) throws BrokenSettingsException {
        return container(node, true, path);
    }

    /** What must be an array at a path. */
    Container array(Node node, List<String> path) throws BrokenSettingsException {
        return container(node, false, path);
    }

    private Container container(Node node, boolean isObject, List<String> path) throws BrokenSettingsException {
        if (node instanceof Container container && container.isObject() == isObject) {
            return container;
        }
        String found = switch (node) {
            case Container other -> other.isObject() ? "an object" : "an array";
            case Scalar scalar ->
                "'" + text.substring(scalar.start(), Math.min(scalar.end(), scalar.start() + 20)) + "'";
        };
        throw new BrokenSettingsException(
                text,
                node.start(),
                "expected " + (isObject ? "an object" : "an array") + " as " + name(path) + ", found " + found);
    }

    /** As people are told of a path. */
    static String name(List<String> path) {
        return path.isEmpty() ? "the whole file" : "/" + String.join("/", path);
    }
}
