package dev.candor.export.internal.page;

import dev.candor.foundation.text.HiddenCharacters;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Writes elements that are closed again and texts that stay texts: the same bytes are valid HTML and well-formed XML. What
 * would not show in a text, or would make it show as another, is shown by its number.
 */
final class Markup {
    private static final int MAX_LENGTH = 2000;
    private static final Set<String> INLINE = Set.of(
            "a", "b", "code", "dfn", "em", "span", "strong", "time", "small", "td", "th", "li", "h1", "h2", "p", "dt");

    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();

    Markup(Writer out) {
        this.out = out;
    }

    /** Writes what is no text: our own, never anybody's words. */
    Markup raw(String markup) throws IOException {
        out.write(markup);
        return this;
    }

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn
     */
    Markup open(String name, String... attributes) throws IOException {
        start(name, attributes);
        out.write(">");
        open.push(name);
        return INLINE.contains(name) ? this : raw("\n");
    }

    /** Closes the element that was opened last. */
    Markup close() throws IOException {
        String name = open.pop();
        out.write("</" + name + ">");
        return Set.of("a", "b", "code", "em", "span", "strong", "time", "small").contains(name) ? this : raw("\n");
    }

    /** An element that never has content. */
    Markup empty(String name, String... attributes) throws IOException {
        start(name, attributes);
        out.write("/>\n");
        return this;
    }

    /** An element with a text. */
    Markup element(String name, String text, String... attributes) throws IOException {
        return open(name, attributes).text(text).close();
    }

    /** A text of anybody; its end is left out when it is very long. */
    Markup text(String text) throws IOException {
        int told = 0;
        for (int i = 0; i < text.length(); told++) {
            if (told == MAX_LENGTH) {
                out.write("…");
                return this;
            }
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (HiddenCharacters.isHidden(character)) {
                out.write("<span class=\"hidden\">" + String.format(Locale.ROOT, "U+%04X", character) + "</span>");
            } else {
                character(character);
            }
        }
        return this;
    }

    private void start(String name, String... attributes) throws IOException {
        out.write("<" + name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.write(" " + attributes[i] + "=\"");
            String value = Wording.visible(attributes[i + 1], MAX_LENGTH);
            for (int c = 0; c < value.length(); c++) {
                character(value.charAt(c));
            }
            out.write("\"");
        }
    }

    private void character(int character) throws IOException {
        switch (character) {
            case '<' -> out.write("&lt;");
            case '>' -> out.write("&gt;");
            case '&' -> out.write("&amp;");
            case '"' -> out.write("&quot;");
            case '\'' -> out.write("&#39;");
            default -> out.write(Character.toString(character));
        }
    }
}
