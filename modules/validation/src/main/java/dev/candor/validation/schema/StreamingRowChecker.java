package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonToken;
import dev.candor.foundation.text.MeantWord;
import dev.candor.foundation.text.Wording;
import dev.candor.validation.schema.SchemaNode.Allowed;
import dev.candor.validation.schema.SchemaNode.Range;
import dev.candor.validation.schema.SchemaNode.Scalar;
import dev.candor.validation.schema.SchemaNode.Size;
import dev.candor.validation.schema.SchemaNode.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Walks a compiled schema and a row's tokens side by side, without building the row in memory. */
final class StreamingRowChecker implements RowChecker {
    private final SchemaNode root;
    private final List<String> texts;
    private final int[] textOfProperty;
    private final JsonReader reader = new JsonReader();
    private final JsonPath path = new JsonPath();
    private @Nullable String[] found = {};
    private List<Violation> violations = List.of();

    StreamingRowChecker(SchemaNode root, List<String> texts) {
        this.root = root;
        this.texts = texts;
        this.textOfProperty = new int[root.properties().size()];
        for (int i = 0; i < textOfProperty.length; i++) {
            textOfProperty[i] = texts.indexOf(root.properties().name(i));
        }
    }

    private static final class Row implements CheckedRow {
        private final List<Violation> violations;
        private final List<String> texts;
        private final @Nullable String[] found;

        Row(List<Violation> violations, List<String> texts, @Nullable String[] found) {
            this.violations = violations;
            this.texts = texts;
            this.found = found;
        }

        @Override
        public List<Violation> violations() {
            return violations;
        }

        @Override
        public Optional<String> text(String property) {
            return Optional.ofNullable(found[texts.indexOf(property)]);
        }
    }

    @Override
    public CheckedRow check(byte[] bytes, int from, int to) {
        found = new String[texts.size()];
        violations = List.of();
        path.clear();
        try {
            reader.over(bytes, from, to).next();
            value(root);
            reader.next();
        } catch (JsonSyntaxException e) {
            return new Row(List.of(Sentences.noJson(e)), texts, new String[texts.size()]);
        }
        return new Row(violations, texts, found);
    }

    private void value(SchemaNode node) {
        JsonToken token = reader.token();
        if (node.types() != 0 && (node.types() & typeBits(token)) == 0) {
            violate("type", "must be " + JsonType.words(node.types()) + ", found " + shown(token));
        }
        Allowed allowed = node.allowed();
        if (allowed != null && !isAmong(allowed.values(), token)) {
            violate(
                    allowed.keyword(),
                    "must be " + choices(allowed) + ", found " + shown(token) + meant(allowed, token));
        }
        switch (token) {
            case STRING -> string(node.text());
            case NUMBER -> number(node.range());
            case OBJECT_START -> object(node);
            case ARRAY_START -> array(node);
            case TRUE, FALSE, NULL, NAME, OBJECT_END, ARRAY_END, END -> {}
        }
    }

    private int typeBits(JsonToken token) {
        return switch (token) {
            case OBJECT_START -> JsonType.OBJECT.bit();
            case ARRAY_START -> JsonType.ARRAY.bit();
            case STRING -> JsonType.STRING.bit();
            case NUMBER -> JsonType.NUMBER.bit() | (isInteger() ? JsonType.INTEGER.bit() : 0);
            case TRUE, FALSE -> JsonType.BOOLEAN.bit();
            case NULL -> JsonType.NULL.bit();
            case NAME, OBJECT_END, ARRAY_END, END -> 0;
        };
    }

    /** {@code 1.0} and {@code 1e2} are integers too. */
    private boolean isInteger() {
        return reader.plainInteger() || reader.number().stripTrailingZeros().scale() <= 0;
    }

