package dev.candor.agents.internal.otlp;

import dev.candor.agents.internal.otlp.Attributes.Attribute;
import java.util.Iterator;
import java.util.List;

/**
 * Attributes in the order in which they were sent. A key that was sent twice is there twice.
 *
 * @param list all of them
 */
public record Attributes(List<Attribute> list) implements Iterable<Attribute> {
    /** A key and its value. */
    public record Attribute(Text key, Value value) {}

    /** The value of a key: of several the last string, or the last where none is a string; empty without such a key. */
    public Value get(String key) {
        Value found = Value.EmptyValue.EMPTY;
        for (Attribute attribute : list) {
            if ((attribute.value() instanceof Text || !(found instanceof Text))
                    && attribute.key().is(key)) {
                found = attribute.value();
            }
        }
        return found;
    }

    /** The text of {@link #get}. */
    public String text(String key) {
        return get(key).text();
    }

    @Override
    public Iterator<Attribute> iterator() {
        return list.iterator();
    }
}
