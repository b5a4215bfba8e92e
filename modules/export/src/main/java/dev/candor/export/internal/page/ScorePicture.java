package dev.candor.export.internal.page;

import dev.candor.export.internal.session.CanonicalJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Draws points on a line from the fewest to the most that there are. Positions are parts of the width, in percent. */
final class ScorePicture {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final BigDecimal NEAR = BigDecimal.TEN;

    private final RubricFacts rubric;
    private final BigDecimal least;
    private final BigDecimal most;

    /**
     * A line.
     *
     * @param lowest the lowest sum on the way to the total
     * @param highest the highest
     */
    ScorePicture(RubricFacts rubric, BigDecimal lowest, BigDecimal highest) {
        this.rubric = rubric;
        this.least = lowest.min(BigDecimal.ZERO);
        this.most = highest.max(rubric.max()).max(least.add(BigDecimal.ONE));
    }

    /** The total between the thresholds. */
    void line(Markup page, BigDecimal total, String words) throws IOException {
        page.open("svg", "class", "line", "role", "img", "width", "100%", "height", "74", "aria-label", words);
        zone(page, "zone-fail", BigDecimal.ZERO, rubric.conditional());
        zone(page, "zone-conditional", rubric.conditional(), rubric.pass());
        zone(page, "zone-pass", rubric.pass(), rubric.max());
        boolean near = part(rubric.pass()).subtract(part(rubric.conditional())).compareTo(NEAR) < 0;
        label(page, BigDecimal.ZERO, "start");
        if (rubric.conditional().signum() > 0 && rubric.conditional().compareTo(rubric.pass()) < 0) {
            label(page, rubric.conditional(), near ? "end" : "middle");
        }
        label(page, rubric.pass(), near ? "start" : "middle");
        if (part(rubric.max()).subtract(part(rubric.pass())).compareTo(NEAR) >= 0) {
            label(page, rubric.max(), "end");
        }
        String at = percent(part(total));
        page.empty("line", "class", "marker", "x1", at, "x2", at, "y1", "20", "y2", "54");
        page.empty("circle", "class", "marker", "cx", at, "cy", "37", "r", "7");
        page.element("text", text(total), "class", "now", "x", at, "y", "14", "text-anchor", anchor(part(total)));
        page.close();
    }

    private void zone(Markup page, String name, BigDecimal from, BigDecimal to) throws IOException {
        if (to.compareTo(from) > 0) {
            page.empty(
                    "rect",
                    "class",
                    name,
                    "x",
                    percent(part(from)),
                    "y",
                    "31",
                    "height",
                    "12",
                    "width",
                    percent(part(to).subtract(part(from))));
        }
    }

    private void label(Markup page, BigDecimal points, String anchor) throws IOException {
        String at = percent(part(points));
        page.empty("line", "class", "tick", "x1", at, "x2", at, "y1", "28", "y2", "50");
        page.element("text", text(points), "class", "tick", "x", at, "y", "68", "text-anchor", anchor);
    }

    /** One step of the sum: from what it was to what it is. */
    void step(Markup page, BigDecimal from, BigDecimal to) throws IOException {
        String kind = to.compareTo(from) < 0 ? "minus" : "plus";
        BigDecimal left = part(from.min(to));
        page.open("svg", "class", "bar", "width", "100%", "height", "14", "aria-hidden", "true");
        page.empty("rect", "class", "track", "x", "0", "y", "6", "width", "100%", "height", "2");
        page.empty(
                "rect",
                "class",
                kind,
                "x",
                percent(left),
                "y",
                "1",
                "height",
                "12",
                "rx",
                "2",
                "width",
                percent(part(from.max(to)).subtract(left)));
        page.close();
    }

    private BigDecimal part(BigDecimal points) {
        return points.subtract(least)
                .multiply(WHOLE)
                .divide(most.subtract(least), 2, RoundingMode.HALF_EVEN)
                .max(BigDecimal.ZERO)
                .min(WHOLE);
    }

    private static String anchor(BigDecimal part) {
        return part.compareTo(BigDecimal.valueOf(4)) < 0
                ? "start"
                : part.compareTo(BigDecimal.valueOf(96)) > 0 ? "end" : "middle";
    }

    private static String percent(BigDecimal part) {
        return CanonicalJson.number(part).text() + "%";
    }

    static String text(BigDecimal points) {
        return CanonicalJson.number(points).text();
    }
}
