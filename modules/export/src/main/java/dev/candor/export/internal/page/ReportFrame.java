package dev.candor.export.internal.page;

import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.ScenarioFile;
import dev.candor.export.internal.session.SessionEvents.Facts;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands around the sections of a report: above them whose it is and how it ended, below them how to prove it. */
final class ReportFrame {
    private final Page page;
    private final Markup markup;
    private final Facts facts;
    private final Scenario scenario;
    private final String exportedAt;

    ReportFrame(Page page, Facts facts, Scenario scenario, String exportedAt) {
        this.page = page;
        this.markup = page.markup();
        this.facts = facts;
        this.scenario = scenario;
        this.exportedAt = exportedAt;
    }

    void open() throws IOException {
        StyleSheet style = StyleSheet.shipped();
        markup.raw("<!DOCTYPE html>\n");
        markup.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en", "xml:lang", "en");
        markup.open("head");
        markup.empty("meta", "charset", "utf-8");
        markup.empty("meta", "http-equiv", "Content-Security-Policy", "content", style.policy());
        markup.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        markup.empty("meta", "name", "color-scheme", "content", "light dark");
        markup.empty("meta", "name", "referrer", "content", "no-referrer");
        markup.raw("<title>" + title() + "</title>\n");
        markup.raw("<style>" + style.text() + "</style>\n");
        markup.close();
        markup.open("body").open("main");
        header();
        result();
    }

    /** A title has no elements: what is hidden is told in another way. */
    private String title() {
        return (Wording.visible(facts.sessionId(), 100) + " \u2013 session report")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private void header() throws IOException {
        markup.open("header");
        markup.element("p", "Session report", "class", "eyebrow");
        markup.element("h1", scenario.name());
        markup.open("dl", "class", "facts");
        fact("Session", facts.sessionId());
        fact("Participant", facts.participantId());
        fact(
                "Events",
                grouped(page.timeline().count()) + ", "
                        + grouped(page.timeline().failedCount()) + " failed");
        fact("From", facts.first());
        fact("To", facts.last());
        fact("Took", took());
        markup.close().close();
    }

    private void fact(String name, String value) throws IOException {
        markup.open("div").element("dt", name).element("dd", value).close();
    }

    private String took() {
        Duration took = Duration.between(OffsetDateTime.parse(facts.first()), OffsetDateTime.parse(facts.last()));
        List<String> parts = new ArrayList<>();
        if (took.toHours() > 0) {
            parts.add(grouped(took.toHours()) + " h");
        }
        if (took.toMinutes() > 0) {
            parts.add(took.toMinutesPart() + " min");
        }
        parts.add(took.toSecondsPart() + " s");
        return String.join(" ", parts);
    }

    /** A whole number with its thousands apart: {@code 1,000,000}. */
    static String grouped(long number) {
        StringBuilder digits = new StringBuilder(Long.toString(number));
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            digits.insert(i, ',');
        }
        return digits.toString();
    }

    private void result() throws IOException {
        BigDecimal total = RubricFacts.number(page.report(), "score_total");
        String status = page.report().text("status").orElse("");
        RubricFacts rubric = page.rubric();
        String max = ScorePicture.text(rubric.max());
        String points = ScorePicture.text(total) + " of " + max + " points";
        List<String> errors = RubricFacts.objects(page.report(), "critical_errors").stream()
                .flatMap(error -> error.text("code").stream())
                .toList();
        boolean despiteErrors = !status.equals("fail") && !errors.isEmpty();
        String verdict =
                words(status) + (despiteErrors ? ", with " + Wording.count(errors.size(), "critical error") : "");
        String kind = despiteErrors && status.equals("pass") ? "conditional" : kind(status);
        String thresholds = "Passing takes " + ScorePicture.text(rubric.pass()) + ", a conditional pass "
                + ScorePicture.text(rubric.conditional()) + ".";
        page.section("result", "Result");
        markup.open("p", "class", "score");
        markup.element("strong", ScorePicture.text(total)).text(" ");
        markup.element("span", "of " + max + " points", "class", "of").text(" ");
        markup.element("span", verdict, "class", "status " + kind).close();
        new ScorePicture(rubric, BigDecimal.ZERO, BigDecimal.ZERO)
                .line(markup, total, points + ": " + verdict + ". " + thresholds);
        legend(rubric);
        if (despiteErrors) {
            note("By this scenario's rubric it need not fail for what is an error all the same: "
                    + String.join(", ", errors) + ".");
        } else if (status.equals("fail") && total.compareTo(rubric.conditional()) >= 0) {
            List<String> forcing =
                    errors.stream().filter(rubric.hardFails()::contains).toList();
            note("The points alone would do. It fails all the same, because of a critical error that forces it: "
                    + String.join(", ", forcing) + ".");
        }
        markup.close();
    }

    private void legend(RubricFacts rubric) throws IOException {
        String pass = ScorePicture.text(rubric.pass());
        String conditional = ScorePicture.text(rubric.conditional());
        markup.open("ul", "class", "legend");
        markup.element("li", "Fail below " + conditional, "class", "fail");
        if (rubric.conditional().compareTo(rubric.pass()) < 0) {
            markup.element("li", "Conditional pass from " + conditional, "class", "conditional");
        }
        markup.element("li", "Pass from " + pass, "class", "pass");
        markup.close();
    }

    private void note(String sentence) throws IOException {
        markup.element("p", sentence, "class", "note");
    }

    private static String kind(String status) {
        return switch (status) {
            case "pass" -> "pass";
            case "conditional_pass" -> "conditional";
            default -> "fail";
        };
    }

    private static String words(String status) {
        return switch (status) {
            case "pass" -> "Pass";
            case "conditional_pass" -> "Conditional pass";
            case "fail" -> "Fail";
            default -> status;
        };
    }

    void close() throws IOException {
        markup.close();
        markup.open("footer").element("h2", "Where this comes from", "id", "origin");
        markup.open("dl", "class", "origin");
        fact("Session", facts.sessionId());
        fact("Participant", facts.participantId());
        fact("Scenario", scenario.id() + ", version " + scenario.version());
        fact("Exported at", exportedAt);
        for (Map.Entry<String, ScenarioFile> file : scenario.files().entrySet()) {
            markup.open("div").element("dt", "SHA-256 of " + file.getKey());
            markup.open("dd")
                    .element("code", StyleSheet.sha256(file.getValue().bytes()))
                    .close();
            markup.close();
        }
        markup.close();
        markup.element(
                "p",
                "Every point follows from the events and the rubric alone. An export as JSON beside this page has both:"
                        + " candor verify recomputes it.");
        markup.close();
        markup.close().close();
    }
}
