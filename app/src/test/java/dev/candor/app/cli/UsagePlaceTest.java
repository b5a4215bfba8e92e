package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.EventLog;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrapped run and a server write into the same log, so they must agree on how. */
class UsagePlaceTest {
    private static final byte[] ROW = "{\"a\":1}".getBytes(UTF_8);

    @TempDir
    Path folder;

    private Surroundings surroundings(String user, String config) throws IOException {
        Path path = Files.createDirectory(folder.toAbsolutePath().resolve(user));
        Files.writeString(path.resolve("config.yaml"), config);
        return new Surroundings(
                Map.of("USER_PATH", path.toString()),
                new Terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream(), false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
    }

    private List<String> written(EventLog log, String user) throws IOException {
        for (int i = 0; i < 300; i++) {
            log.append(List.of(ROW));
        }
        Path logs = folder.resolve(user).resolve("telemetry/logs/skill-usage");
        try (Stream<Path> files = Files.walk(logs)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> logs.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"log: {daily: false, part_size: 1kB}", "telemetry:\n  enabled: true\n", "log: ["})
    void log_isKeptAsTheHubKeepsIt(String config) throws Exception {
        List<String> byRun = written(UsagePlace.log(surroundings("run", config)), "run");
        List<String> byHub = written(surroundings("hub", config).hub().log(Contract.SKILL_USAGE), "hub");
        assertThat(byRun).isEqualTo(byHub);
    }

    @Test
    void log_isWrittenInPartsOfTheConfiguredSize() throws Exception {
        List<String> files = written(UsagePlace.log(surroundings("run", "log: {part_size: 1kB}\n")), "run");
        assertThat(files).filteredOn(file -> file.endsWith(".log")).hasSizeGreaterThan(1);
    }
}
