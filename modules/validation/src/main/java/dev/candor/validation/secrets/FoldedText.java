package dev.candor.validation.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;

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

    private FoldedText(String text, int... places) {
        this.text = text;
        this.places = places;
    }

    static FoldedText of(String original) {
        // of texts in UTF-8, ASCII alone has a byte for each character
        if (original.getBytes(UTF_8).length == original.length()) {
            return new FoldedText(original);
        }
        StringBuilder folded = new StringBuilder(original.length());
        int[] places = new int[original.length() + 1];
        for (int at = 0; at < original.length(); at++) {
            int point = original.codePointAt(at);
            places[folded.length()] = at;
            folded.append(point < 128 ? Character.toString(point) : folded(point));
            at += Character.charCount(point) - 1;
        }
        places[folded.length()] = original.length();
        return new FoldedText(folded.toString(), places);
    }

    String text() {
        return text;
    }

    /** Where a character of the folded text stands in the original; after the last one, the original's length. */
    int place(int at) {
        return places.length == 0 ? at : places[at];
    }

    /** The character to read instead; none for one that has no width. */
    private static String folded(int point) {
        int alike = ALIKE.indexOf(point);
        int type = Character.getType(point);
        if (alike >= 0) {
            return PLAIN.substring(alike, alike + 1);
        } else if (type == Character.FORMAT || type == Character.NON_SPACING_MARK) {
            return "";
        } else if (type == Character.SPACE_SEPARATOR) {
            return " ";
        }
        boolean accented = point < 0x250 || (point >= 0x1E00 && point < 0x2000);
        boolean styled = (point >= 0xFF00 && point < 0xFFF0) || (point >= 0x1D400 && point < 0x1D800);
        boolean letterlike = point >= 0x2100 && point < 0x2150;
        String character = Character.toString(point);
        String plain =
                accented || styled || letterlike ? Normalizer.normalize(character, Normalizer.Form.NFKD) : character;
        boolean ascii = plain.charAt(0) < 128;
        return ascii ? plain.substring(0, 1) : character.length() == 1 ? character : "\uFFFD";
    }
}