    private boolean isAmong(List<Scalar> values, JsonToken token) {
        for (Scalar value : values) {
            if (value.token() == token && isSame(value)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSame(Scalar value) {
        return switch (value.token()) {
            case STRING -> reader.textEquals(value.utf8());
            case NUMBER -> value.number() != null && reader.number().compareTo(value.number()) == 0;
            case TRUE, FALSE, NULL, NAME, OBJECT_START, OBJECT_END, ARRAY_START, ARRAY_END, END -> true;
        };
    }

    private void string(Text text) {
        Size length = text.length();
        if (length.isBounded()) {
            int points = reader.codePoints();
            if (points < length.least()) {
                violate(
                        "minLength",
                        "must have at least " + Wording.count(length.least(), "character") + ", found " + points);
            }
            if (points > length.most()) {
                violate(
                        "maxLength",
                        "must have at most " + Wording.count(length.most(), "character") + ", found " + points);
            }
        }
        if (text.pattern() != null && !text.pattern().matches(reader.text())) {
            violate("pattern", "must match " + text.patternText() + ", found " + shown(JsonToken.STRING));
        }
    }

    private void number(Range range) {
        bound("minimum", "at least", range.minimum(), 1, 0);
        bound("maximum", "at most", range.maximum(), -1, 0);
        bound("exclusiveMinimum", "more than", range.exclusiveMinimum(), 1, 1);
        bound("exclusiveMaximum", "less than", range.exclusiveMaximum(), -1, 1);
    }

    private void bound(String keyword, String words, @Nullable BigDecimal bound, int direction, int least) {
        if (bound != null && reader.number().compareTo(bound) * direction < least) {
            violate(keyword, "must be " + words + " " + bound + ", found " + reader.numberText());
        }
    }

    private void object(SchemaNode node) {
        PropertyTable properties = node.properties();
        boolean top = reader.depth() == 1;
        long missing = properties.required();
        int index = -1;
        while (reader.next() == JsonToken.NAME) {
            int known = properties.find(reader, index);
            if (known >= 0) {
                index = known;
                missing &= ~(1L << known);
                path.enter(properties.name(known));
                reader.next();
                if (top) {
                    keepText(textOfProperty[known]);
                }
                value(properties.schema(known));
                path.leave();
            } else {
                unknownProperty(node, top);
            }
        }
        for (int i = 0; missing != 0; i++, missing >>>= 1) {
            if ((missing & 1) != 0) {
                violate("required", "misses the required property '" + properties.name(i) + "'");
            }
        }
    }

    private void unknownProperty(SchemaNode node, boolean top) {
        SchemaNode additional = node.additional();
        if (additional == null && !node.closed()) {
            reader.next();
            reader.skipValue();
            return;
        }
        String name = reader.text();
        if (node.closed()) {
            violate(
                    "additionalProperties",
                    "has the property '" + Sentences.printable(name) + "', which the contract does not know");
        }
        path.enter(name);
        reader.next();
        if (top) {
            keepText(texts.indexOf(name));
        }
        if (additional == null) {
            reader.skipValue();
        } else {
            value(additional);
        }
        path.leave();
    }

    private void keepText(int place) {
        if (place >= 0 && reader.token() == JsonToken.STRING) {
            found[place] = reader.text();
        }
    }

    private void array(SchemaNode node) {
        SchemaNode items = node.items() == null ? SchemaNode.ANY : node.items();
        int count = 0;
        while (reader.next() != JsonToken.ARRAY_END) {
            path.enter(count);
            value(items);
            path.leave();
            count++;
        }
        if (count < node.itemCount().least()) {
            violate(
                    "minItems",
                    "must have at least " + Wording.count(node.itemCount().least(), "item") + ", found " + count);
        }
        if (count > node.itemCount().most()) {
            violate(
                    "maxItems",
                    "must have at most " + Wording.count(node.itemCount().most(), "item") + ", found " + count);
        }
    }

    private void violate(String rule, String sentence) {
        if (violations.isEmpty()) {
            violations = new ArrayList<>();
        }
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(new Violation(rule, path.pointer(), path.subject() + " " + sentence));
        }
    }

    private String shown(JsonToken token) {
        return switch (token) {
            case STRING -> Sentences.quoted(reader.text());
            case NUMBER -> reader.numberText();
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> "null";
            case OBJECT_START -> "an object";
            case ARRAY_START -> "an array";
            case NAME, OBJECT_END, ARRAY_END, END -> throw new IllegalStateException("no value starts at " + token);
        };
    }

    private String meant(Allowed allowed, JsonToken token) {
        return token == JsonToken.STRING ? MeantWord.hint(reader.text(), allowed.texts()) : "";
    }

    private static String choices(Allowed allowed) {
        return allowed.values().stream()
                .map(Scalar::toString)
                .collect(Collectors.joining(", ", allowed.values().size() == 1 ? "" : "one of ", ""));
    }
}
