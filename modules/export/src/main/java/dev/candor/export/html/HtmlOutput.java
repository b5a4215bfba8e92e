package dev.candor.export.html;

import dev.candor.foundation.text.HiddenCharacters;
import dev.candor.foundation.text.Wording;
import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where templates write texts of anybody: markup in them is escaped; a character that would not show, or would make the
 * text show as another, is told by its number; the end of a very long text is omitted.
 */
public final class HtmlOutput extends OwaspHtmlTemplateOutput {
    private static final int MAX_LENGTH = 2000;

    private boolean isPlainText;

    /** Over this output. */
    public HtmlOutput(TemplateOutput out) {
        super(out);
    }

    @Override
    public void setContext(String element, @Nullable String attribute) {
        super.setContext(element, attribute);
        isPlainText = attribute != null || element.equals("title");
    }

    @Override
    public void writeUserContent(@Nullable String text) {
        if (text == null) {
            return;
        }
        if (isPlainText) {
            super.writeUserContent(Wording.visible(text, MAX_LENGTH));
            return;
        }
        int start = 0;
        int told = 0;
        for (int i = 0; i < text.length() && told < MAX_LENGTH; told++) {
            int character = text.codePointAt(i);
            int next = i + Character.charCount(character);
            if (HiddenCharacters.isHidden(character)) {
                super.writeUserContent(text.substring(start, i));
                writeContent("<span class=\"hidden\">" + String.format(Locale.ROOT, "U+%04X", character) + "</span>");
                start = next;
            }
            i = next;
        }
        int end = text.offsetByCodePoints(0, told);
        super.writeUserContent(text.substring(start, end) + (end < text.length() ? "…" : ""));
    }
}
