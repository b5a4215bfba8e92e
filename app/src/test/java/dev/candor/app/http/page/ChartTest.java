package dev.candor.app.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static ObjectValue bucket(String day, long runs, long failures) {
        return ObjectValue.parse(
                "{\"at\":\"" + day + "T00:00:00Z\",\"runs\":" + runs + ",\"failures\":" + failures + "}");
    }

    private static Chart chart(String from, ObjectValue... buckets) {
        return Chart.of(List.of(buckets), Instant.parse(from + "T08:00:00Z"), NOON, Chart.DAY);
    }

    private static Stream<Long> runs(Chart chart) {
        return chart.bars().stream().map(Chart.Bar::runs);
    }

    @Test
    void daysWithoutARun_haveABarToo() {
        Chart chart = chart("2026-11-17", bucket("2026-11-18", 4, 1), bucket("2026-11-20", 2, 2));
        assertThat(runs(chart)).containsExactly(0L, 4L, 0L, 2L);
        assertThat(chart.max()).isEqualTo(4);
        assertThat(chart.bars().get(1).sentence()).isEqualTo("18 Nov: 4 runs, 1 failed");
        assertThat(chart.bars().get(1).date()).isEqualTo("2026-11-18");
        assertThat(chart.bars().get(1).next()).isEqualTo("2026-11-19");
    }

    @Test
    void nothing_isOneEmptyDay() {
        Chart chart = chart("2026-11-20");
        assertThat(runs(chart)).containsExactly(0L);
        assertThat(chart.max()).isEqualTo(1);
        assertThat(chart.height(0)).isEqualTo("0.00");
    }

    @Test
    void failures_standAtTheFootOfTheBar_whoseHeightIsAllRuns() {
        Chart chart = chart("2026-11-20", bucket("2026-11-20", 8, 2));
        Chart.Bar bar = chart.bars().getFirst();
        assertThat(chart.top(bar.runs())).isEqualTo("0.00");
        assertThat(chart.height(bar.runs() - bar.failures())).isEqualTo("75.00");
        assertThat(chart.top(bar.failures())).isEqualTo("75.00");
        assertThat(chart.height(bar.failures())).isEqualTo("25.00");
        assertThat(chart.x(bar)).isEqualTo("12.50%");
        assertThat(chart.width()).isEqualTo("75.00%");
    }

    @Test
    void soManyRuns_areDrawnAsTheyAre() {
        Chart chart = chart("2026-11-20", bucket("2026-11-20", 9_000_000_000_000L, 9_000_000_000_000L));
        assertThat(chart.height(9_000_000_000_000L)).isEqualTo("100.00");
        assertThat(chart.bars().getFirst().sentence())
                .isEqualTo("20 Nov: 9,000,000,000,000 runs, 9,000,000,000,000 failed");
    }

    @Test
    void yearsBeforeTheFirstRun_areLeftOut() {
        assertThat(runs(chart("2020-01-01", bucket("2026-11-18", 1, 0)))).containsExactly(1L, 0L, 0L);
        assertThat(runs(chart("2020-01-01"))).containsExactly(0L);
    }

    @Test
    void groupsOfADay_endBeforeTheDayThatIsNoLongerCounted() {
        ObjectValue statistics =
                ObjectValue.parse("{\"from\":\"2026-11-17T00:00:00Z\",\"until\":\"2026-11-18T00:00:00Z\"}");
        ObjectValue group = new ObjectValue(Map.of("buckets", new ArrayValue(List.of(bucket("2026-11-17", 3, 0)))));
        assertThat(runs(Chart.ofDays(statistics, List.of(group), NOON))).containsExactly(3L);
    }

    @Test
    void groupsUntilAfterToday_endToday() {
        ObjectValue statistics =
                ObjectValue.parse("{\"from\":\"2026-11-19T00:00:00Z\",\"until\":\"2027-01-01T00:00:00Z\"}");
        assertThat(runs(Chart.ofDays(statistics, List.of(), NOON))).containsExactly(0L, 0L);
    }

    @Test
    void markedTime_isWhereItIsBetweenTheBars() {
        Chart chart = chart("2026-11-17", bucket("2026-11-18", 1, 1));
        Chart marked = chart.marked(Optional.of(Instant.parse("2026-11-18T00:00:00Z")));
        assertThat(marked.markedAt()).isEqualTo("25.00%");
        assertThat(chart.marked(Optional.of(Instant.parse("2026-11-16T23:59:59Z")))
                        .mark())
                .isEmpty();
        Instant end = chart.bars().getLast().at().plus(Chart.DAY);
        assertThat(chart.marked(Optional.of(end.minusNanos(1))).mark()).isPresent();
        assertThat(chart.marked(Optional.of(end)).mark()).isEmpty();
        assertThat(chart.marked(Optional.empty()).mark()).isEmpty();
    }
}
