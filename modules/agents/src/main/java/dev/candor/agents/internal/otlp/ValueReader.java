package dev.candor.agents.internal.otlp;

import dev.candor.agents.internal.otlp.Attributes.Attribute;
import dev.candor.agents.internal.otlp.Value.ArrayValue;
import dev.candor.agents.internal.otlp.Value.BoolValue;
import dev.candor.agents.internal.otlp.Value.DoubleValue;
import dev.candor.agents.internal.otlp.Value.EmptyValue;
import dev.candor.agents.internal.otlp.Value.IntValue;
import dev.candor.agents.internal.otlp.Value.MapValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads attributes and the values in them, within bounds for each record: what is beyond them is passed over, and the record
 * is known not to be whole.
 */
final class ValueReader {
    static final int MAX_NESTING = 32;
    static final int MAX_VALUES = 65_536;

    private final FieldReader in;
    private int values;
    private boolean isWithinBounds;

    ValueReader(FieldReader in) {
        this.in = in;
    }

    /** A record begins: its values are counted from here. */
    void begin() {
        values = 0;
        isWithinBounds = true;
    }

    /** Whether nothing of the record was passed over. */
    boolean isWithinBounds() {
        return isWithinBounds;
    }

    /** Refuses the request when something was passed over of what is no record, but about records. */
    void requireBounds() {
        if (!isWithinBounds) {
            throw in.refusal("Expected a resource or scope with at most " + MAX_VALUES
                    + " attributes and values, nested at most " + MAX_NESTING + " deep, found more");
        }
    }

    /** Adds the attribute that the current field holds. */
    void attribute(List<Attribute> attributes) {
        attribute(attributes, 0);
    }

    /** The value that the current field holds; one that is given in parts goes on with what was read of it before. */
    Value value(Value before) {
        return value(before, 0);
    }

    private void attribute(List<Attribute> attributes, int nesting) {
        if (!count()) {
            in.skip();
            return;
        }
        in.enter(Message.KEY_VALUE);
        Text key = Text.EMPTY;
        Value value = EmptyValue.EMPTY;
        for (String field = in.next(); !field.isEmpty(); field = in.next()) {
            switch (field) {
                case "key" -> key = in.text();
                default -> value = value(value, nesting);
            }
        }
        attributes.add(new Attribute(key, value));
    }

    private Value value(Value before, int nesting) {
        in.enter(Message.ANY_VALUE);
        Value value = before;
        for (String field = in.next(); !field.isEmpty(); field = in.next()) {
            value = switch (field) {
                case "stringValue" -> in.text();
                case "boolValue" -> new BoolValue(in.flag());
                case "intValue" -> new IntValue(in.integer());
                case "doubleValue" -> new DoubleValue(in.real());
                case "arrayValue" -> array(value, nesting + 1);
                case "kvlistValue" -> map(value, nesting + 1);
                case "bytesValue" -> in.bytes();
                default -> throw OtlpDecoder.unread(field);
            };
        }
        return value;
    }

    private Value array(Value before, int nesting) {
        if (!isWithin(nesting)) {
            in.skip();
            return before;
        }
        in.enter(Message.ARRAY_VALUE);
        ArrayValue array = before instanceof ArrayValue begun ? begun : new ArrayValue(new ArrayList<>());
        while (!in.next().isEmpty()) {
            if (count()) {
                array.items().add(value(EmptyValue.EMPTY, nesting));
            } else {
                in.skip();
            }
        }
        return array;
    }

    private Value map(Value before, int nesting) {
        if (!isWithin(nesting)) {
            in.skip();
            return before;
        }
        in.enter(Message.KEY_VALUE_LIST);
        MapValue map = before instanceof MapValue begun ? begun : new MapValue(new Attributes(new ArrayList<>()));
        while (!in.next().isEmpty()) {
            attribute(map.members().list(), nesting);
        }
        return map;
    }

    private boolean isWithin(int nesting) {
        isWithinBounds &= nesting <= MAX_NESTING;
        return nesting <= MAX_NESTING;
    }

    private boolean count() {
        isWithinBounds &= ++values <= MAX_VALUES;
        return values <= MAX_VALUES;
    }
}
