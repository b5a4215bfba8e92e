package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What changed since last week, in three sentences: how much ran, how well it ended, and what fails for the first time. */
final class WeekInWords {
    private static final int MAX_NAMED = 3;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Reply week;
    private final Reply before;
    private final Reply failures;

    private WeekInWords(Reply week, Reply before, Reply failures) {
        this.week = week;
        this.before = before;
        this.failures = failures;
    }

    static WeekInWords of(Page page) {
        return new WeekInWords(
                page.ask("show_stats", "by", "total", "since", "7d"),
                page.ask("show_stats", "by", "total", "since", "14d", "until", "7d"),
                page.ask("triage_failures", "since_days", 7));
    }

    List<String> commands() {
        return Stream.of(week, before, failures).map(Reply::command).toList();
    }

    List<String> sentences() {
        Optional<String> problem = Stream.of(week, before, failures)
                .flatMap(reply -> reply.problem().stream())
                .findFirst();
        return problem.map(List::of).orElseGet(() -> List.of(volume(), success(), firstFailures()));
    }

    private static ObjectValue sum(Reply reply) {
        return reply.list("groups").stream().findFirst().orElse(new ObjectValue(Map.of()));
    }

    private String volume() {
        long now = sum(week).integer("runs").orElse(0L);
        long then = sum(before).integer("runs").orElse(0L);
        String told = Format.grouped(now) + (now == 1 ? " run" : " runs") + " in the last 7 days";
        if (then == 0) {
            return told + ", none in the 7 days before.";
        }
        BigDecimal change = BigDecimal.valueOf(now - then)
                .multiply(HUNDRED)
                .divide(BigDecimal.valueOf(then), 0, RoundingMode.HALF_EVEN);
        String compared = change.signum() == 0
                ? "about as many as"
                : change.abs().toPlainString() + " % " + (change.signum() > 0 ? "more" : "fewer") + " than";
        return told + ", " + compared + " in the 7 days before (" + Format.grouped(then) + ").";
    }

    private String success() {
        Optional<BigDecimal> now = Format.number(sum(week), "success_rate");
        Optional<BigDecimal> then = Format.number(sum(before), "success_rate");
        if (now.isEmpty() || then.isEmpty()) {
            return now.map(rate -> Wording.percent(rate) + " of them succeeded.")
                    .orElse("Nothing ended in a known way in the last 7 days.");
        }
        boolean isClear = isBelow(week, before) || isBelow(before, week);
        String compared = Wording.percent(now.get()) + " of them succeeded, " + Wording.percent(then.get()) + " before";
        if (!isClear) {
            return compared + ": no clear difference, since the 95 % intervals overlap.";
        }
        return compared + ": " + (isBelow(week, before) ? "clearly worse" : "clearly better")
                + ", since the 95 % intervals do not overlap.";
    }

    private static boolean isBelow(Reply low, Reply high) {
        return Format.number(sum(low), "rate_high")
                        .orElse(BigDecimal.ONE)
                        .compareTo(Format.number(sum(high), "rate_low").orElse(BigDecimal.ZERO))
                < 0;
    }

    private String firstFailures() {
        List<String> names = new ArrayList<>();
        failures.list("by_skill").stream()
                .filter(group -> group.text("state").equals(Optional.of("new")))
                .forEach(group -> names.add(group.text("skill").orElse("")));
        if (names.isEmpty()) {
            return "Nothing fails that did not fail before.";
        }
        String named = String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())));
        int more = names.size() - MAX_NAMED;
        return (names.size() == 1 ? "One skill or item fails" : names.size() + " skills or items fail")
                + " that never failed before: " + named
                + (more > 0 ? " and " + more + " more." : ".");
    }
}
