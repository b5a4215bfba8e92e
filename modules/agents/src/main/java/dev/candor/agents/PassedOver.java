package dev.candor.agents;

import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often hooks were handed what has no place in the contract, by the agent and its name for it, over all processes: of
 * an event nothing but that is kept.
 *
 * @param file a JSON object of counts
 */
public record PassedOver(Path file) {
    private static final int MAX_BYTES = 1 << 20;
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    /** Adds what one process counted. */
    @SuppressWarnings("try")
    public void add(Map<String, Long> counts) throws IOException {
        if (counts.isEmpty()) {
            return;
        }
        try (AdvisoryLock held = AdvisoryLock.take(file.resolveSibling("counts.lock"), LOCK_TIMEOUT)) {
            SortedMap<String, Long> all = counts();
            counts.forEach((name, times) -> {
                boolean isKept = all.containsKey(name) || all.size() < AgentIntake.MAX_NAMES;
                all.merge(isKept ? name : AgentIntake.OTHER, times, Long::sum);
            });
            Map<String, JsonValue> members = new TreeMap<>();
            all.forEach((name, times) -> members.put(name, JsonValue.of(times)));
            String text = JsonWriter.indented(new ObjectValue(members)) + "\n";
            PrivateFiles.replace(file, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** All that was counted; nothing when the file is missing or damaged. */
    public SortedMap<String, Long> counts() throws IOException {
        SortedMap<String, Long> counts = new TreeMap<>();
        try {
            byte[] bytes = Input.regularFile(file, MAX_BYTES).orElse(new byte[0]);
            if (JsonValue.parse(bytes) instanceof ObjectValue object) {
                object.members()
                        .keySet()
                        .forEach(name -> object.integer(name).ifPresent(times -> counts.put(name, times)));
            }
        } catch (NoSuchFileException | JsonSyntaxException nothingCounted) {
            return counts;
        }
        return counts;
    }
}
