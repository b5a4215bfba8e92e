package dev.candor.insight;

import static dev.candor.insight.ScratchLogs.itemRun;
import static dev.candor.insight.ScratchLogs.skillRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class MakeBadgeTest {
    @TempDir
    Path folder;

    private ScratchLogs logs;
    private MakeBadge badges;

    @BeforeEach
    void open() throws IOException {
        logs = new ScratchLogs(folder);
        badges = new MakeBadge(logs::index);
    }

    @AfterEach
    void close() throws IOException {
        logs.close();
    }

    private Badge badge(String key, Optional<Instant> since, Optional<String> label) throws Exception {
        return badges.call(new MakeBadge.Query(key, since, label), ToolContext.unattended());
    }

    private static String json(Badge badge) {
        return JsonWriter.compact(Badge.Endpoint.INSTANCE.write(badge));
    }

    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    @Test
    void runs_areThoseOfSkillAndItem_inTheSpan() throws Exception {
        logs.append(
                Contract.SKILL_USAGE,
                skillRun("plan", false, 1, "2026-11-01T00:00:00Z"),
                skillRun("plan", true, 1, "2026-11-02T00:00:00Z"),
                skillRun("other", false, 1, "2026-11-02T00:00:00Z"));
        logs.append(Contract.EXECUTION, itemRun("plan", "tool", "success", 1, "2026-11-03T00:00:00Z"));
        assertThat(json(badge("plan", Optional.empty(), Optional.empty())))
                .isEqualTo(
                        "{\"color\":\"red\",\"label\":\"plan\",\"message\":\"66.7 % of 3 runs\",\"schemaVersion\":1}");
        assertThat(json(badge("plan", Optional.of(Instant.parse("2026-11-02T00:00:00Z")), Optional.of("releases"))))
                .isEqualTo(
                        "{\"color\":\"green\",\"label\":\"releases\",\"message\":\"100 % of 2 runs\",\"schemaVersion\":1}");
    }

    @Test
    void noRuns_areGrey_andTheExitCodeSaysSo() throws Exception {
        Badge badge = badge("plan", Optional.empty(), Optional.empty());
        assertThat(json(badge))
                .isEqualTo("{\"color\":\"lightgrey\",\"label\":\"plan\",\"message\":\"no runs\",\"schemaVersion\":1}");
        assertThat(badges.exitCode(badge)).isEqualTo(1);
        assertThat(badges.exitCode(Badge.of("plan", 0, 1))).isZero();
    }

    @Test
    void color_changesAt95And80Percent() {
        assertThat(Badge.of("a", 95, 100).color()).isEqualTo(Badge.Color.GREEN);
        assertThat(Badge.of("a", 949, 1000).color()).isEqualTo(Badge.Color.YELLOW);
        assertThat(Badge.of("a", 80, 100).color()).isEqualTo(Badge.Color.YELLOW);
        assertThat(Badge.of("a", 799, 1000).color()).isEqualTo(Badge.Color.RED);
        assertThat(Badge.of("a", 99_999, 100_000).message()).isEqualTo("99.9 % of 100000 runs");
    }

    @Test
    void svg_isWellFormed_whateverTheLabel() throws Exception {
        for (String label : new String[] {"plan", "<script>&\"'", "a\u0000b\ud800c\uffff", "日本語 ü", "]]>", "%s $1"}) {
            Element svg = parsed(Badge.of(label, 9, 10).svg());
            assertThat(svg.getAttribute("aria-label")).endsWith(": 90 % of 10 runs");
            assertThat(svg.getElementsByTagName("text").getLength()).isEqualTo(2);
            assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        }
    }

    @Test
    void svg_keepsJoiners_andTurnsNoWritingAround() throws Exception {
        Element svg = parsed(Badge.of("a\u200db\u202ec\u2066", 1, 1).svg());
        assertThat(svg.getAttribute("aria-label")).isEqualTo("a\u200db\ufffdc\ufffd: 100 % of 1 run");
    }

    @Test
    void longKey_isCut_andTheWidthsAddUp() throws Exception {
        Badge badge = Badge.of("x".repeat(256), 1, 1);
        assertThat(badge.label()).isEqualTo("x".repeat(59) + "…");
        Element svg = parsed(badge.svg());
        int width = Integer.parseInt(svg.getAttribute("width"));
        Element right = (Element) svg.getElementsByTagName("rect").item(2);
        assertThat(Integer.parseInt(right.getAttribute("x")) + Integer.parseInt(right.getAttribute("width")))
                .isEqualTo(width);
        Page page = new Page();
        badges.tell(badge, page);
        assertThat(page.text()).isEqualTo(badge.svg());
    }
}
