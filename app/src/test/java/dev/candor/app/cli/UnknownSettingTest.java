package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.file.RunPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting that was misspelt is told wherever it is missed. */
class UnknownSettingTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path config;

    @BeforeEach
    void misspellASetting() throws IOException {
        config = Files.writeString(
                folder.toAbsolutePath().resolve("config.yaml"), "telemetry:\n  enbaled: true\nother: {enbaled: 1}\n");
    }

    private Surroundings surroundings() {
        return new Surroundings(
                Map.of("USER_PATH", folder.toAbsolutePath().toString()),
                new Terminal(new ByteArrayOutputStream(), err, false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
    }

    private String sentence() {
        return config
                + ", line 2, column 3: there is no setting telemetry.enbaled (did you mean \"enabled\"?); it is ignored,"
                + " because telemetry has only enabled";
    }

    private static void run(Verb verb, Surroundings surroundings, String... arguments) throws UsageException {
        verb.run(Arguments.read(verb.manual(), List.of(arguments)), surroundings);
    }

    private ObjectValue call(String tool, String arguments) throws Exception {
        return surroundings()
                .hub()
                .toolbox(RunPolicy.anywhere())
                .call(tool, arguments.getBytes(UTF_8), ToolContext.unattended())
                .json();
    }

    @Test
    void wrappedRun_thatIsNotRecorded() throws UsageException {
        UsagePlace.of(Arguments.read(new RunVerb().manual(), List.of("--skill", "s", "--", "true")), surroundings());
        assertThat(err.toString(UTF_8)).contains("telemetry is off").containsOnlyOnce(sentence());
    }

    @Test
    void record_thatRecordsNothing() throws Exception {
        assertThat(call("record_execution", """
                {"item_id": "a", "item_type": "tool", "outcome": "success", "duration_ms": 1}""").text("note")).contains("telemetry is off: " + sentence());
    }

    @Test
    void prune_whichReadsTheSettings() throws UsageException {
        run(new PruneVerb(), surroundings(), "--older-than", "30d");
        assertThat(err.toString(UTF_8)).containsOnlyOnce(sentence());
    }

    @Test
    void status_isTold() throws Exception {
        assertThat(call("telemetry_status", "{}").texts("problems")).containsExactly(sentence());
    }
}
