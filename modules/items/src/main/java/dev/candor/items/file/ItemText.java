package dev.candor.items.file;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The content of an item's file, one character a byte so that nothing is lost, in lines.
 *
 * @param mark the byte order mark of UTF-8, where the file begins with one
 * @param lines each with its end
 */
record ItemText(String mark, List<String> lines) {
    private static final String MARK = "\u00EF\u00BB\u00BF";

    ItemText {
        lines = List.copyOf(lines);
    }

    static ItemText of(String latin) {
        String mark = latin.startsWith(MARK) ? MARK : "";
        return new ItemText(mark, Markdown.lines(latin.substring(mark.length())));
    }

    ItemText with(List<String> others) {
        return new ItemText(mark, others);
    }

    /** All of it again. */
    String latin() {
        return mark + String.join("", lines);
    }

    byte[] bytes() {
        return latin().getBytes(StandardCharsets.ISO_8859_1);
    }
}
