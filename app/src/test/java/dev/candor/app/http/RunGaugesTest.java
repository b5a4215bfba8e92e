package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.testing.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunGaugesTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private volatile Optional<Exception> broken = Optional.empty();
    private final RunGauges gauges = new RunGauges(
            registry, this::answer, InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z")), nanos::get);

    @AfterEach
    void close() {
        gauges.close();
    }

    private ObjectValue answer(String tool, String arguments) throws ToolException {
        try {
            mayAnswer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (broken.isPresent()) {
            asked.incrementAndGet();
            if (broken.get() instanceof ToolException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(broken.get());
        }
        if (tool.equals("list_quarantine")) {
            return ObjectValue.parse("{\"matched\":7}");
        }
        if (tool.equals("find_degraded")) {
            asked.incrementAndGet();
            return ObjectValue.parse("""
                    {"groups":[{"key":"plan","kind":"skill","state":"broken"},{"key":"a/b@1","kind":"item","state":"flaky"},
                     {"key":"seldom","kind":"skill","state":"degraded"}]}""");
        }
        return ObjectValue.parse(
                arguments.contains("since")
                        ? "{\"groups\":[{\"key\":\"plan\",\"kind\":\"skill\",\"p95_ms\":1500},{\"key\":\"seldom\",\"kind\":\"skill\",\"p95_ms\":1}]}"
                        : """
                        {"total":3,"groups":[{"key":"plan","kind":"skill","runs":9,"failures":5},
                         {"key":"a/b@1","kind":"item","runs":2,"failures":0}]}""");
    }

    private double omitted() {
        return registry.get("candor.run.keys.omitted").gauge().value();
    }

    private double value(String name, String key) {
        return registry.get(name).tag("key", key).gauge().value();
    }

    private double answeredAt() {
        return registry.get("candor.index.last.answer.timestamp.seconds")
                .gauge()
                .value();
    }

    /** What a scrape is told of the index. */
    private double up() {
        return registry.get("candor.run.index.up").gauge().value();
    }

    private void assertNoSeries() {
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactly("candor.run.index.up");
    }

    private void afterAMinute() {
        nanos.addAndGet(60_000_000_000L);
        up();
    }

    @Test
    void scrape_doesNotWait_andTheNextOneSeesTheAnswer() {
        assertThat(up()).as("while the index is asked").isZero();
        assertNoSeries();
        mayAnswer.countDown();
        Await.until(() -> up() == 1);
        assertThat(omitted()).isEqualTo(1);
        assertThat(registry.get("candor.quarantine.rows").gauge().value()).isEqualTo(7);
        assertThat(answeredAt()).isEqualTo(1_795_168_800);
        assertThat(value("candor.runs", "plan")).isEqualTo(9);
        assertThat(value("candor.run.failures", "plan")).isEqualTo(5);
        assertThat(value("candor.run.p95.seconds", "plan")).isEqualTo(1.5);
        assertThat(value("candor.run.degraded", "plan")).isEqualTo(1);
        assertThat(value("candor.run.degraded", "a/b@1")).isZero();
        assertThat(registry.find("candor.run.p95.seconds").gauges()).hasSize(1);
        assertThat(registry.find("candor.run.degraded").gauges()).hasSize(2);
        assertThat(asked).as("within a minute").hasValue(1);
        afterAMinute();
        Await.until(() -> asked.get() == 2);
    }

    @Test
    void noIndex_noSeries_andItIsAskedAgainLater() {
        broken = Optional.of(new ToolException(Kind.UNAVAILABLE, "index-unavailable", "DuckDB cannot be loaded"));
        mayAnswer.countDown();
        up();
        Await.until(() -> asked.get() == 1);
        assertThat(up()).isZero();
        assertNoSeries();
        broken = Optional.empty();
        afterAMinute();
        Await.until(() -> up() == 1);
    }

    @Test
    void indexThatFailsLater_leavesNoOldFigures() {
        mayAnswer.countDown();
        up();
        Await.until(() -> up() == 1);
        for (Exception failure : List.of(
                new ToolException(Kind.UNAVAILABLE, "index-unavailable", "the disk is full"),
                new IllegalStateException("a fault of ours"))) {
            broken = Optional.of(failure);
            afterAMinute();
            Await.until(() -> up() == 0);
            assertThat(registry.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .as("how long ago it answered stays")
                    .containsExactlyInAnyOrder("candor.run.index.up", "candor.index.last.answer.timestamp.seconds");
            broken = Optional.empty();
            afterAMinute();
            Await.until(() -> up() == 1);
            assertThat(value("candor.runs", "plan")).isEqualTo(9);
        }
    }
}
