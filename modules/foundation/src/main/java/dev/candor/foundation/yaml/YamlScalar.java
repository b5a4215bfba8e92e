package dev.candor.foundation.yaml;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import java.util.Set;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What a scalar means by YAML 1.1, as PyYAML decides it: it writes a text plainly when it would read it as a text, so
 * whoever reads more into one changes it.
 */
final class YamlScalar {
    private static final JsonValue NULL = new NullValue();
    private static final JsonValue TRUE = new BooleanValue(true);
    private static final JsonValue FALSE = new BooleanValue(false);
    private static final int MAX_WORD = 5;

    private static final Set<String> TRUES = Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> FALSES = Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> PLAIN = Set.of(
            Tag.INT.getValue(),
            Tag.FLOAT.getValue(),
            Tag.BOOL.getValue(),
            Tag.NULL.getValue(),
            Tag.TIMESTAMP.getValue());

    private YamlScalar() {}

    static JsonValue read(ScalarEvent scalar) throws YamlSyntaxException {
        String tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag == null) {
            return scalar.isPlain() ? plain(text) : JsonValue.of(text);
        }
        if (PLAIN.contains(tag)) {
            return plain(text);
        }
        if (tag.equals(Tag.STR.getValue()) || tag.equals("!")) {
            return JsonValue.of(text);
        }
        throw YamlEvents.fault(scalar, "the tag " + tag + " is not allowed");
    }

    private static JsonValue plain(String text) {
        if (text.length() <= MAX_WORD) {
            if (NULLS.contains(text)) {
                return NULL;
            }
            if (TRUES.contains(text)) {
                return TRUE;
            }
            if (FALSES.contains(text)) {
                return FALSE;
            }
        }
        return YamlNumber.read(text).<JsonValue>map(number -> number).orElseGet(() -> JsonValue.of(text));
    }
}
