package dev.candor.export.internal.page;

import dev.candor.export.ReplayStep;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** The timeline with the score after each event. */
final class TimelineSection {
    private final Page page;
    private final Markup markup;
    private final Timeline timeline;

    TimelineSection(Page page) {
        this.page = page;
        this.markup = page.markup();
        this.timeline = page.timeline();
    }

    void write() throws IOException {
        page.section("timeline", "Timeline");
        if (timeline.omitted() > 0) {
            markup.element(
                    "p",
                    "Of " + ReportFrame.grouped(timeline.count()) + " events, "
                            + ReportFrame.grouped(timeline.omitted())
                            + " are not shown here: those that the result rests"
                            + " on come first, then those that bear on the score, then the failed ones, "
                            + ReportFrame.grouped(Timeline.MAX_EVENTS)
                            + " in all. An export as JSON or CSV has every one.",
                    "class",
                    "note");
        }
        page.openTable("timeline", "Time", "Event", "Actor", "Outcome", "Score");
        Optional<ReplayStep> before = Optional.empty();
        for (ReplayStep step : timeline.shown()) {
            if (before.isEmpty() || startsPart(before.get(), step)) {
                if (before.isPresent()) {
                    markup.close();
                }
                startPart(step);
            }
            gap(before.map(ReplayStep::number).orElse(0L), step.number());
            step(step);
            before = Optional.of(step);
        }
        if (before.isPresent()) {
            gap(before.get().number(), timeline.count() + 1);
            markup.close();
        }
        markup.close().close();
    }

    private static boolean startsPart(ReplayStep before, ReplayStep step) {
        return !before.phase().equals(step.phase()) || !day(before).equals(day(step));
    }

    private static LocalDate day(ReplayStep step) {
        return step.at().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private void startPart(ReplayStep step) throws IOException {
        markup.open("tbody", "role", "rowgroup").open("tr", "role", "row", "class", "part");
        markup.open("th", "colspan", "5", "scope", "rowgroup", "role", "rowheader");
        markup.element("span", step.phase(), "class", "name").text(" ");
        markup.element("span", day(step).toString(), "class", "id").close().close();
    }

    private void gap(long before, long number) throws IOException {
        long left = number - before - 1;
        if (left > 0) {
            markup.open("tr", "role", "row", "class", "gap").open("td", "colspan", "5", "role", "cell");
            markup.text(ReportFrame.grouped(left) + (left == 1 ? " event is" : " events are") + " not shown")
                    .close()
                    .close();
        }
    }

    private void step(ReplayStep step) throws IOException {
        boolean isFailed = step.outcome().equals("fail");
        markup.open("tr", "role", "row", "id", "e" + step.number(), "class", step.bears() ? "bears" : "plain");
        page.openCell("Time", "time");
        markup.element("span", step.clock(), "class", "clock").text(" ");
        markup.element("span", step.timestamp(), "class", "id").close();
        page.openRowHeader("Event");
        markup.element("span", step.type(), "class", "name").text(" ").element("code", step.eventId(), "class", "id");
        if (!step.words().isEmpty()) {
            markup.element("span", step.words(), "class", "words");
        }
        for (String why : step.why()) {
            markup.element("span", why, "class", "why");
        }
        markup.close();
        page.cell("Actor", "text", step.actorId());
        page.openCell("Outcome", "word");
        String kind = isFailed ? "fail" : step.outcome().equals("success") ? "pass" : "none";
        markup.element("span", step.outcome(), "class", kind).close();
        page.openCell("Score", "number");
        if (step.change().signum() != 0) {
            markup.element(
                    "span", Page.signed(step.change()), "class", step.change().signum() < 0 ? "fail" : "pass");
            markup.text(" ");
        }
        markup.element("b", ScorePicture.text(step.running())).close();
        markup.close();
    }
}
