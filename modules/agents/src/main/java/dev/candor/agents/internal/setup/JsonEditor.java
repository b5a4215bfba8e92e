package dev.candor.agents.internal.setup;

import dev.candor.agents.internal.setup.JsonDocument.Child;
import dev.candor.agents.internal.setup.JsonDocument.Container;
import dev.candor.agents.internal.setup.JsonDocument.Dialect;
import dev.candor.agents.internal.setup.JsonDocument.Node;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes values of a JSON text and no other byte: what is new is written as the text around it is, in its indentation and
 * with its line ends.
 */
final class JsonEditor implements SettingsFile.Editor {
    private static final String DEFAULT_INDENTATION = "  ";

    private final Dialect dialect;
    private JsonDocument document;

    /**
     * An editor.
     *
     * @throws BrokenSettingsException when the text is no JSON, or no object
     */
    JsonEditor(String text, Dialect dialect) throws BrokenSettingsException {
        this.dialect = dialect;
        this.document = JsonDocument.parse(text, dialect);
        if (document.root().isPresent()) {
            document.object(document.root().get(), List.of());
        }
    }

    @Override
    public String text() {
        return document.text();
    }

    /** What stands at a path of members. */
    Optional<JsonValue> value(List<String> path) throws BrokenSettingsException {
        return document.node(path).map(JsonDocument::value);
    }

    /** The items of an array at a path of members; none when nothing is there. */
    List<JsonValue> items(List<String> path) throws BrokenSettingsException {
        Optional<Node> node = document.node(path);
        return node.isEmpty()
                ? List.of()
                : document.array(node.get(), path).children().stream()
                        .map(child -> JsonDocument.value(child.value()))
                        .toList();
    }

    /** Makes a value stand at a path of members, in objects that are made where they are missing. */
    void set(List<String> path, JsonValue value) throws BrokenSettingsException {
        Optional<Node> there = document.node(path);
        if (there.isPresent()) {
            if (there.get() instanceof Container container
                    && !JsonDocument.value(container).equals(value)) {
                throw new BrokenSettingsException(
                        text(),
                        container.start(),
                        "expected a text, number, true or false as " + JsonDocument.name(path) + ", found "
                                + (container.isObject() ? "an object" : "an array"));
            }
            replace(there.get(), value);
            return;
        }
        add(parent(path), Optional.of(path.getLast()), value);
    }

    /** Adds an item at the end of the array at a path of members, which is made when it is missing. */
    void append(List<String> path, JsonValue item) throws BrokenSettingsException {
        Optional<Node> there = document.node(path);
        if (there.isEmpty()) {
            set(path, JsonValue.of(List.of(item)));
        } else {
            add(document.array(there.get(), path), Optional.empty(), item);
        }
    }

    /**
     * Replaces a value below the array at a path of members.
     *
     * @param below names of members and numbers of items
     */
    void replaceBelow(List<String> path, List<String> below, JsonValue value) throws BrokenSettingsException {
        replace(child(document.node(path).orElseThrow(), below).value(), value);
    }

    /** Removes what stands below the array at a path of members; see {@link #replaceBelow}. */
    void removeBelow(List<String> path, List<String> below) throws BrokenSettingsException {
        Node parent = document.node(path).orElseThrow();
        if (below.size() > 1) {
            parent = child(parent, below.subList(0, below.size() - 1)).value();
        }
        remove((Container) parent, child(parent, below.subList(below.size() - 1, below.size())));
    }

    /** Removes the member at a path. */
    void remove(List<String> path) throws BrokenSettingsException {
        List<String> above = path.subList(0, path.size() - 1);
        Container parent = document.object(document.node(above).orElseThrow(), above);
        remove(parent, parent.member(path.getLast()).orElseThrow());
    }

    private static Child child(Node node, List<String> below) {
        Container container = (Container) node;
        String step = below.getFirst();
        Child child = container.isObject()
                ? container.member(step).orElseThrow()
                : container.children().get(Integer.parseInt(step));
        return below.size() == 1 ? child : child(child.value(), below.subList(1, below.size()));
    }

    /** The object that holds the last name of a path, made with those above it when it is missing. */
    private Container parent(List<String> path) throws BrokenSettingsException {
        if (document.root().isEmpty()) {
            String end = SettingsText.lineEnd(text());
            String before = text().isEmpty() || text().endsWith("\n") || text().equals(SettingsText.BYTE_ORDER_MARK)
                    ? text()
                    : text() + end;
            become(before + "{}" + end);
        }
        List<String> above = path.subList(0, path.size() - 1);
        Optional<Node> there = document.node(above);
        if (there.isEmpty()) {
            set(above, new ObjectValue(Map.of()));
            there = document.node(above);
        }
        return document.object(there.orElseThrow(), above);
    }

    private void become(String text) throws BrokenSettingsException {
        document = JsonDocument.parse(text, dialect);
    }

    private void splice(int from, int to, String put) throws BrokenSettingsException {
        become(text().substring(0, from) + put + text().substring(to));
    }

    private void replace(Node node, JsonValue value) throws BrokenSettingsException {
        if (JsonDocument.value(node).equals(value)) {
            return;
        }
        String shown = written(value, SettingsText.indentation(text(), node.start()), isInOneLine(node));
        splice(node.start(), node.end(), shown);
    }

    /** Whether new text belongs into the line that is there: what it stands in is written in one line, though not empty. */
    private boolean isInOneLine(Node node) {
        return node instanceof Container container
                && !container.children().isEmpty()
                && text().substring(
                                        node.start(),
                                        container.children().getFirst().start())
                                .indexOf('\n')
                        < 0
                && text().substring(node.start(), node.end()).indexOf('\n') < 0;
    }

