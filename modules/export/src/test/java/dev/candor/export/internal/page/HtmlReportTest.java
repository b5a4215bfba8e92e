package dev.candor.export.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scoring.Assessment;
import dev.candor.sessions.score.Scoring.Lineage;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

@Isolated("sets the locale and the time zone")
class HtmlReportTest {
    private static final String HOSTILE =
            "</style></title><script>alert(1)</script>\"'&amp;<!-- ]]> \u202Eevil\u2066 \u0000"
                    + "\u001b[31m\u0085\uFFFE\uD800 javascript:x <img src=x onerror=y>";

    private static Assessment assessment(String text, String status, int total) {
        String quoted = JsonWriter.compact(JsonValue.of(text));
        return new Assessment(
                Recorded.object(
                        "{\"score_total\":" + total + ",\"status\":\"" + status + "\",\"why\":[" + quoted + "]}"),
                Recorded.object("{\"score_total\":" + total + ",\"status\":\"" + status + "\",\"why\":[" + quoted
                        + "],\"objective_breakdown\":[{\"objective_id\":\"obj_a\",\"label\":" + quoted
                        + ",\"weight\":25,\"achieved\":true,\"score_awarded\":25,\"evidence_event_ids\":[\"e-1\"]},"
                        + "{\"objective_id\":\"obj_b\",\"label\":\"B\",\"weight\":25,\"achieved\":false,"
                        + "\"score_awarded\":0,\"evidence_event_ids\":[]}],\"critical_errors\":[{\"code\":\"worst\","
                        + "\"trigger_event_id\":\"e-2\",\"penalty\":30,\"why\":" + quoted + "}],"
                        + "\"recommended_microdrills\":[{\"microdrill_id\":\"drill_a\",\"reason\":" + quoted + "}],"
                        + "\"re_audit_delta\":{\"score_delta\":0,\"improved_objectives\":[]}}"),
                List.of(
                        new Lineage(
                                "obj_a",
                                text,
                                BigDecimal.valueOf(25),
                                BigDecimal.ZERO,
                                BigDecimal.valueOf(25),
                                true,
                                List.of("e-2"),
                                "drill_a",
                                List.of(),
                                List.of("e-1")),
                        new Lineage(
                                text,
                                text,
                                BigDecimal.valueOf(25),
                                BigDecimal.ZERO,
                                BigDecimal.ZERO,
                                false,
                                List.of(text),
                                "",
                                List.of(),
                                List.of())),
                List.of(text));
    }

    private static Recorded.Claimed scenario(Assessment assessment) {
        return new Recorded.Claimed("plain", "Plain scenario", assessment);
    }

    private static SessionEvents twoEvents() {
        return Recorded.session(
                Recorded.row("e-1", "2026-01-01T00:00:00Z", "success", ",\"score_delta\":25"),
                Recorded.row("e-2", "2026-01-01T00:01:10.5Z", "fail", ",\"score_delta\":-30"));
    }

