package dev.candor.validation.schema;

import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** The types a schema can ask for. */
enum JsonType {
    OBJECT(1),
    ARRAY(2),
    STRING(4),
    NUMBER(8),
    INTEGER(16),
    BOOLEAN(32),
    NULL(64);

    private final int bit;

    JsonType(int bit) {
        this.bit = bit;
    }

    static Optional<JsonType> named(String name) {
        for (JsonType type : values()) {
            if (type.word().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    int bit() {
        return bit;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String words(int bits) {
        StringJoiner words = new StringJoiner(" or ");
        for (JsonType type : values()) {
            if ((bits & type.bit()) != 0) {
                words.add(type.word());
            }
        }
        return words.toString();
    }
}
