package dev.candor.insight;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import dev.candor.index.IndexSource;
import dev.candor.insight.StatsReport.Group;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers which skills and items ran, failed and were slow. */
public final class ShowStats implements Capability<StatsQuery, StatsReport> {
    /** What doors know of it. */
    public static final Declaration<StatsQuery, StatsReport> DECLARATION = Declaration.of(
                    "show_stats", "Show statistics of runs", StatsQueryShape.INSTANCE, StatsReportShape.INSTANCE, """
                    Counts runs of skills and items, and what agents did with tools and skills: how many, how many failed, the \
                    success rate with its 95 % interval, percentiles of the duration, first and last run; by skill, item, tool, \
                    agent, model, source, repository or reason, in any stretch of time. Use it to find out which skills fail most, why, and whether it is getting worse. \
                    Changes nothing. Example: {"by": "skill", "since": "7d", "sort": "failures"}""")
            .command(Command.of("stats", "Count runs by skill, item or reason: failures, rates, durations.")
                    .operands("keys")
                    .orFilesOf("skill-usage")
                    .examples(
                            "candor stats --since 7d",
                            "candor stats --by reason --since 7d --sort runs",
                            "candor stats release-notes --by skill --bucket 1d --json"))
            .command(Command.of("skills list", "List the skills whose runs were recorded, the last one first.")
                    .with("by", JsonValue.of("skill"))
                    .with("sort", JsonValue.of("last"))
                    .without("keys", "bucket_s")
                    .examples("candor skills list", "candor skills list --limit 10 --json"))
            .get("/v1/stats")
            .unavailable("index-unavailable", "the statistics cannot be made");

    private static final String BARS = "▁▂▃▄▅▆▇█";

    private final IndexSource index;

    /** Over this index. */
    public ShowStats(IndexSource index) {
        this.index = index;
    }

    @Override
    public StatsReport call(StatsQuery query, ToolContext context) throws IOException, ToolException {
        return new StatsTable(query, query.grouping()).report(index);
    }

    @Override
    public void tell(StatsReport report, Page page) {
        if (report.total() == 0) {
            page.line("no such run was recorded");
        }
        boolean hasTrend =
                report.groups().stream().anyMatch(group -> !group.buckets().isEmpty());
        List<Column> columns = new ArrayList<>(List.of(
                Column.number("RUNS"),
                Column.number("FAILED"),
                Column.number("SUCCESS"),
                Column.text("95 % INTERVAL"),
                Column.number("P50"),
                Column.number("P95"),
                Column.text("LAST RUN"),
                Column.text("KIND"),
                Column.text("KEY")));
        boolean hasTokens = report.groups().stream()
                .anyMatch(group ->
                        group.inputTokens().isPresent() || group.costUsd().isPresent());
        if (hasTokens) {
            columns.addAll(List.of(Column.number("TOKENS IN"), Column.number("OUT"), Column.number("COST")));
        }
        if (hasTrend) {
            columns.add(Column.text("FAILURES OVER TIME"));
        }
        page.table(
                columns,
                report.groups().stream()
                        .map(group -> row(group, hasTokens, hasTrend))
                        .toList());
        page.more(report.total() - report.groups().size());
        report.notes().forEach(note -> page.line("note: " + note));
    }

    private static List<String> row(Group group, boolean hasTokens, boolean hasTrend) {
        List<String> cells = new ArrayList<>(List.of(
                Long.toString(group.runs()),
                Long.toString(group.failures()),
                group.successRate().map(Wording::percent).orElse("-"),
                group.rateLow().isEmpty()
                        ? "-"
                        : Wording.percent(group.rateLow().get()) + " to "
                                + Wording.percent(group.rateHigh().orElseThrow()),
                ms(group.p50Ms()),
                ms(group.p95Ms()),
                group.last().map(Utc::timestamp).orElse("?"),
                group.kind(),
                group.key()));
        if (hasTokens) {
            cells.add(group.inputTokens().map(Object::toString).orElse("-"));
            cells.add(group.outputTokens().map(Object::toString).orElse("-"));
            cells.add(group.costUsd().map(cost -> "$" + cost.toPlainString()).orElse("-"));
        }
        if (hasTrend) {
            cells.add(trend(group));
        }
        return cells;
    }

    private static String ms(Optional<Long> duration) {
        return duration.map(ms -> ms + " ms").orElse("-");
    }

    /** A bar for each stretch of time in which it ran: the higher, the more of its runs failed. */
    private static String trend(Group group) {
        StringBuilder bars = new StringBuilder();
        group.buckets()
                .forEach(bucket -> bars.append(
                        BARS.charAt(Math.toIntExact(bucket.failures() * (BARS.length() - 1) / bucket.runs()))));
        return bars.toString();
    }
}
