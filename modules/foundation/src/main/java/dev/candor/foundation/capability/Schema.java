package dev.candor.foundation.capability;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the types of a record's components do not say of them. From a record marked {@link Arguments} or {@link Result} the
 * build derives its {@link Shape}: a class {@code <Record>Shape} in the same package, with the JSON Schema and the way from
 * or to JSON. Names in JSON are the components' in snake case.
 *
 * <p>Types: {@code String}, {@code boolean}, {@code int}, {@code long}, {@code BigDecimal}, {@code Instant}
 * (ISO 8601 in UTC; as an argument also a day, or how long ago: {@code 7d}), {@code Duration} (whole seconds, the name
 * ending in {@code _s}), enums (words in lower snake case), records that are marked too, {@code ObjectValue} (any object),
 * {@code JsonValue} (anything), {@code List} of these, and {@code Optional} of these: a member that may be absent.
 */
public final class Schema {
    private Schema() {}

    /**
     * A record that is read: of arguments, or of a file that was checked by its schema. Absent may be what is Optional, a
     * List, a boolean (false), or has a default.
     */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.CLASS)
    public @interface Arguments {}

    /** A record of a result, or of a part of one. Absent is only what is Optional and not {@link OrNull}. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.CLASS)
    public @interface Result {}

    /** What the member is, for a person or a model. */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.CLASS)
    public @interface Doc {
        String value();
    }

    /** The least and the greatest value of a number. */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.CLASS)
    public @interface Range {
        long min() default Long.MIN_VALUE;

        long max() default Long.MAX_VALUE;
    }

    /** How many code points a text has, or how many items a list; {@code List<@Size(max = 9) String>} of each text. */
    @Target({ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.CLASS)
    public @interface Size {
        int min() default 0;

        int max() default Integer.MAX_VALUE;
    }

    /** The words that a text may be, where no enum of ours has just these. */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.CLASS)
    public @interface Words {
        String[] value();
    }

    /** A list of arguments that must be given. */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.CLASS)
    public @interface Required {}

    /**
     * The value of an argument that was not given, as JSON. It is told in the description only: generators of clients take
     * what has a default in its schema for required.
     */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.CLASS)
    public @interface Default {
        String value();
    }

    /** An Optional of a result that is null instead of absent. */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.CLASS)
    public @interface OrNull {}

    /** A component of a result that is no member of it: for callers in Java. */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.CLASS)
    public @interface Unwritten {}

    /** The members of this record, which is marked too, stand among those of the record around it. */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.CLASS)
    public @interface Inline {
        /** Members of a result that are omitted, by their names in JSON. */
        String[] without() default {};
    }

    /** The JSON Schema of the member, where it says more than the type: its keywords as JSON, without braces. */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.CLASS)
    public @interface Keywords {
        String value();
    }
}