    private static Document parse(String html) {
        try {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(html)));
        } catch (Exception e) {
            throw new AssertionError("the page is not well-formed: " + e.getMessage(), e);
        }
    }

    private static List<Element> elements(Document page, String name) {
        return elements(page.getDocumentElement(), name);
    }

    private static List<Element> elements(Element root, String name) {
        NodeList nodes = root.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** Every element is known, no id is twice, every link leads to an element, every reference to an id holds. */
    private static Document valid(String html) {
        Document page = parse(html);
        Set<String> ids = new HashSet<>();
        for (Element element : elements(page, "*")) {
            assertThat(element.getAttribute("style")).isEmpty();
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id")))
                        .as("the id " + element.getAttribute("id") + " stands once")
                        .isTrue();
            }
        }
        for (Element link : elements(page, "a")) {
            assertThat(link.getAttribute("href")).startsWith("#");
            assertThat(ids).contains(link.getAttribute("href").substring(1));
        }
        for (Element element : elements(page, "*")) {
            if (element.hasAttribute("aria-labelledby")) {
                assertThat(ids).contains(element.getAttribute("aria-labelledby"));
            }
        }
        assertThat(elements(page, "*").stream().map(Element::getTagName))
                .doesNotContain("script", "img", "link", "iframe", "object", "base");
        return page;
    }

    @Test
    void write_isValid_andNeedsNothingElse() {
        String html = Recorded.html(twoEvents(), scenario(assessment("Because.", "fail", 0)));

        Document page = valid(html);
        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
        assertThat(html)
                .startsWith("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"")
                .contains("default-src &#39;none&#39;; style-src &#39;sha256-")
                .doesNotContain("url(", "@import", "https:");
        assertThat(html.replace("http://www.w3.org/1999/xhtml", "")).doesNotContain("http:");
    }

    @Test
    void write_hostileTexts_stayTexts() {
        String quoted = JsonWriter.compact(JsonValue.of(HOSTILE));
        SessionEvents events = Recorded.session(
                Recorded.row(
                                "e-1",
                                "2026-01-01T00:00:00Z",
                                "success",
                                ",\"score_delta\":25,\"target_id\":" + quoted
                                        + ",\"objective_id\":" + quoted + ",\"critical_error_code\":" + quoted
                                        + ",\"details\":{" + quoted + ":" + quoted + "}")
                        .replace("\"actor_id\":\"p-1\"", "\"actor_id\":" + quoted)
                        .replace("\"session_id\":\"s-1\"", "\"session_id\":" + quoted)
                        .replace("\"participant_id\":\"p-1\"", "\"participant_id\":" + quoted),
                Recorded.row("e-2", "2026-01-01T00:00:01Z", "fail", "")
                        .replace("\"event_id\":\"e-2\"", "\"event_id\":" + quoted));

        Recorded.Claimed scenario = new Recorded.Claimed(HOSTILE, HOSTILE, assessment(HOSTILE, "pass", 90));
        String html = Recorded.html(events, scenario);

        valid(html);
        assertThat(html)
                .contains("&lt;script&gt;alert(1)", "<span class=\"hidden\">U+202E</span>evil")
                .contains("<span class=\"hidden\">U+0000</span>", "<span class=\"hidden\">U+D800</span>")
                .doesNotContain("<script", "<img", "\u202E", "\u2066", "\u0000", "\u001b", "\u0085", "\uFFFE");
    }

    @Test
    void write_evidence_leadsToItsRow_andWhatIsNoEventDoesNot() {
        String html = Recorded.html(twoEvents(), scenario(assessment("Because.", "fail", 0)));

        assertThat(html)
                .contains("<a href=\"#e1\"><code>e-1</code></a>", "<a href=\"#e2\"><code>e-2</code></a>")
                .contains("<code>Because.</code>")
                .contains("id=\"e2\" class=\"bears\"");
    }

    @Test
    void write_contents_leadToEachSection() {
        Document page = valid(Recorded.html(twoEvents(), scenario(assessment("Because.", "fail", 0))));

        List<String> links = elements(elements(page, "nav").getFirst(), "a").stream()
                .map(Element::getTextContent)
                .toList();
        List<String> headings = elements(elements(page, "main").getFirst(), "h2").stream()
                .map(Element::getTextContent)
                .toList();
        assertThat(links).hasSize(9).isEqualTo(headings);
    }

    @Test
    void write_sentences_sayNamesForIds() {
        String why = "+0 obj_b: It takes drill_a, not obj_bb. Status conditional_pass.";

        assertThat(Recorded.html(twoEvents(), scenario(assessment(why, "fail", 0))))
                .contains("<li>+0 “B”: It takes “Drill A”, not obj_bb. Status conditional pass.</li>");
    }

    @Test
    void write_times_areThoseOfTheEvents_asPeopleReadThem() {
        assertThat(Recorded.html(twoEvents(), scenario(assessment("Because.", "fail", 0))))
                .contains("<time datetime=\"2026-01-01T00:00:00Z\">2026-01-01 00:00:00 UTC</time>")
                .contains("<time datetime=\"2026-01-01T00:01:10.5Z\">2026-01-01 00:01:10.5 UTC</time>")
                .contains(" datetime=\"2026-01-01T00:01:10.5Z\">00:01:10.5</time>");
    }

    @Test
    void write_sum_hasAScaleThatHoldsEachPart() {
        String html = Recorded.html(twoEvents(), scenario(assessment("Because.", "fail", 0)));

        // 25, then less 30, of a scale from -5 to 100
        assertThat(html)
                .contains("x=\"4.76%\" y=\"41\" text-anchor=\"middle\">0</text>")
                .contains("<rect class=\"minus\" x=\"0%\" y=\"1\" height=\"12\" rx=\"2\" width=\"28.57%\"/>");
    }

    @Test
    void write_failForcedByACriticalError_saysSo() {
        assertThat(Recorded.html(twoEvents(), scenario(assessment("Because.", "fail", 90))))
                .contains("It fails all the same, because of a critical error that forces it: worst.");
        assertThat(Recorded.html(twoEvents(), scenario(assessment("Because.", "fail", 10))))
                .doesNotContain("It fails all the same");
    }

    @Test
    void write_passDespiteACriticalError_saysBothAtOnce() {
        assertThat(Recorded.html(twoEvents(), scenario(assessment("Because.", "pass", 90))))
                .contains("class=\"status conditional\">Pass, with 1 critical error<")
                .contains("90 of 100 points: Pass, with 1 critical error.")
                .contains("need not fail for what is an error all the same: worst.")
                .doesNotContain("class=\"status pass\"");
    }

    @Test
    void write_sumBeyondTheBounds_saysWhatWasLeftOut() {
        String html = Recorded.html(twoEvents(), scenario(assessment("Because.", "fail", 0)));

        assertThat(html).contains("Kept between 0 and 100").contains(">-30</td>");
    }

    @Test
    void write_anotherLocaleAndZone_givesTheSameBytes() {
        Recorded.Claimed scenario = scenario(assessment("Because.", "fail", 0));
        String html = Recorded.html(twoEvents(), scenario);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(Recorded.html(twoEvents(), scenario)).isEqualTo(html);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void write_longSession_showsWhatMattersAndSaysHowManyItDoesNot() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            String outcome = i % 10 == 3 ? "fail" : "info";
            rows.add(Recorded.row(
                    String.format(Locale.ROOT, "x-%04d", i),
                    "2026-01-01T00:00:00Z",
                    outcome,
                    i == 2500 ? ",\"score_delta\":5" : ""));
        }
        rows.add(Recorded.row("e-1", "2026-01-01T10:00:00Z", "success", ""));
        String html = Recorded.html(
                Recorded.session(rows.toArray(String[]::new)), scenario(assessment("Because.", "fail", 0)));

        Document page = valid(html);
        List<String> shown = elements(page, "tr").stream()
                .map(row -> row.getAttribute("id"))
                .filter(id -> id.startsWith("e"))
                .toList();
        assertThat(shown).hasSize(302).contains("e3001", "e2501", "e4", "e2994").doesNotContain("e1");
        assertThat(html)
                .contains("Of 3,001 events, 2,699 are not shown here", "10:00:00.000", "3 events are not shown")
                .contains("An export as JSON or CSV has every one.")
                .doesNotContain("this bundle", "The bundle");
    }

    @Test
    void write_tooManyFailedEvents_keepsTheBound_andThoseOfTheResult() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < Timeline.MAX_EVENTS + 500; i++) {
            rows.add(Recorded.row("x-" + i, "2026-01-01T00:00:00Z", "fail", ""));
        }
        rows.add(Recorded.row("e-1", "2026-01-01T00:00:01Z", "success", ""));
        String html = Recorded.html(
                Recorded.session(rows.toArray(String[]::new)), scenario(assessment("Because.", "fail", 0)));

        Document page = valid(html);
        assertThat(elements(page, "tr").stream().filter(row -> row.hasAttribute("id")))
                .hasSize(Timeline.MAX_EVENTS);
        assertThat(html).contains("href=\"#e2501\"");
    }
}
