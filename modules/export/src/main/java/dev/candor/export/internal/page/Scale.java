package dev.candor.export.internal.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** A line of points from the fewest to the most. Positions on it are parts of its width, in percent. */
record Scale(BigDecimal least, BigDecimal most, BigDecimal conditional, BigDecimal pass, BigDecimal max) {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final BigDecimal ROOM_FOR_NUMBER = BigDecimal.TEN;

    static Scale of(ObjectValue rubric) {
        BigDecimal max = PageText.number(rubric, "max_score");
        BigDecimal conditional = PageText.number(rubric, "conditional_pass_threshold");
        BigDecimal pass = PageText.number(rubric, "pass_threshold");
        return new Scale(BigDecimal.ZERO, max.max(BigDecimal.ONE), conditional, pass, max);
    }

    /** The same scale, as long as is needed to have these points on it. */
    Scale with(BigDecimal points) {
        return new Scale(least.min(points), most.max(points), conditional, pass, max);
    }

    String at(BigDecimal points) {
        return PageText.points(part(points)) + "%";
    }

    String width(BigDecimal from, BigDecimal to) {
        return PageText.points(part(to).subtract(part(from)).abs()) + "%";
    }

    /** On which side of its position a number stands, so that it does not leave the picture. */
    String anchor(BigDecimal points) {
        BigDecimal part = part(points);
        return part.compareTo(BigDecimal.valueOf(4)) < 0
                ? "start"
                : part.compareTo(BigDecimal.valueOf(96)) > 0 ? "end" : "middle";
    }

    /** The points that are marked with their number, without those whose numbers would overlap. */
    List<BigDecimal> ticks() {
        List<BigDecimal> ticks = new ArrayList<>();
        for (BigDecimal points : List.of(BigDecimal.ZERO, pass, max, conditional, least, most)) {
            BigDecimal part = part(points);
            if (ticks.stream().noneMatch(it -> part(it).subtract(part).abs().compareTo(ROOM_FOR_NUMBER) < 0)) {
                ticks.add(points);
            }
        }
        return ticks;
    }

    private BigDecimal part(BigDecimal points) {
        return points.subtract(least)
                .multiply(WHOLE)
                .divide(most.subtract(least), 2, RoundingMode.HALF_EVEN)
                .max(BigDecimal.ZERO)
                .min(WHOLE);
    }
}
