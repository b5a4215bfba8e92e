package dev.candor.orchestrationevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random events in a random order, in a log of random parts: the report is what {@link PlainRuns} computes. */
class RandomEventsTest {
    private static final List<String> STATUSES =
            List.of("started", "succeeded", "failed", "skipped", "retried", "quarantined");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void report_isWhatAllEventsSay(long seed) throws IOException {
        Random random = new Random(seed);
        LogSettings settings = LogSettings.standard().withPartBytes(800 + random.nextInt(8_000));
        List<PlainRuns.Event> events = new ArrayList<>();
        try (LoggedRuns logged = new LoggedRuns(folder, settings)) {
            for (int round = 0; round < 4; round++) {
                for (int i = random.nextInt(40); i >= 0; i--) {
                    PlainRuns.Event event = event(random, events.size(), seed % 2 == 0);
                    events.add(event);
                    logged.add(JsonWriter.compact(row(event)));
                }
                logged.now.set(Instant.parse("2026-11-21T12:00:00Z").plusSeconds(random.nextInt(1_200)));
                ObjectValue query = query(random);
                ObjectValue expected = new PlainRuns(events, logged.now.get()).report(query);
                assertThat(withoutSentences(logged.report(JsonWriter.compact(query))))
                        .as("seed %d, round %d, query %s", seed, round, query)
                        .isEqualTo(expected);
                assertThat(logged.reportOfAnotherProcess()).isEqualTo(logged.report());
            }
        }
    }

    private static PlainRuns.Event event(Random random, int position, boolean someAhead) {
        Map<String, JsonValue> details = new LinkedHashMap<>();
        if (random.nextInt(4) > 0) {
            details.put("message", JsonValue.of("event " + position));
        } else if (random.nextBoolean()) {
            details.put("message", JsonValue.of(position));
        }
        boolean releases = random.nextInt(6) == 0;
        if (releases) {
            details.put("quarantine", JsonValue.of(random.nextInt(4) == 0 ? "kept" : "released"));
        }
        long second = random.nextInt(20) * 60 * 6L + random.nextInt(2);
        boolean isAhead = someAhead && random.nextInt(8) == 0;
        return new PlainRuns.Event(
                position,
                Instant.parse("2026-11-21T10:00:00Z")
                        .plusSeconds(isAhead ? second * 7 : second)
                        .plusNanos(random.nextInt(3) * 1_000L),
                releases ? "orchestrator" : oneOf(random, List.of("visitor", "clones")),
                releases ? "release" : oneOf(random, List.of("inspection", "sync")),
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of(oneOf(random, List.of("a", "b", "B"))),
                releases && random.nextInt(5) > 0 || random.nextInt(4) == 0
                        ? Optional.empty()
                        : Optional.of(oneOf(random, List.of("mypy", "ruff"))),
                releases && random.nextInt(5) > 0 ? "succeeded" : oneOf(random, STATUSES),
                1 + random.nextInt(3),
                random.nextBoolean() ? Optional.of((long) random.nextInt(1_000)) : Optional.empty(),
                details);
    }

    private static String oneOf(Random random, List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private static ObjectValue row(PlainRuns.Event event) {
        return new JsonObject()
                .put("version", "0.20.2")
                .put("timestamp", event.at().toString())
                .put("source", event.source())
                .put("phase", event.phase())
                .put(
                        "repository",
                        event.repository().<JsonValue>map(JsonValue::of).orElse(new NullValue()))
                .put("tool", event.tool().<JsonValue>map(JsonValue::of).orElse(new NullValue()))
                .put("status", event.status())
                .put("attempt", event.attempt())
                .put(
                        "duration_ms",
                        event.durationMs().<JsonValue>map(JsonValue::of).orElse(new NullValue()))
                .put("details", new ObjectValue(event.details()))
                .object();
    }

    private static ObjectValue query(Random random) {
        JsonObject query = new JsonObject();
        if (random.nextInt(3) == 0) {
            query.put("repository", oneOf(random, List.of("a", "b", "none")));
        }
        if (random.nextInt(3) == 0) {
            query.put("tool", "mypy");
        }
        if (random.nextInt(3) == 0) {
            query.put("source", "visitor");
        }
        if (random.nextInt(3) == 0) {
            query.put("state", oneOf(random, List.of("failed", "lost", "quarantined", "running")));
        }
        return query.put("lost_after_s", 1 + random.nextInt(7_200))
                .put("limit", random.nextInt(12))
                .object();
    }

    private static ObjectValue withoutSentences(ObjectValue report) {
        return (ObjectValue) without("sentence", report);
    }

    private static JsonValue without(String name, JsonValue value) {
        if (value instanceof ArrayValue array) {
            return new ArrayValue(
                    array.items().stream().map(item -> without(name, item)).toList());
        }
        if (value instanceof ObjectValue object) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            object.members().forEach((member, held) -> {
                if (!member.equals(name)) {
                    members.put(member, without(name, held));
                }
            });
            return new ObjectValue(members);
        }
        return value;
    }
}
