package dev.candor.validation.contract;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.SchemaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dictionary of reason codes: which codes a failed run may give, and the error class that a code implies. A code
 * without a class goes with every class.
 */
public final class ReasonCodes {
    private final Map<String, Optional<String>> classes;

    private ReasonCodes(Map<String, Optional<String>> classes) {
        this.classes = classes;
    }

    /**
     * Reads a dictionary: {@code {"reason_codes": [{"code": …, "error_class": …?}, …]}}.
     *
     * @throws SchemaException when it has another form or names a code twice
     */
    public static ReasonCodes parse(byte[] json) {
        Map<String, Optional<String>> classes = new LinkedHashMap<>();
        for (ObjectValue entry : entries(json)) {
            String code = entry.text("code")
                    .orElseThrow(() -> new SchemaException("an entry of reason_codes has no \"code\" text"));
            if (entry.member("error_class").isPresent()
                    && entry.text("error_class").isEmpty()) {
                throw new SchemaException("the error_class of reason code '" + code + "' is no text");
            }
            if (classes.put(code, entry.text("error_class")) != null) {
                throw new SchemaException("the reason code '" + code + "' is defined twice");
            }
        }
        return new ReasonCodes(classes);
    }

    private static List<ObjectValue> entries(byte[] json) {
        try {
            if (JsonValue.parse(json) instanceof ObjectValue object
                    && object.member("reason_codes").orElse(null) instanceof ArrayValue entries
                    && entries.items().stream().allMatch(ObjectValue.class::isInstance)) {
                return entries.items().stream().map(ObjectValue.class::cast).toList();
            }
        } catch (JsonSyntaxException e) {
            throw SchemaException.noJson(e);
        }
        throw new SchemaException("it must be an object with a list \"reason_codes\" of objects");
    }

    /** Whether the dictionary has the code. */
    public boolean contains(String code) {
        return classes.containsKey(code);
    }

    /** The error class that the code implies. */
    public Optional<String> classOf(String code) {
        return classes.getOrDefault(code, Optional.empty());
    }

    /** All codes, in the dictionary's order. */
    public List<String> codes() {
        return List.copyOf(classes.keySet());
    }
}
