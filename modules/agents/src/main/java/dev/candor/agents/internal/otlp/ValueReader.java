package dev.candor.agents.internal.otlp;

import dev.candor.agents.internal.otlp.Attributes.Attribute;
import dev.candor.agents.internal.otlp.Value.ArrayValue;
import dev.candor.agents.internal.otlp.Value.BoolValue;
import dev.candor.agents.internal.otlp.Value.DoubleValue;
import dev.candor.agents.internal.otlp.Value.EmptyValue;
import dev.candor.agents.internal.otlp.Value.IntValue;
import dev.candor.agents.internal.otlp.Value.MapValue;
import java.util.ArrayList;

/** Reads attributes and the values in them, within bounds for each record. */
final class ValueReader {
    static final int MAX_NESTING = 32;
    static final int MAX_VALUES = 65_536;

    private final FieldReader in;
    private int values;

    ValueReader(FieldReader in) {
        this.in = in;
    }

    /** A record begins: its values are counted from here. */
    void begin() {
        values = 0;
    }

    /** The attribute that the current field holds. */
    Attribute attribute() {
        return attribute(0);
    }

    /** The value that the current field holds; one that is given in parts goes on with what was read of it before. */
    Value value(Value before) {
        return value(before, 0);
    }

    private Attribute attribute(int nesting) {
        in.enter(Message.KEY_VALUE);
        Text key = Text.EMPTY;
        Value value = EmptyValue.EMPTY;
        count();
        for (String field = in.next(); !field.isEmpty(); field = in.next()) {
            switch (field) {
                case "key" -> key = in.text();
                default -> value = value(value, nesting);
            }
        }
        return new Attribute(key, value);
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
        bound(nesting);
        in.enter(Message.ARRAY_VALUE);
        ArrayValue array = before instanceof ArrayValue begun ? begun : new ArrayValue(new ArrayList<>());
        while (!in.next().isEmpty()) {
            count();
            array.items().add(value(EmptyValue.EMPTY, nesting));
        }
        return array;
    }

    private Value map(Value before, int nesting) {
        bound(nesting);
        in.enter(Message.KEY_VALUE_LIST);
        MapValue map = before instanceof MapValue begun ? begun : new MapValue(new Attributes(new ArrayList<>()));
        while (!in.next().isEmpty()) {
            map.members().list().add(attribute(nesting));
        }
        return map;
    }

    private void bound(int nesting) {
        if (nesting > MAX_NESTING) {
            throw in.refusal("Expected arrays and maps nested at most " + MAX_NESTING + " deep, found deeper ones");
        }
    }

    private void count() {
        if (++values > MAX_VALUES) {
            throw in.refusal("Expected at most " + MAX_VALUES + " attributes and values in one record, found more");
        }
    }
}
