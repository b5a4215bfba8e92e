package dev.candor.validation.secrets;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text in which look-alikes are the letters that they look like: full-width forms, letters of other scripts, accents.
 * Characters without a width are gone.
 */
final class FoldedText {
    private static final String ALIKE =
            "аɑαеεоοрρсϲуγхχіιӏѕԁԛԝјһкκтτмνıłøđðſ" + "АΑВΒЕΕЅΖІΙЈКΚМΜΝОΟРΡСТΤΥХΧУŁØĐİ“”„‘’«»：＝–—−‐‑";
    private static final String PLAIN =
            "aaaeeooppccyyxxiilsdqwjhkkttmvilodds" + "AABBEESZIIJKKMMNOOPPCTTYXXYLODI\"\"\"''\"\":=-----";

    private final String text;
    private final int[] places;

    private FoldedText(String text, int[] places) {
        this.text = text;
        this.places = places;
    }

    String text() {
        return text;
    }

    /** Where a character of the folded text stands in the original; after the last one, the original's length. */
    int place(int at) {
        return places[at];
    }

    static FoldedText of(String original) {
        StringBuilder text = new StringBuilder(original.length());
        int[] places = new int[original.length() + 1];
        int at = 0;
        while (at < original.length()) {
            int point = original.codePointAt(at);
            int folded = point < 128 ? point : folded(point);
            if (folded > 0) {
                places[text.length()] = at;
                text.append(folded <= Character.MAX_VALUE ? (char) folded : '\uFFFD');
            }
            at += Character.charCount(point);
        }
        places[text.length()] = original.length();
        return new FoldedText(text.toString(), Arrays.copyOf(places, text.length() + 1));
    }

    /** The character to read instead; 0 for one that has no width. */
    private static int folded(int point) {
        int type = Character.getType(point);
        if (type == Character.FORMAT || type == Character.NON_SPACING_MARK) {
            return 0;
        }
        if (type == Character.SPACE_SEPARATOR) {
            return ' ';
        }
        int alike = ALIKE.indexOf(point);
        if (alike >= 0) {
            return PLAIN.charAt(alike);
        }
        boolean mayBeAccented = point < 0x250 || (point >= 0x1E00 && point < 0x2000);
        boolean mayBeStyled = (point >= 0xFF00 && point < 0xFFF0) || (point >= 0x1D400 && point < 0x1D800);
        if (!mayBeAccented && !mayBeStyled && !(point >= 0x2100 && point < 0x2150)) {
            return point;
        }
        int first = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
                .codePointAt(0);
        return first < 128 ? first : point;
    }
}
