package dev.candor.foundation.capability;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Instant;

/**
 * A record as JSON. Derived by the build for records marked {@link Schema.Arguments} or {@link Schema.Result}.
 *
 * @param <T> the record
 */
public interface Shape<T> {
    /** JSON Schema 2020-12 of the object. */
    ObjectValue schema();

    /** Of arguments: from an object that is valid by the schema. */
    interface Reading<T> extends Shape<T> {
        /**
         * The record that an object says.
         *
         * @param now for moments that say how long ago
         * @throws InvalidArgumentException for a text that is no moment, which a schema does not notice
         */
        T read(ObjectValue object, Instant now) throws InvalidArgumentException;
    }

    /** Of a result: to an object that is valid by the schema. */
    interface Writing<T> extends Shape<T> {
        /** The object that says the record. */
        ObjectValue write(T value);
    }
}
