package dev.candor.app.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.insight.ShowStats;
import dev.candor.insight.TriageFailures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WeekInWordsTest {
    private static final String NOTHING = "{\"groups\":[]}";

    private String week = NOTHING;
    private String before = NOTHING;
    private String failures = "{\"by_skill\":[]}";

    private ObjectValue answer(String tool, ObjectValue arguments) throws ToolException {
        if (week.isEmpty()) {
            throw new ToolException(Kind.UNAVAILABLE, "index-unavailable", "the index cannot be read");
        }
        return ObjectValue.parse(
                tool.equals("triage_failures")
                        ? failures
                        : arguments.text("until").isPresent() ? before : week);
    }

    private WeekInWords words() {
        Page page = new Page(
                View.OVERVIEW,
                Map.of(),
                new BrowserSession("", "", false),
                Instant.parse("2026-11-20T12:00:00Z"),
                Optional.empty(),
                new Page.Asker(List.of(ShowStats.DECLARATION, TriageFailures.DECLARATION), this::answer));
        return WeekInWords.of(page);
    }

    private static String runs(long runs, String rate, String low, String high) {
        return "{\"groups\":[{\"runs\":" + runs + ",\"success_rate\":" + rate + ",\"rate_low\":" + low
                + ",\"rate_high\":" + high + "}]}";
    }

    private static String fails(String... skills) {
        StringBuilder groups = new StringBuilder();
        for (String skill : skills) {
            groups.append(groups.isEmpty() ? "" : ",")
                    .append("{\"state\":\"new\",\"skill\":\"")
                    .append(skill)
                    .append("\"}");
        }
        return "{\"by_skill\":[" + groups + "]}";
    }

    @Test
    void nothingAtAll_isSaid() {
        assertThat(words().sentences())
                .containsExactly(
                        "0 runs in the last 7 days, none in the 7 days before.",
                        "Nothing ended in a known way in the last 7 days.",
                        "Nothing fails that did not fail before.");
    }

    @Test
    void firstWeek_isComparedWithNone() {
        week = runs(1, "1.0", "0.2", "1.0");
        assertThat(words().sentences())
                .startsWith("1 run in the last 7 days, none in the 7 days before.", "100 % of them succeeded.");
    }

    @Test
    void moreAndFewer_areShares() {
        week = runs(150, "0.9", "0.85", "0.94");
        before = runs(100, "0.9", "0.84", "0.95");
        assertThat(words().sentences())
                .startsWith(
                        "150 runs in the last 7 days, 50 % more than in the 7 days before (100).",
                        "90 % of them succeeded, 90 % before: no clear difference, since the 95 % intervals overlap.");
        before = runs(1_000_000, "0.9", "0.84", "0.95");
        assertThat(words().sentences().getFirst())
                .isEqualTo("150 runs in the last 7 days, 100 % fewer than in the 7 days before (1,000,000).");
        before = runs(150, "0.9", "0.84", "0.95");
        assertThat(words().sentences().getFirst())
                .isEqualTo("150 runs in the last 7 days, about as many as in the 7 days before (150).");
    }

    @Test
    void difference_isClearOnlyWhereIntervalsDoNotOverlap() {
        week = runs(100, "0.5", "0.40", "0.60");
        before = runs(100, "0.8", "0.61", "0.87");
        assertThat(words().sentences())
                .element(1)
                .asString()
                .contains("50 % of them succeeded, 80 % before: clearly worse");
        before = runs(100, "0.8", "0.60", "0.87");
        assertThat(words().sentences()).element(1).asString().contains("no clear difference");
        before = runs(100, "0.2", "0.13", "0.39");
        assertThat(words().sentences()).element(1).asString().contains("clearly better");
    }

    @Test
    void firstFailures_areNamedUpToThree() {
        failures = fails("a");
        assertThat(words().sentences().getLast()).isEqualTo("One skill or item fails that never failed before: a.");
        failures = fails("a", "b", "c", "d", "e");
        assertThat(words().sentences().getLast())
                .isEqualTo("5 skills or items fail that never failed before: a, b, c and 2 more.");
    }

    @Test
    void questionWithoutAnAnswer_isTheOnlySentence() {
        week = "";
        assertThat(words().sentences()).containsExactly("the index cannot be read");
    }

    @Test
    void commands_areThoseThatGiveTheSame() {
        assertThat(words().commands())
                .containsExactly(
                        "candor stats --by total --since 7d",
                        "candor stats --by total --since 14d --until 7d",
                        "candor triage --since-days 7");
    }
}
