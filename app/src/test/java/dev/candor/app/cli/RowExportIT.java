package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code candor export runs|skills|events}. */
class RowExportIT {
    @TempDir
    Path folder;

    private Installed installed;

    @BeforeEach
    void record() {
        installed = new Installed(folder);
        installed.write(
                "usages.ndjson",
                IntStream.range(0, 5)
                        .mapToObj(i -> "{\"context\":\"=c\",\"duration_ms\":" + i + ",\"skill\":\"s" + i % 2
                                + "\",\"source\":\"o\",\"status\":\"" + (i == 3 ? "failure" : "success")
                                + "\",\"timestamp_utc\":\"2026-01-0" + (9 - i) + "T14:22:00.000Z\"}\n")
                        .collect(Collectors.joining()));
        assertThat(installed.candor("ingest", "usages.ndjson").exitCode()).isZero();
    }

    private String out(String... arguments) {
        Installed.Ended ended = installed.candor(arguments);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        return ended.out();
    }

    private String logged() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("home/.ai/telemetry/logs/skill-usage"))) {
            Path log = files.filter(file -> file.endsWith("events.log"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(log);
        }
    }

    @Test
    void events_areTheRowsOfTheLog_byteForByte() throws IOException {
        assertThat(out("export", "events", "--contract", "skill-usage")).isEqualTo(logged());
        assertThat(out(
                        "export",
                        "events",
                        "--contract",
                        "skill-usage",
                        "--since",
                        "2026-01-07",
                        "--until",
                        "2026-01-09"))
                .isEqualTo(logged().lines()
                        .skip(1)
                        .limit(2)
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()));
        assertThat(out("export", "events", "--contract", "audit")).isEmpty();
    }

    @Test
    void eventsAsCsv_haveTheColumnsOfTheTable() {
        String csv = out("export", "events", "--contract", "skill-usage", "--format", "csv", "--spreadsheet-safe");
        assertThat(csv.lines()).hasSize(6);
        assertThat(csv).startsWith("part,seq,").contains(",row\n").contains(",'=c,");
    }

    @Test
    void runs_areByTime() {
        assertThat(out("export", "runs", "--format", "csv").lines())
                .hasSize(6)
                .startsWith("kind,key,run_at,succeeded,duration_ms,reason,error_class,source,type,part,seq")
                .element(1)
                .asString()
                .startsWith("skill,s0,2026-01-05T14:22:00Z,true,4,,,o,,");
    }

    @Test
    void skills_areCountedAsStatsCountThem() {
        assertThat(out("export", "skills")).isEqualTo("""
                {"skill":"s0","runs":3,"successes":3,"failures":0,"success_rate":1.0,"rate_low":0.4385,"rate_high":1.0,\
                "p50_ms":2,"p95_ms":4,"p99_ms":4,"avg_ms":2.0,"first":"2026-01-05T14:22:00Z","last":"2026-01-09T14:22:00Z"}
                {"skill":"s1","runs":2,"successes":1,"failures":1,"success_rate":0.5,"rate_low":0.0945,"rate_high":0.9055,\
                "p50_ms":1,"p95_ms":3,"p99_ms":3,"avg_ms":2.0,"first":"2026-01-06T14:22:00Z","last":"2026-01-08T14:22:00Z"}
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "skills", "events --contract=skill-usage"})
    void sameRows_giveTheSameBytes(String what) throws IOException {
        for (String format : List.of("csv", "ndjson", "parquet")) {
            String export = Installed.CANDOR + " export " + what + " --format " + format + " --out out." + format;
            assertThat(installed.command("sh", "-c", export).out()).contains(" rows, ");
            assertThat(installed.command("sh", "-c", export).out()).endsWith("(it was so already)\n");
        }
        assertThat(out("query", "SELECT 1 AS n", "--format", "ndjson")).isEqualTo("{\"n\":1}\n");
    }

    @Test
    void whatMakesNoSense_isAUsageError() {
        assertThat(installed.candor("export", "events").err()).startsWith("candor: say whose events: --contract ");
        assertThat(installed.candor("export", "runs", "--contract", "audit").exitCode())
                .isEqualTo(2);
        assertThat(installed.candor("export", "runs", "--format", "json").exitCode())
                .isEqualTo(2);
        assertThat(installed.candor("export", "runs", "--format", "parquet").exitCode())
                .isEqualTo(2);
        assertThat(installed.candor("export", "items", "--since", "7d").exitCode())
                .isEqualTo(2);
    }
}