    private void add(Container to, Optional<String> name, JsonValue value) throws BrokenSettingsException {
        String end = SettingsText.lineEnd(text());
        if (to.children().isEmpty()) {
            addFirst(to, name, value, end);
            return;
        }
        Child last = to.children().getLast();
        int afterComma = last.comma() < 0 ? last.end() : last.comma() + 1;
        if (isInOneLine(to)) {
            String member = member(name, value, "", true);
            splice(afterComma, afterComma, last.comma() < 0 ? ", " + member : " " + member + ",");
            return;
        }
        Child first = to.children().getFirst();
        String indentation = beginsItsLine(first.start())
                ? SettingsText.indentation(text(), first.start())
                : SettingsText.indentation(text(), to.start()) + unit();
        int place = afterCommentsOfLine(afterComma);
        String added = end + indentation + member(name, value, indentation, false);
        String between = text().substring(last.end(), place);
        splice(last.end(), place, last.comma() < 0 ? "," + between + added : between + added + ",");
    }

    private void addFirst(Container to, Optional<String> name, JsonValue value, String end)
            throws BrokenSettingsException {
        String outer = SettingsText.indentation(text(), to.start());
        String indentation = outer + unit();
        String within = text().substring(to.start() + 1, to.end() - 1);
        // comments stay where they are
        String kept = within.stripTrailing();
        String closing = within.substring(kept.length());
        int feed = closing.lastIndexOf('\n');
        String added = end + indentation + member(name, value, indentation, false) + end;
        splice(to.start() + 1, to.end() - 1, kept + added + (feed < 0 ? outer : closing.substring(feed + 1)));
    }

    private boolean beginsItsLine(int at) {
        return SettingsText.indentation(text(), at).length() == at - SettingsText.lineStart(text(), at);
    }

    /** One step of indentation, as the root object has it. */
    private String unit() {
        return document.root()
                .filter(root -> root instanceof Container container
                        && !container.children().isEmpty())
                .map(root -> ((Container) root).children().getFirst().start())
                .filter(this::beginsItsLine)
                .map(start -> SettingsText.indentation(text(), start))
                .filter(indentation -> !indentation.isEmpty())
                .orElse(DEFAULT_INDENTATION);
    }

    /** Behind the comments that end in the same line. */
    private int afterCommentsOfLine(int from) {
        int place = from;
        int at = from;
        while (at < text().length()) {
            if (SettingsText.isBlank(text().charAt(at))) {
                at++;
            } else if (text().startsWith("//", at)) {
                return SettingsText.endOfLine(text(), at);
            } else if (text().startsWith("/*", at)) {
                int end = text().indexOf("*/", at + 2) + 2;
                if (text().substring(at, end).indexOf('\n') >= 0) {
                    return place;
                }
                place = end;
                at = end;
            } else {
                return place;
            }
        }
        return place;
    }

    private void remove(Container from, Child child) throws BrokenSettingsException {
        List<Child> all = from.children();
        int index = all.indexOf(child);
        int start = child.start();
        if (beginsItsLine(start)) {
            int lineStart = SettingsText.lineStart(text(), start);
            start = lineStart > from.start() ? lineStart - 1 : start;
            start = start > 0 && text().charAt(start - 1) == '\r' && text().charAt(start) == '\n' ? start - 1 : start;
        } else {
            while (start > from.start() + 1 && SettingsText.isBlank(text().charAt(start - 1))) {
                start--;
            }
        }
        int end = child.comma() < 0 ? child.end() : child.comma() + 1;
        while (index == 0 && isInOneLine(from) && SettingsText.isBlank(text().charAt(end))) {
            end++;
        }
        StringBuilder left = new StringBuilder(text()).delete(start, end);
        if (index == all.size() - 1 && index > 0 && child.comma() < 0) {
            left.deleteCharAt(all.get(index - 1).comma());
        }
        if (all.size() == 1) {
            int close = left.length() - (text().length() - from.end()) - 1;
            if (left.substring(from.start() + 1, close).isBlank()) {
                left.delete(from.start() + 1, close);
            }
        }
        become(left.toString());
    }

    private String member(Optional<String> name, JsonValue value, String indentation, boolean inOneLine) {
        return name.map(text -> JsonWriter.compact(JsonValue.of(text)) + ": ").orElse("")
                + written(value, indentation, inOneLine);
    }

    private String written(JsonValue value, String indentation, boolean inOneLine) {
        List<String> parts = new ArrayList<>();
        String inner = indentation + unit();
        boolean isObject = value instanceof ObjectValue;
        if (value instanceof ObjectValue object) {
            object.members().forEach((name, member) -> parts.add(member(Optional.of(name), member, inner, inOneLine)));
        } else if (value instanceof ArrayValue array) {
            array.items().forEach(item -> parts.add(written(item, inner, inOneLine)));
        } else {
            return JsonWriter.compact(value);
        }
        String open = isObject ? "{" : "[";
        String close = isObject ? "}" : "]";
        boolean isShort = !isObject && parts.stream().noneMatch(part -> part.startsWith("{") || part.startsWith("["));
        if (parts.isEmpty() || inOneLine || isShort) {
            return open + String.join(", ", parts) + close;
        }
        String end = SettingsText.lineEnd(text());
        return open + end + inner + String.join("," + end + inner, parts) + end + indentation + close;
    }
}
