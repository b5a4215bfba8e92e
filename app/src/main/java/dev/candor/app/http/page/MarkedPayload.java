package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A refused row, line by line, with those marked that a violation points to; one that is no JSON as it came. */
final class MarkedPayload {
    private final Set<String> pointers;
    private final List<Line> lines = new ArrayList<>();

    /** A line of the payload. */
    record Line(String text, boolean isMarked) {}

    private MarkedPayload(Set<String> pointers) {
        this.pointers = pointers;
    }

    static List<Line> of(ObjectValue row) {
        String payload = Format.text(row, "payload");
        MarkedPayload marked = new MarkedPayload(row.objects("violations").stream()
                .map(violation -> Format.text(violation, "pointer"))
                .collect(Collectors.toSet()));
        try {
            marked.add(JsonValue.parse(payload), "", "", "", "");
            return marked.lines;
        } catch (JsonSyntaxException e) {
            return payload.lines().map(line -> new Line(line, false)).toList();
        }
    }

    private void add(JsonValue value, String pointer, String indent, String before, String after) {
        if (value instanceof ObjectValue object && !object.members().isEmpty()) {
            line(indent + before + "{", pointer);
            int left = object.members().size();
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                left--;
                String name = member.getKey();
                String to = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                String said = JsonWriter.compact(JsonValue.of(name)) + ": ";
                add(member.getValue(), to, indent + "  ", said, left > 0 ? "," : "");
            }
            line(indent + "}" + after, "");
        } else if (value instanceof ArrayValue array && !array.items().isEmpty()) {
            line(indent + before + "[", pointer);
            for (int i = 0; i < array.items().size(); i++) {
                add(
                        array.items().get(i),
                        pointer + "/" + i,
                        indent + "  ",
                        "",
                        i + 1 < array.items().size() ? "," : "");
            }
            line(indent + "]" + after, "");
        } else {
            line(indent + before + JsonWriter.compact(value) + after, pointer);
        }
    }

    private void line(String text, String pointer) {
        lines.add(new Line(text, !pointer.isEmpty() && pointers.contains(pointer)));
    }
}
