package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilesTest {
    private static final String RUN = """
            {"context":"run","duration_ms":1,"skill":"s","source":"t","status":"success","timestamp_utc":"2026-11-20T10:00:00Z"}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int candor(String command, String... files) {
        Surroundings surroundings = new Surroundings(
                Map.of("USER_PATH", folder.resolve("user").toString()),
                new Terminal(out, err, false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
        return Candor.execute(
                Stream.concat(Arrays.stream(command.split(" ")), Arrays.stream(files))
                        .toList(),
                surroundings);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stats --events",
                "triage --fail-on-total 0 --events",
                "slo --strict --events",
                "degraded --strict --events",
                "unused --since 30d --events",
                "badge s --events",
                "orchestration status --from"
            })
    void fileWithoutARow_isNoAnswer(String question) throws IOException {
        for (String text : List.of("", "\n \r\n", "[]", "\uFEFF")) {
            out.reset();
            err.reset();
            String empty = file("empty", text);
            assertThat(candor(question, empty)).isEqualTo(1);
            assertThat(out.toString()).isEmpty();
            assertThat(err.toString()).isEqualTo("candor: the file " + empty + " has no row: nothing was examined\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"triage --fail-on-total 0 --events", "slo --strict --events"})
    void fileWithoutARow_isNoAnswer_besideAnotherEither(String question) throws IOException {
        String rows = file("rows", RUN);
        assertThat(candor(question, rows)).as(err.toString()).isZero();
        assertThat(candor(question, rows, "--events", file("empty", ""))).isEqualTo(1);
        assertThat(err.toString()).endsWith("empty has no row: nothing was examined\n");
    }
}
