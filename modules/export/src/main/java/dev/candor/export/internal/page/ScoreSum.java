package dev.candor.export.internal.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The score as a sum, each part drawn where it takes the sum from and to. */
final class ScoreSum {
    private final Page page;
    private final List<Part> parts = new ArrayList<>();
    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal lowest = BigDecimal.ZERO;
    private BigDecimal highest = BigDecimal.ZERO;

    private record Part(String label, BigDecimal from, BigDecimal to, List<String> events) {
        BigDecimal points() {
            return to.subtract(from);
        }
    }

    ScoreSum(Page page) {
        this.page = page;
        for (ObjectValue objective : RubricFacts.objects(page.report(), "objective_breakdown")) {
            BigDecimal awarded = RubricFacts.number(objective, "score_awarded");
            if (awarded.signum() != 0) {
                add(objective.text("label").orElse(""), awarded, Page.texts(objective, "evidence_event_ids"));
            }
        }
        for (ObjectValue error : RubricFacts.objects(page.report(), "critical_errors")) {
            List<String> events = error.text("trigger_event_id").stream().toList();
            add(
                    error.text("code").orElse(""),
                    RubricFacts.number(error, "penalty").negate(),
                    events);
        }
        BigDecimal beyond = total().subtract(sum);
        if (beyond.signum() != 0) {
            add("Kept between 0 and " + ScorePicture.text(page.rubric().max()), beyond, List.of());
        }
    }

    private void add(String label, BigDecimal points, List<String> events) {
        BigDecimal to = sum.add(points);
        parts.add(new Part(label, sum, to, events));
        sum = to;
        lowest = lowest.min(to);
        highest = highest.max(to);
    }

    private BigDecimal total() {
        return RubricFacts.number(page.report(), "score_total");
    }

    void write() throws IOException {
        Markup markup = page.markup();
        ScorePicture picture = new ScorePicture(page.rubric(), lowest, highest);
        page.section("sum", "How the score comes about");
        page.table("sum", "Part", "Points", "Sum", "Event");
        for (Part part : parts) {
            page.openRow();
            page.openRowHeader("Part");
            markup.element("span", part.label(), "class", "name").close();
            page.cell("Points", part.points().signum() < 0 ? "number fail" : "number", Page.signed(part.points()));
            page.openCell("Sum", "picture");
            picture.step(markup, part.from(), part.to());
            markup.close();
            page.openCell("Event", "ids");
            page.events(part.events());
            markup.close().close();
        }
        page.openRow();
        page.openRowHeader("Part");
        markup.element("strong", parts.isEmpty() ? "Nothing counted" : "Total").close();
        page.openCell("Points", "number");
        markup.element("strong", ScorePicture.text(total())).close();
        page.openCell("Sum", "picture");
        picture.step(markup, BigDecimal.ZERO, total());
        markup.close();
        page.cell("Event", "ids", "");
        markup.close();
        page.closeTable();
        markup.close();
    }
}
