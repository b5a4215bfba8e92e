package dev.candor.agents.internal.otlp;

import dev.candor.agents.internal.otlp.Value.BytesValue;

/**
 * Reads the fields of nested messages, one after the other, whatever their encoding. A field is read by the method for its
 * type, once, before the next one.
 *
 * <p>All methods throw {@link OtlpSyntaxException} when the request cannot be read on.
 */
sealed interface FieldReader permits ProtobufFields, JsonFields {
    /** The deepest nesting of messages that the decoder asks for. */
    int MAX_DEPTH = 8 + 3 * ValueReader.MAX_NESTING;

    /** Enters the message that the current field holds; at first, the request. */
    void enter(Message message);

    /**
     * Goes on to the next field of the message that was entered last, late ones after all others, and returns its name; empty
     * if there is none. Then the message is left, and those of the message around it follow.
     */
    String next();

    /** Passes over the message that the current field holds, whatever is in it. */
    void skip();

    /** A string. */
    Text text();

    /** Bytes. */
    BytesValue bytes();

    /** An id of so many bytes, in lower-case hexadecimal; empty if there is another number of them, or zeros only. */
    String id(int length);

    /** A whole number of 64 bits, as the field has it: signed or unsigned. */
    long integer();

    /** A whole number of 32 bits: that of a word of an enumeration. */
    int code();

    /** A number. */
    double real();

    /** True or false. */
    boolean flag();

    /** How much was read until now: fields of protobuf or bytes of JSON, those twice that were gone through twice. */
    long steps();

    /** What refuses the request here. */
    OtlpSyntaxException refusal(String sentence);
}
