package dev.candor.foundation.yaml;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads one YAML document (1.1, as PyYAML writes it) into JSON values. No tag makes it build anything else: times stay
 * the text that they are written as, and so does what JSON has no number for. Keys must be scalars, each there once.
 *
 * <p>Bounds: as many values as the caller allows, and a nesting of {@value #MAX_DEPTH}.
 */
public final class YamlReader {
    /** The deepest nesting. */
    public static final int MAX_DEPTH = 50;

    private YamlReader() {}

    /** Takes a large document in parts, so that it need not be in memory as a whole. */
    public interface Visitor {
        /** The document, when it is no mapping. */
        void document(JsonValue value);

        /** A member of the document, when it is a mapping. */
        void member(String key, JsonValue value);

        /** A member of the one member that is taken in parts, when that is a mapping. */
        void part(String key, JsonValue value);
    }

    /**
     * Reads a document; an empty one is {@code null}.
     *
     * @param mostValues the most values it may have, counted after aliases are followed
     * @throws YamlSyntaxException when it is not exactly one document within the bounds
     */
    public static JsonValue read(byte[] utf8, int mostValues) throws YamlSyntaxException {
        try {
            YamlEvents events = new YamlEvents(utf8);
            if (events.isNothing()) {
                return new NullValue();
            }
            JsonValue value = new YamlValues(events, mostValues).value(0);
            events.mustEnd();
            return value;
        } catch (YAMLException e) {
            throw YamlSyntaxException.of(e);
        }
    }

    /** Reads a document; see {@link #read(byte[], int)}. */
    public static JsonValue read(String text, int mostValues) throws YamlSyntaxException {
        return read(text.getBytes(StandardCharsets.UTF_8), mostValues);
    }

    /** Reads a document that is a mapping; an empty one is a mapping without members. */
    public static ObjectValue readMapping(String text, int mostValues) throws YamlSyntaxException {
        JsonValue read = read(text, mostValues);
        if (read instanceof ObjectValue object) {
            return object;
        }
        if (read instanceof NullValue) {
            return new ObjectValue(Map.of());
        }
        throw new YamlSyntaxException("line 1, column 1: a mapping (name: value) is needed");
    }

    /**
     * Reads a document in parts: its members, and the members of one of them. Merges ({@code <<}) are not followed on
     * these two levels.
     *
     * @param parted the key of the member that is taken in parts
     * @throws YamlSyntaxException as {@link #read(byte[], int)}; the visitor may have been told of parts before
     */
    public static void visit(byte[] utf8, int mostValues, String parted, Visitor visitor) throws YamlSyntaxException {
        try {
            YamlEvents events = new YamlEvents(utf8);
            if (events.isNothing()) {
                visitor.document(new NullValue());
                return;
            }
            YamlValues values = new YamlValues(events, mostValues);
            if (!events.isMapping()) {
                visitor.document(values.value(0));
            } else {
                values.members(key -> {
                    if (key.equals(parted) && events.isMapping()) {
                        values.members(part -> visitor.part(part, values.value(2)));
                        visitor.member(key, new ObjectValue(new LinkedHashMap<>()));
                    } else {
                        visitor.member(key, values.value(1));
                    }
                });
            }
            events.mustEnd();
        } catch (YAMLException e) {
            throw YamlSyntaxException.of(e);
        }
    }
}
