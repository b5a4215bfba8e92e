package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.index.IndexException;
import dev.candor.index.LogTables;
import dev.candor.index.SqlSandbox;
import dev.candor.index.SqlSandbox.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryOutputTest {
    @TempDir
    Path folder;

    @Test
    void rowsThatCannotBeRead_areNoFaultOfTheFile() throws UsageException {
        Path file = folder.resolve("rows.csv");
        Surroundings surroundings = new Surroundings(
                Map.of("USER_PATH", folder.resolve("user").toString()),
                new Terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream(), false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
        Arguments arguments = Arguments.read(new QueryVerb().manual(), List.of("SELECT 1", "--out", file.toString()));
        QueryOutput output = QueryOutput.of(QueryFormat.CSV, arguments, surroundings);
        assertThatThrownBy(() -> output.give(sink -> SqlSandbox.of(LogTables.ALL, taker -> {}, Limits.STANDARD)
                        .query("SELECT a")))
                .isInstanceOf(IndexException.class)
                .hasMessageStartingWith("Binder Error: ");
        assertThat(file).doesNotExist();
    }
}
