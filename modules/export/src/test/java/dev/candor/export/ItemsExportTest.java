package dev.candor.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.config.SwitchState;
import dev.candor.config.SwitchState.Decider;
import dev.candor.config.UserPath;
import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.export.ItemsExport.Written;
import dev.candor.foundation.capability.ToolException;
import dev.candor.ingestion.Pipeline;
import dev.candor.ingestion.Quarantine;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets the locale and the time zone")
class ItemsExportTest {
    @TempDir
    Path folder;

    private ItemsExport items;

    @BeforeEach
    void someStatistics() throws IOException {
        Files.writeString(folder.resolve("telemetry.yaml"), """
                version: 1
                items:
                  "web/\u0442@1":
                    {type: tool, total_runs: 3, success_count: 2, failure_count: 1, timeout_count: 0,
                     avg_duration_ms: 23.33333, http_calls: 77, subprocess_calls: 78, last_run: 2026-01-28 14:22:00+00:00,
                     last_outcome: failure, last_error: "secret error", paths: [/home/someone/x.py]}
                  "=odd, \\"id\\"": {type: directive, total_runs: 0, last_outcome: /etc/passwd, last_run: yesterday}
                  kb: {type: knowledge, access_count: 89, last_accessed: "2026-01-29T09:15:00Z", paths: []}
                """);
        items = new ItemsExport(store(), false);
    }

    private AggregateStore store() {
        UserPath userPath = new UserPath(folder);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
        EventLog log =
                EventLog.inFolder(userPath.log(AggregateStore.CONTRACT), LogSettings.standard(), clock, notice -> {});
        Quarantine quarantine = new Quarantine(log, folder.resolve("quarantine.lock"), clock, () -> "id");
        Pipeline pipeline = new Pipeline(Map.of(Contract.EXECUTION, log), quarantine, folder, Duration.ZERO);
        SwitchState on = new SwitchState(true, Decider.CONFIG, Optional.empty());
        return new AggregateStore(userPath, () -> on, log, pipeline, clock, () -> "id", notice -> {});
    }

    @Test
    void csv_hasARowPerItem() throws ToolException {
        assertThat(items.text(ItemsFormat.CSV)).isEqualTo("""
                item_id,type,total_runs,success_count,failure_count,timeout_count,cancelled_count,success_rate,\
                avg_duration_ms,last_run,last_outcome,access_count,last_accessed
                "=odd, ""id""\",directive,0,0,0,0,0,,,,,,
                kb,knowledge,,,,,,,,,,89,2026-01-29T09:15:00.000Z
                web/\u0442@1,tool,3,2,1,0,0,0.667,23.333,2026-01-28T14:22:00.000Z,failure,,
                """);
    }

    @Test
    void json_hasThePublishPayloadToo() throws ToolException {
        String json = items.text(ItemsFormat.JSON);

        assertThat(json.lines()).hasSize(5).first().isEqualTo("{\"items\":[");
        assertThat(json.lines().skip(3))
                .first()
                .isEqualTo(
                        "{\"access_count\":null,\"avg_duration_ms\":23.333,\"cancelled_count\":0,\"failure_count\":1,"
                                + "\"item_id\":\"web/\u0442@1\",\"last_accessed\":null,\"last_outcome\":\"failure\","
                                + "\"last_run\":\"2026-01-28T14:22:00.000Z\",\"publish\":{\"avg_duration_ms\":23.333,"
                                + "\"success_rate\":0.667,\"total_runs\":3},\"success_count\":2,\"success_rate\":0.667,"
                                + "\"timeout_count\":0,\"total_runs\":3,\"type\":\"tool\"}");
        assertThat(items.text(ItemsFormat.NDJSON).lines()).hasSize(3).allMatch(json.replace("},\n", "}\n")::contains);
    }

    @Test
    void nothingPrivate_isExported() throws ToolException, IOException {
        Path parquet =
                items.write(ItemsFormat.PARQUET, folder.resolve("p"), false).file();

        for (ItemsFormat format : List.of(ItemsFormat.JSON, ItemsFormat.CSV, ItemsFormat.NDJSON)) {
            assertThat(items.text(format)).doesNotContain("secret", "/home", "/etc", "77", "78");
        }
        assertThat(Files.readString(parquet, StandardCharsets.ISO_8859_1)).doesNotContain("secret", "/home", "/etc");
    }

