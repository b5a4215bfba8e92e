package dev.candor.insight;

import dev.candor.foundation.capability.Members;
import dev.candor.foundation.capability.Shape;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.CodePoints;
import dev.candor.foundation.text.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A badge for a page: what ran, and how often that went well.
 *
 * @param runs how many there are; a badge of none is grey
 */
record Badge(String label, String message, Color color, long runs) {
    private static final int RATE_DECIMALS = 3;
    /** A rate that is nearly 1 is never shown as 100 %. */
    private static final BigDecimal NEARLY_ONE = new BigDecimal("0.999");

    private static final int MAX_LABEL = 60;
    private static final int PADDING = 6;
    private static final double FINE = 0.95;
    private static final double FAIR = 0.8;

    /** As badge services name it, and a shade on which white letters can be read. */
    enum Color {
        GREEN("#2e7d32"),
        YELLOW("#8a6100"),
        RED("#c62828"),
        LIGHTGREY("#616161");

        private final String shade;

        Color(String shade) {
            this.shade = shade;
        }
    }

    /** Of so many runs. */
    static Badge of(String label, long successes, long runs) {
        String shown = CodePoints.exceed(label, MAX_LABEL) ? CodePoints.first(label, MAX_LABEL - 1) + "…" : label;
        if (runs == 0) {
            return new Badge(shown, "no runs", Color.LIGHTGREY, 0);
        }
        double rate = (double) successes / runs;
        BigDecimal rounded = BigDecimal.valueOf(rate).setScale(RATE_DECIMALS, RoundingMode.HALF_EVEN);
        BigDecimal percent = successes == runs ? rounded : rounded.min(NEARLY_ONE);
        Color color = rate >= FINE ? Color.GREEN : rate >= FAIR ? Color.YELLOW : Color.RED;
        return new Badge(shown, Wording.percent(percent) + " of " + Wording.count(runs, "run"), color, runs);
    }

    /** The picture, on one line, which refers to nothing outside of it. */
    String svg() {
        int left = width(label);
        int right = width(message);
        String text = escaped(label) + ": " + escaped(message);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"20\" role=\"img\" aria-label=\"%2$s\">"
                        + "<title>%2$s</title><clipPath id=\"r\"><rect width=\"%1$d\" height=\"20\" rx=\"3\"/></clipPath>"
                        + "<g clip-path=\"url(#r)\"><rect width=\"%3$d\" height=\"20\" fill=\"#424242\"/>"
                        + "<rect x=\"%3$d\" width=\"%4$d\" height=\"20\" fill=\"%5$s\"/></g>"
                        + "<g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,Geneva,sans-serif\" font-size=\"11\">%6$s%7$s</g></svg>",
                left + right,
                text,
                left,
                right,
                color.shade,
                letters(0, label),
                letters(left, message));
    }

    /** The letters fill their width in any font. */
    private static String letters(int from, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"14\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\">%s</text>",
                from + PADDING,
                width(text) - 2 * PADDING,
                escaped(text));
    }

    private static int width(String text) {
        return 2 * PADDING
                + (int) Math.ceil(text.codePoints().mapToDouble(Badge::width).sum());
    }

    /** About as wide as Verdana is at 11 pixels. */
    private static double width(int letter) {
        if ("iIjl|.,:;'!".indexOf(letter) >= 0) {
            return 3.8;
        }
        if ("frt()[]{}/\\- ".indexOf(letter) >= 0) {
            return 4.7;
        }
        if ("mwMW@%".indexOf(letter) >= 0) {
            return 10.8;
        }
        return letter > 0x2e7f ? 11 : Character.isUpperCase(letter) ? 7.9 : 6.9;
    }

    /** What XML cannot hold, and what would turn the words of a page around, is shown as unknown. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isShown(letter) ? letter : 0xfffd);
            }
        });
        return escaped.toString();
    }

    private static boolean isShown(int letter) {
        return !Character.isISOControl(letter)
                && Character.getType(letter) != Character.SURROGATE
                && !turnsWritingAround(letter)
                && letter != 0xfffe
                && letter != 0xffff;
    }

    private static boolean turnsWritingAround(int letter) {
        return (letter >= 0x202a && letter <= 0x202e) || (letter >= 0x2066 && letter <= 0x2069);
    }

    /** What badge services read, whose names are not ours: {@code schemaVersion}. */
    enum Endpoint implements Shape.Writing<Badge> {
        INSTANCE;

        @Override
        public ObjectValue schema() {
            return ObjectValue.parse("""
                    {"type":"object","properties":{
                      "schemaVersion":{"type":"integer","description":"Always 1."},
                      "label":{"type":"string","description":"What ran, or the label that was asked for."},
                      "message":{"type":"string","description":"The success rate and the number of runs; no runs without any."},
                      "color":{"type":"string","enum":["green","yellow","red","lightgrey"],
                        "description":"green from 95 % on, yellow from 80 % on, else red; lightgrey without runs."}},
                     "required":["schemaVersion","label","message","color"]}""");
        }

        @Override
        public ObjectValue write(Badge badge) {
            return new Members()
                    .put("schemaVersion", 1L, JsonValue::of)
                    .put("label", badge.label(), JsonValue::of)
                    .put("message", badge.message(), JsonValue::of)
                    .put("color", Members.word(badge.color()), JsonValue::of)
                    .object();
        }
    }
}
