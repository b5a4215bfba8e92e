package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is shown of one skill, item, tool or agent, or of all runs together. */
final class ItemHistory {
    private static final String TOTAL = "total";
    private static final String USUAL = "30d";
    private static final int MAX_RUNS = 50;
    private static final int WHOLE = 100;

    /** By which statistics count what is not called so there. */
    private static final Map<String, String> BY_KIND = Map.of("agent skill", "skill", "agent tool", "tool");

    private final Page page;
    private final String kind;
    private final String key;
    private final String since;
    private final String until;

    private ItemHistory(Page page) {
        this.page = page;
        this.kind = page.view() == View.RUNS ? TOTAL : page.filter("kind", "skill");
        this.key = page.filter("key", "-");
        this.until = page.filter("until");
        this.since = page.filter("since", USUAL);
    }

    static ItemHistory of(Page page) {
        return new ItemHistory(page);
    }

    /** Whether it is all that ran, rather than one of a name. */
    boolean isTotal() {
        return kind.equals(TOTAL);
    }

    String kind() {
        return kind;
    }

    String key() {
        return key;
    }

    String since() {
        return since;
    }

    Reply stats() {
        String by = BY_KIND.getOrDefault(kind, kind);
        List<String> keys = isTotal() ? List.of() : List.of(key);
        return page.ask(
                "show_stats",
                "by",
                by,
                "keys",
                keys,
                "since",
                since,
                "until",
                until,
                "bucket_s",
                Chart.DAY.toSeconds());
    }

    Reply degraded() {
        return page.ask("find_degraded");
    }

    /** Those of an agent are the calls of its tools. */
    Reply runs() {
        boolean isAgent = kind.equals("agent");
        return page.ask(
                "list_runs",
                "kind",
                isAgent ? "agent tool" : isTotal() ? "" : kind,
                isAgent ? "agent" : "key",
                isTotal() ? "" : key,
                "since",
                since,
                "until",
                until,
                "outcome",
                page.filter("outcome"),
                "limit",
                MAX_RUNS);
    }

    /** Whether it is one that objectives and comparisons are made of. */
    boolean isJudged() {
        return List.of("skill", "item").contains(kind);
    }

    Optional<ObjectValue> group() {
        return mine(stats().list("groups"));
    }

    Optional<ObjectValue> state() {
        return isJudged() ? mine(degraded().list("groups")) : Optional.empty();
    }

    private Optional<ObjectValue> mine(List<ObjectValue> groups) {
        return groups.stream()
                .filter(group -> isTotal()
                        || (group.text("kind").equals(Optional.of(kind))
                                && group.text("key").equals(Optional.of(key))))
                .findFirst();
    }

    Reply objectives() {
        return page.ask("check_objectives", kind.equals("skill") ? "skills" : "items", List.of(key));
    }

    Chart chart() {
        return Chart.ofDays(stats().result(), group().map(List::of).orElse(List.of()), page.now())
                .marked(state().flatMap(state -> Format.time(state.object("first_bad"), "at")));
    }

    /** A stretch of durations: {@code 64 to 128 ms}. */
    String stretch(ObjectValue stretch) {
        long from = stretch.integer("from_ms").orElse(0L);
        return from == 0
                ? "under 1 ms"
                : Format.duration(BigDecimal.valueOf(from)) + " to " + Format.duration(BigDecimal.valueOf(2 * from));
    }

    /** How long the bar of a stretch is. */
    String width(ObjectValue stretch) {
        long max = runs().list("durations").stream()
                .mapToLong(one -> one.integer("runs").orElse(0L))
                .max()
                .orElse(1);
        return Math.max(1, stretch.integer("runs").orElse(0L) * WHOLE / max) + "%";
    }

    /** Why a run ended as it did, as far as that is known. */
    String why(ObjectValue run) {
        return Stream.of(
                        run.text("reason"),
                        run.text("error_class"),
                        run.integer("exit_code").map(code -> "exit code " + code),
                        run.text("rule").map(rule -> "derived by " + rule))
                .flatMap(Optional::stream)
                .reduce((first, next) -> first + ", " + next)
                .orElse("");
    }

    String badgePicture() {
        return Page.link("/item/badge.svg", "key", key);
    }

    /** The command that makes a badge of it. */
    String badge() {
        return page.command("make_badge", "key", key);
    }
}
