package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import dev.candor.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;

/** The report against one that is computed anew for each group, from lists of all runs. */
class TriageModelTest {
    private static final int ROWS = 10_000;

    @ParameterizedTest
    @Seeds(200)
    void anyRuns_areReportedAsAnIndependentComputationDoes(long seed) throws Exception {
        Random random = new Random(seed);
        List<Run> runs = RandomRuns.of(random, ROWS);
        Instant now = runs.getLast().at().plusSeconds(1);
        int days = random.nextInt(3);
        List<String> sources = random.nextBoolean() ? List.of() : List.of("s0,s2");
        List<String> reasons = random.nextInt(3) > 0 ? List.of() : List.of("command_failed", "unknown");
        int top = 1 + random.nextInt(5);
        TriageReport report = new TriageFailures(
                        (last, visitor) -> runs.forEach(visitor), InstantSource.fixed(now), List.of("command_failed"))
                .call(
                        new TriageFailures.Query(days, top, sources, reasons, List.of(), Optional.empty(), List.of()),
                        ToolContext.unattended());

        Optional<Instant> since = days == 0 ? Optional.empty() : Optional.of(now.minus(Duration.ofDays(days)));
        List<Run> ofSource = runs.stream()
                .filter(run -> sources.isEmpty() || !run.source().equals(Optional.of("s1")))
                .toList();
        List<Run> asked = ofSource.stream()
                .filter(run ->
                        reasons.isEmpty() || Set.of("command_failed", "unknown").contains(reason(run)))
                .toList();
        Model model = new Model(ofSource, asked, since);
        ObjectValue written = TriageReportShape.INSTANCE.write(report);
        List<Run> inSpan = asked.stream().filter(model::isInSpan).toList();
        assertThat(written.integer("events_total")).hasValue((long) inSpan.size());
        assertThat(written.integer("failures_total"))
                .hasValue(inSpan.stream().filter(Run::hasFailed).count());
        assertThat(written.integer("unknown_total"))
                .hasValue(
                        inSpan.stream().filter(run -> run.succeeded().isEmpty()).count());
        assertThat(written.objects("by_reason_code"))
                .isEqualTo(model.groups(TriageModelTest::reason, name -> new JsonObject().put("reason_code", name)));
        assertThat(written.objects("by_error_class"))
                .isEqualTo(model.groups(
                        run -> run.errorClass().orElse("unknown"), name -> new JsonObject().put("error_class", name)));
        List<ObjectValue> skills = model.groups(
                run -> run.key() + " " + run.kind(),
                name -> new JsonObject().put("skill", name.split(" ")[0]).put("kind", name.split(" ")[1]));
        assertThat(written.objects("by_skill")).isEqualTo(skills);
        assertThat(written.objects("top_failed_skills"))
                .isEqualTo(skills.stream()
                        .limit(top)
                        .map(row -> new JsonObject()
                                .put("skill", row.text("skill").orElseThrow())
                                .put("kind", row.text("kind").orElseThrow())
                                .put("count", row.integer("count").orElseThrow())
                                .object())
                        .toList());
    }

    private static String reason(Run run) {
        return run.reason().orElse(run.hasFailed() ? "unknown" : "");
    }

    /** All runs of the sources, those of them with the reasons that were asked for, and the span. */
    private record Model(List<Run> all, List<Run> asked, Optional<Instant> since) {
        boolean isInSpan(Run run) {
            return since.isEmpty() || run.at().compareTo(since.get()) >= 0;
        }

        List<ObjectValue> groups(Function<Run, String> name, Function<String, JsonObject> begin) {
            Map<String, List<Run>> failures =
                    asked.stream().filter(Run::hasFailed).collect(Collectors.groupingBy(name));
            record Counted(String name, long count) {}
            return failures.entrySet().stream()
                    .map(entry -> new Counted(
                            entry.getKey(),
                            entry.getValue().stream().filter(this::isInSpan).count()))
                    .filter(counted -> counted.count() > 0)
                    .sorted(Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::name))
                    .map(counted -> group(
                            begin.apply(counted.name()),
                            counted.count(),
                            failures.getOrDefault(counted.name(), List.of())))
                    .toList();
        }

        private ObjectValue group(JsonObject row, long count, List<Run> failures) {
            return row.put("count", count)
                    .put("first_seen", Utc.timestamp(failures.getFirst().at()))
                    .put("last_seen", Utc.timestamp(failures.getLast().at()))
                    .put("state", state(failures))
                    .put("example", JsonValue.parse(failures.getLast().row()))
                    .object();
        }

        /** Looks between each two failures for the successes of all that had failed so until then. */
        private String state(List<Run> failures) {
            if (since.isPresent() && isInSpan(failures.getFirst())) {
                return "new";
            }
            Set<Run> group = Set.copyOf(failures);
            List<Integer> places = IntStream.range(0, all.size())
                    .filter(i -> group.contains(all.get(i)))
                    .boxed()
                    .toList();
            Set<Subject> failed = new HashSet<>();
            for (int i = 1; i < places.size(); i++) {
                failed.add(failures.get(i - 1).subject());
                long successes = all.subList(places.get(i - 1), places.get(i)).stream()
                        .filter(run -> run.hasSucceeded() && failed.contains(run.subject()))
                        .count();
                if (successes >= 20 && isInSpan(failures.get(i))) {
                    return "regressed";
                }
            }
            return "ongoing";
        }
    }
}
