package dev.candor.capabilityprocessor;

import java.util.Locale;

/** Texts as source has them. */
final class Texts {
    private Texts() {}

    /** A text as JSON has it. */
    static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            if (character == '"' || character == '\\') {
                json.append('\\');
            }
            if (character < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else {
                json.appendCodePoint(character);
            }
        });
        return json.append('"').toString();
    }

    /** A text as Java has it. */
    static String java(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
