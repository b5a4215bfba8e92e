package dev.candor.app.http;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What Prometheus is told of the skills and items that ran most. A scrape is given what was found before and never waits:
 * it has the index asked anew, at most once a minute. As long as the index does not answer, there is none of it.
 */
final class RunGauges implements AutoCloseable {
    /** How many skills and items there are series of. */
    static final int MAX_KEYS = 200;

    private static final Duration AGE = Duration.ofMinutes(1);
    private static final double MS_IN_A_SECOND = 1000;
    private static final Set<String> BAD = Set.of("degraded", "broken");

    private final Questions questions;
    private final LongSupplier nanoTime;
    private final AtomicLong asked;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("run-gauges").factory());
    private final MultiGauge runs;
    private final MultiGauge failures;
    private final MultiGauge p95;
    private final MultiGauge degraded;
    private final MultiGauge omitted;
    private final MultiGauge quarantined;
    private final MultiGauge answered;
    private final InstantSource clock;
    private volatile boolean isUp;

    /** Asks a capability. */
    interface Questions {
        /** The result as JSON. */
        ObjectValue ask(String tool, String arguments) throws ToolException;
    }

    RunGauges(MeterRegistry registry, Questions questions, InstantSource clock, LongSupplier nanoTime) {
        this.questions = questions;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.asked = new AtomicLong(nanoTime.getAsLong() - AGE.toNanos());
        this.runs = MultiGauge.builder("candor.runs")
                .description("Runs of a skill or an item in the log")
                .register(registry);
        this.failures = MultiGauge.builder("candor.run.failures")
                .description("Runs of a skill or an item in the log that failed")
                .register(registry);
        this.p95 = MultiGauge.builder("candor.run.p95.seconds")
                .description("The 95th percentile of the durations of the last hour, of those that ran in it")
                .register(registry);
        this.degraded = MultiGauge.builder("candor.run.degraded")
                .description("1 for what is degraded or broken, else 0")
                .register(registry);
        this.omitted = MultiGauge.builder("candor.run.keys.omitted")
                .description("How many skills and items ran less than those that there are series of")
                .register(registry);
        this.quarantined = MultiGauge.builder("candor.quarantine.rows")
                .description("Refused rows that wait in quarantine")
                .register(registry);
        this.answered = MultiGauge.builder("candor.index.last.answer.timestamp.seconds")
                .description("When the index answered last, in seconds since 1970: the age of what is told of runs")
                .register(registry);
        Gauge.builder("candor.run.index.up", this, RunGauges::up)
                .description("1 when the index answered what the series of runs tell, else 0: then there are none")
                .register(registry);
    }

    /** Each scrape asks it, so it has the others refreshed. */
    private double up() {
        long last = asked.get();
        long now = nanoTime.getAsLong();
        if (now - last >= AGE.toNanos() && asked.compareAndSet(last, now)) {
            asking.execute(this::refresh);
        }
        return isUp ? 1 : 0;
    }

    /** Figures of before would pass for those of now, so whatever went wrong, they go. */
    private void refresh() {
        boolean isAnswered = false;
        try {
            ObjectValue all = questions.ask("show_stats", "{\"sort\":\"runs\",\"limit\":" + MAX_KEYS + "}");
            ObjectValue lastHour = questions.ask("show_stats", "{\"since\":\"1h\",\"sort\":\"runs\",\"limit\":1000}");
            ObjectValue states = questions.ask("find_degraded", "{}");
            show(all.objects("groups"), lastHour.objects("groups"), states.objects("groups"));
            long others =
                    all.integer("total").orElse(0L) - all.objects("groups").size();
            register(omitted, others);
            ObjectValue waiting = questions.ask("list_quarantine", "{\"limit\":0}");
            register(quarantined, waiting.integer("matched").orElse(0L));
            register(answered, clock.millis() / MS_IN_A_SECOND);
            isAnswered = true;
        } catch (ToolException unavailable) {
            // there is no index
        } finally {
            if (!isAnswered) {
                show(List.of(), List.of(), List.of());
                omitted.register(List.of(), true);
                quarantined.register(List.of(), true);
            }
            isUp = isAnswered;
        }
    }

    private static void register(MultiGauge gauge, Number value) {
        gauge.register(List.of(Row.of(Tags.empty(), value)), true);
    }

    private void show(List<ObjectValue> all, List<ObjectValue> lastHour, List<ObjectValue> states) {
        Set<Tags> shown = new HashSet<>();
        List<Row<?>> counts = new ArrayList<>();
        List<Row<?>> failed = new ArrayList<>();
        for (ObjectValue group : all) {
            shown.add(tags(group));
            counts.add(Row.of(tags(group), group.integer("runs").orElse(0L)));
            failed.add(Row.of(tags(group), group.integer("failures").orElse(0L)));
        }
        List<Row<?>> slow = new ArrayList<>();
        for (ObjectValue group : lastHour) {
            if (shown.contains(tags(group))) {
                group.integer("p95_ms").ifPresent(ms -> slow.add(Row.of(tags(group), ms / MS_IN_A_SECOND)));
            }
        }
        List<Row<?>> worse = new ArrayList<>();
        for (ObjectValue group : states) {
            if (shown.contains(tags(group))) {
                worse.add(Row.of(tags(group), BAD.contains(group.text("state").orElse("")) ? 1 : 0));
            }
        }
        runs.register(counts, true);
        failures.register(failed, true);
        p95.register(slow, true);
        degraded.register(worse, true);
    }

    private static Tags tags(ObjectValue group) {
        return Tags.of(
                "kind", group.text("kind").orElse(""), "key", group.text("key").orElse(""));
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
