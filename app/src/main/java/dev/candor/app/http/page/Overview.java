package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What the first page shows of a stretch of time. Each question is asked when its part of the page is written. */
final class Overview {
    static final List<String> SPANS = List.of("7d", "30d", "90d");

    private static final String USUAL = "30d";
    private static final String NOT_USED_FOR = "14d";
    private static final int MAX_ITEMS = 50;

    private final Page page;
    private final String since;
    private final String until;

    private Overview(Page page) {
        this.page = page;
        this.since = page.filter("since", USUAL);
        this.until = page.filter("until");
    }

    static Overview of(Page page) {
        return new Overview(page);
    }

    String since() {
        return since;
    }

    Reply total() {
        return page.ask("show_stats", "by", "total", "since", since, "until", until, "bucket_s", Chart.DAY.toSeconds());
    }

    /** All runs of this time, or those that ended so. */
    String runs(String outcome, String part) {
        return Page.link(View.RUNS.path(), "since", since, "until", until, "outcome", outcome) + "#" + part;
    }

    Chart chart() {
        return Chart.ofDays(total().result(), total().list("groups"), page.now());
    }

    Reply items() {
        return page.ask("show_stats", "since", since, "until", until, "sort", "failures", "limit", MAX_ITEMS);
    }

    Reply agents() {
        return page.ask("show_stats", "by", "agent", "since", since, "until", until, "sort", "runs");
    }

    private Reply models() {
        return page.ask("show_stats", "by", "model", "since", since, "until", until, "sort", "runs", "limit", 1000);
    }

    Reply degraded() {
        return page.ask("find_degraded");
    }

    /** What is broken, degraded or flaky. */
    List<ObjectValue> attention() {
        return degraded().list("groups").stream()
                .filter(group -> List.of("broken", "degraded", "flaky")
                        .contains(group.text("state").orElse("")))
                .toList();
    }

    /** What the agents' models took in and gave, together. */
    String tokens() {
        List<ObjectValue> groups = models().list("groups");
        long in = sum(groups, "input_tokens");
        long out = sum(groups, "output_tokens");
        return in + out == 0 ? Format.NONE : Format.compact(in) + " in, " + Format.compact(out) + " out";
    }

    private static long sum(List<ObjectValue> groups, String name) {
        return groups.stream()
                .mapToLong(group -> group.integer(name).orElse(0L))
                .sum();
    }

    /** What agents say that it cost. */
    String cost() {
        BigDecimal sum = models().list("groups").stream()
                .flatMap(group -> Format.number(group, "cost_usd").stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.signum() == 0
                ? "no agent says what it cost"
                : "$" + sum.setScale(2, RoundingMode.HALF_EVEN) + " as far as agents say";
    }

    WeekInWords week() {
        return WeekInWords.of(page);
    }

    Reply unused() {
        return page.ask("find_unused", "since", NOT_USED_FOR);
    }
}
