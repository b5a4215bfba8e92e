package dev.candor.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.JsonValue;
import dev.candor.testing.HostileQueries;
import dev.candor.testing.HostileQueries.Hostile;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a query must not do, or not without end. The folder of the canary stands for everything that is no table. */
class HostileQueriesTest {
    private static final String CANARY = "canary-7d1f";

    @TempDir
    Path folder;

    private KeptLog log;
    private Path canary;

    @BeforeEach
    void open() throws IOException {
        log = EventLog.inFolder(
                folder.resolve("log"),
                LogSettings.standard(),
                InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")),
                notice -> {});
        log.append(List.of("{\"skill\":\"s\",\"status\":\"success\"}".getBytes(StandardCharsets.UTF_8)));
        canary = Files.createDirectory(folder.resolve("outside")).resolve("canary.csv");
        Files.writeString(canary, CANARY + "\n");
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private static Stream<Hostile> hostile() {
        return HostileQueries.all().stream();
    }

    private QueryResult query(String sql) throws IOException {
        return query(sql, Duration.ofSeconds(60));
    }

    private QueryResult query(String sql, Duration timeout) throws IOException {
        return new SqlSandbox(
                        List.of(new IndexedLog(LogTable.of(Contract.SKILL_USAGE), log, folder.resolve("index"))),
                        new SqlSandbox.Limits(timeout, 100, 64_000_000, 1_000_000_000),
                        notice -> {})
                .query(sql);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileQuery_isRefused_andTheNextIsAnswered(Hostile hostile) throws IOException {
        String sql = hostile.sql(canary);
        Duration timeout = Duration.ofSeconds(hostile.reason().equals(HostileQueries.STOPPED) ? 1 : 60);

        assertThatThrownBy(() -> query(sql, timeout))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining(hostile.reason())
                .hasMessageNotContaining(CANARY)
                .hasMessageNotContaining("\n");

        try (Stream<Path> files = Files.list(canary.getParent())) {
            assertThat(files).containsExactly(canary);
        }
        assertThat(canary).hasContent(CANARY);
        assertThat(query("SELECT skill FROM skill_usage").rows()).containsExactly(List.of(JsonValue.of("s")));
    }

    @ParameterizedTest
    @MethodSource("deep")
    void deepQuery_endsAsAQuery(String sql) throws IOException {
        assertThat(query(sql).rows()).hasSize(1);
    }

    /** What DuckDB allows, and needs more stack for than a thread usually has. */
    private static Stream<String> deep() {
        return Stream.of(
                "SELECT * FROM " + "(SELECT * FROM ".repeat(800) + "skill_usage" + ")".repeat(800),
                "SELECT length(to_json((repeat('[', 50000) || repeat(']', 50000))::JSON::VARIANT)::VARCHAR)");
    }
}