    @Test
    void parquet_isReadBackWithItsTypes() throws Exception {
        Path file = items.write(ItemsFormat.PARQUET, folder.resolve("it's.parquet"), false)
                .file();

        List<String> rows = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                ResultSet read = statement.executeQuery(
                        "SELECT item_id, type, total_runs, success_rate, epoch_ms(last_run), access_count, "
                                + "typeof(total_runs) || typeof(success_rate) || typeof(last_run) FROM read_parquet('"
                                + file.toString().replace("'", "''") + "')")) {
            while (read.next()) {
                rows.add(read.getString(1) + "|" + read.getString(2) + "|" + read.getObject(3) + "|" + read.getObject(4)
                        + "|" + read.getObject(5) + "|" + read.getObject(6) + "|" + read.getString(7));
            }
        }
        String types = "BIGINTDOUBLETIMESTAMP WITH TIME ZONE";
        assertThat(rows)
                .containsExactly(
                        "=odd, \"id\"|directive|0|null|null|null|" + types,
                        "kb|knowledge|null|null|null|89|" + types,
                        "web/\u0442@1|tool|3|0.667|1769610120000|null|" + types);
    }

    @Test
    void bytes_areTheSameUnderEveryLocaleAndTimeZone() throws ToolException, IOException {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        List<Written> again = new ArrayList<>();
        try {
            for (String tag : List.of("en-US", "tr-TR", "ar-EG-u-nu-arab")) {
                for (String id : List.of("UTC", "Asia/Kathmandu")) {
                    Locale.setDefault(Locale.forLanguageTag(tag));
                    TimeZone.setDefault(TimeZone.getTimeZone(id));
                    for (ItemsFormat format : ItemsFormat.values()) {
                        again.add(items.write(format, folder.resolve("items." + format.word()), false));
                    }
                }
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        int formats = ItemsFormat.values().length;
        assertThat(again.subList(0, formats)).noneMatch(Written::isUnchanged);
        assertThat(again.subList(formats, again.size())).hasSize(5 * formats).allMatch(Written::isUnchanged);
    }

    @Test
    void write_replacesOnlyWhatIsTheSameOrByForce() throws ToolException, IOException {
        Path file = Files.writeString(folder.resolve("items.csv"), "mine");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(catchThrowableOfType(ToolException.class, () -> items.write(ItemsFormat.CSV, file, false))
                        .code())
                .isEqualTo("file-exists");
        assertThat(file).hasContent("mine");
        assertThat(items.write(ItemsFormat.CSV, file, true).isUnchanged()).isFalse();
        assertThat(items.write(ItemsFormat.CSV, file, false).isUnchanged()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void write_ofWhatIsNoFile_isRefusedAndLeavesNothingBehind() throws Exception {
        Path out = Files.createDirectories(folder.resolve("out"));
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        Path link = Files.createSymbolicLink(out.resolve("link"), mine);
        Path device = Files.createSymbolicLink(out.resolve("device"), Path.of("/dev/null"));
        Path dangling = Files.createSymbolicLink(out.resolve("dangling"), Path.of("nowhere"));
        Path taken = Files.createDirectory(out.resolve("taken"));

        for (Path file : List.of(link, device, dangling, taken, Path.of("/dev/null"))) {
            for (ItemsFormat format : ItemsFormat.values()) {
                ToolException refusal =
                        catchThrowableOfType(ToolException.class, () -> items.write(format, file, true));

                assertThat(refusal.code()).isEqualTo("file-special");
                assertThat(refusal).hasMessageStartingWith(file + " is ").hasMessageContaining("never replaced");
            }
        }
        assertThat(mine).hasContent("mine");
        assertThat(List.of(link, device, dangling)).allMatch(Files::isSymbolicLink);
        try (var all = Files.list(out)) {
            assertThat(all).containsExactlyInAnyOrder(link, device, dangling, taken);
        }
    }

    @Test
    void write_overAFileThatIsMoreThanMemory_onlyComparesSizes() throws Exception {
        Path file = folder.resolve("huge");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 1L << 33);
        }

        assertThat(catchThrowableOfType(ToolException.class, () -> items.write(ItemsFormat.PARQUET, file, false))
                        .code())
                .isEqualTo("file-exists");
        assertThat(items.write(ItemsFormat.PARQUET, file, true).isUnchanged()).isFalse();
    }

    @Test
    void write_whereAFolderCannotTakeFiles_saysSo() throws Exception {
        Path file = Files.createDirectories(folder.resolve("out")).resolve("f".repeat(254));

        for (ItemsFormat format : List.of(ItemsFormat.CSV, ItemsFormat.PARQUET)) {
            assertThat(catchThrowableOfType(ToolException.class, () -> items.write(format, file, false))
                            .code())
                    .isEqualTo("file-unwritable");
        }
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void spreadsheetSafe_putsAnApostropheBeforeWhatLooksLikeAFormula() throws ToolException {
        assertThat(new ItemsExport(store(), true).text(ItemsFormat.CSV)).contains("\n\"'=odd, \"\"id\"\"\",directive");
    }
}
