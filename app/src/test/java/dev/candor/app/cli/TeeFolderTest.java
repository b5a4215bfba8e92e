package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.TeeFolder;
import dev.candor.foundation.json.RowFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code candor tee} refused is shown, replayed and dropped where it is: in its folder. */
class TeeFolderTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
    private static final String REFUSED = """
            {"attempt":1,"details":{"message":"x"},"duration_ms":1,"phase":"inspection","repository":"shop",\
            "source":"visitor","status":"odd","timestamp":"2026-01-28T14:22:00Z","tool":"mypy","version":"0.20.2"}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void refuseOne() throws IOException {
        try (TeeFolder events = new TeeFolder(folder.resolve("events"), CLOCK, notice -> {})) {
            ByteArrayInputStream rows = new ByteArrayInputStream(REFUSED.getBytes(StandardCharsets.UTF_8));
            assertThat(events.pipeline()
                            .take(rows, RowFormat.AUTO, Optional.empty(), "tee", taken -> {})
                            .quarantined())
                    .isEqualTo(1);
        }
    }

    private int candor(String... arguments) {
        out.reset();
        err.reset();
        Map<String, String> environment =
                Map.of("USER_PATH", folder.resolve("user").toString());
        return Candor.execute(
                List.of(arguments),
                new Surroundings(environment, new Terminal(out, err, false), CLOCK, count -> List.of()));
    }

    private int quarantine(String action, String... more) {
        String from = folder.resolve("events").toString();
        return candor(Stream.concat(Stream.of("quarantine", action, "--from", from), Stream.of(more))
                .toArray(String[]::new));
    }

    /** As if an older rule had refused it. */
    private void makeItFine() throws IOException {
        Path rows = folder.resolve("events/quarantine/20261120/rows.log");
        Files.writeString(rows, Files.readString(rows).replace("\\\"odd\\\"", "\\\"failed\\\""));
    }

    @Test
    void refusedRow_isListed_andReplayedIntoTheEventsOfItsFolder() throws IOException {
        assertThat(quarantine("list")).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("1 refused row\n")
                .contains("[SCHEMA_ENUM]");
        assertThat(quarantine("replay", "--all")).isEqualTo(3);
        makeItFine();
        assertThat(quarantine("replay", "--all"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1 refused row: 1 replayed\n");
        assertThat(folder.resolve("events/20261120/events.log"))
                .content()
                .contains("\"status\":\"failed\"")
                .hasLineCount(1);
        assertThat(quarantine("list")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("no refused row fits");
        assertThat(folder.resolve("user/telemetry")).doesNotExist();
    }

    @Test
    void refusedRow_isDropped() {
        assertThat(quarantine("drop", "--all"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1 refused row: 1 dropped\n");
        assertThat(quarantine("replay", "--all")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("0 refused rows\n");
    }

    @Test
    void folderOfSomethingElse_isRefusedWithASentence() throws IOException {
        Files.createDirectories(folder.resolve("other/notes"));
        for (String other : List.of("other", "nothing")) {
            assertThat(candor(
                            "quarantine",
                            "list",
                            "--from",
                            folder.resolve(other).toString()))
                    .isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .startsWith("candor: the folder " + folder.resolve(other)
                            + " has neither events of candor tee nor what it refused");
        }
        assertThat(folder.resolve("nothing")).doesNotExist();
    }
}
