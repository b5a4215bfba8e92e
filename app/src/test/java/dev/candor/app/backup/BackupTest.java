package dev.candor.app.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.Hub;
import dev.candor.config.UserPath;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogHealth;
import dev.candor.eventlog.Retention;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.testing.Await;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BackupTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final List<Contract> WRITTEN =
            List.of(Contract.AUDIT, Contract.SESSION, Contract.EXECUTION, Contract.AUDIT);

    @TempDir
    Path folder;

    private UserPath userPath;
    private Path file;

    @BeforeEach
    void partsOfOneKilobyte() throws IOException {
        userPath = new UserPath(folder.toAbsolutePath().resolve("user"));
        file = folder.resolve("backups/one.zip");
        PrivateFiles.replace(userPath.config(), "log: {part_size: 1kB}\n".getBytes(UTF_8));
    }

    private static Hub hub(UserPath place) {
        return new Hub(place, Map.of(), () -> NOON, told -> {});
    }

    private Hub restored() {
        return hub(new UserPath(folder.toAbsolutePath().resolve("restored")));
    }

    private Manifest backUp() throws Exception {
        return Backup.write(hub(userPath), file, "0.1.0", bytes -> {});
    }

    private Hub restore() throws Exception {
        Hub into = restored();
        try (BackupFile backup = BackupFile.open(file)) {
            backup.verify(bytes -> {});
            Restore.into(into, backup, bytes -> {});
        }
        return into;
    }

    private static List<String> rows(KeptLog log) throws IOException {
        List<String> rows = new ArrayList<>();
        log.read(log.start(), (bytes, from, to) -> rows.add(new String(bytes, from, to - from, UTF_8)));
        return rows;
    }

    private void append(Contract contract, String row) throws IOException {
        hub(userPath).log(contract).append(List.of(row.getBytes(UTF_8)));
    }

    @Test
    void whileFourWritersAppend_eachRowAcknowledgedBefore_isRestored() throws Exception {
        List<ConcurrentLinkedQueue<String>> acknowledged = WRITTEN.stream()
                .map(written -> new ConcurrentLinkedQueue<String>())
                .toList();
        AtomicBoolean stop = new AtomicBoolean();
        List<List<String>> before;
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITTEN.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < WRITTEN.size(); i++) {
                int writer = i;
                running.add(writers.submit(() -> {
                    // of its own, as another process has it
                    KeptLog log = hub(userPath).log(WRITTEN.get(writer));
                    for (int row = 0; !stop.get(); row++) {
                        String text = "{\"row\":" + row + ",\"writer\":" + writer + "}";
                        log.append(List.of(text.getBytes(UTF_8)));
                        acknowledged.get(writer).add(text);
                    }
                    return null;
                }));
            }
            try {
                Await.until(() -> acknowledged.stream().allMatch(rows -> rows.size() > 150));
                before = acknowledged.stream().map(List::copyOf).toList();
                backUp();
            } finally {
                stop.set(true);
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        }

        Hub restored = restore();

        for (int i = 0; i < WRITTEN.size(); i++) {
            List<String> found = rows(restored.log(WRITTEN.get(i)));
            assertThat(found).containsAll(before.get(i));
            assertThat(rows(hub(userPath).log(WRITTEN.get(i)))).startsWith(found.toArray(String[]::new));
            LogHealth health = restored.log(WRITTEN.get(i)).inspect();
            assertThat(List.of(health.missingParts(), health.damagedRows(), health.tornTails()))
                    .containsOnly(0L);
        }
    }

    @Test
    void everyKindOfFile_isRestored_andNeitherTokenNorIndexNorItems() throws Exception {
        append(Contract.AUDIT, "{\"a\":1}");
        hub(userPath).quarantineLog().append(List.of("{\"q\":1}".getBytes(UTF_8)));
        for (String name : List.of(
                "telemetry.yaml",
                "telemetry.yaml.broken-0a1b2c3d",
                "secrets.json",
                "telemetry/checkpoint.json",
                "telemetry/spool/12/row.json",
                "telemetry/hooks/passed-over.json",
                "telemetry/logs/audit/20261120/events.log.torn",
                "telemetry/token",
                "telemetry/index/audit/any.parquet",
                "tools/acme/run.yaml",
                "exports/s/session.json")) {
            PrivateFiles.replace(userPath.folder().resolve(name), name.getBytes(UTF_8));
        }

        backUp();
        Path place = restore().userPath().folder();

        assertThat(files(place))
                .containsExactlyInAnyOrder(
                        "config.yaml",
                        "secrets.json",
                        "telemetry.yaml",
                        "telemetry.yaml.broken-0a1b2c3d",
                        "telemetry/checkpoint.json",
                        "telemetry/hooks/passed-over.json",
                        "telemetry/logs/audit/20261120/events.log",
                        "telemetry/logs/audit/20261120/events.log.torn",
                        "telemetry/logs/audit/events.parts",
                        "telemetry/quarantine/20261120/rows.log",
                        "telemetry/quarantine/rows.parts",
                        "telemetry/spool/12/row.json");
        for (String name : files(place)) {
            assertThat(place.resolve(name))
                    .hasSameBinaryContentAs(userPath.folder().resolve(name));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** All but locks. */
    private static List<String> files(Path place) throws IOException {
        try (Stream<Path> found = Files.walk(place)) {
            return found.filter(Files::isRegularFile)
                    .map(found2 -> place.relativize(found2).toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void compressedAndPrunedParts_areRestoredAsTheyAre() throws Exception {
        for (int i = 0; i < 400; i++) {
            append(Contract.AUDIT, "{\"row\":" + i + "}");
        }
        KeptLog log = hub(userPath).log(Contract.AUDIT);
        log.prune(new Retention(Optional.empty(), OptionalLong.of(3_000)), false);
        log.compress();
        List<String> kept = rows(log);

        Manifest manifest = backUp();
        Hub restored = restore();

        assertThat(manifest.rows()).containsEntry("audit", (long) kept.size()).containsEntry("quarantine", 0L);
        assertThat(rows(restored.log(Contract.AUDIT))).isEqualTo(kept).hasSizeBetween(100, 300);
        assertThat(restored.log(Contract.AUDIT).inspect().missingParts()).isZero();
        append(Contract.AUDIT, "{\"row\":400}");
    }

    @Test
    void fileThatIsThere_isNotReplaced() throws Exception {
        PrivateFiles.replace(file, "mine".getBytes(UTF_8));
        assertThatThrownBy(this::backUp)
                .isInstanceOf(BackupException.class)
                .hasMessage(file + " is there already, and a backup replaces nothing; name another file");
        assertThat(file).hasContent("mine");
        assertThat(files(file.getParent())).containsExactly("one.zip");
    }

    @Test
    void userPathWithTelemetry_isRefused() throws Exception {
        append(Contract.AUDIT, "{\"a\":1}");
        backUp();
        PrivateFiles.createFolders(restored().userPath().folder());
        restored().log(Contract.SESSION).append(List.of("{\"mine\":1}".getBytes(UTF_8)));
        assertThatThrownBy(this::restore)
                .isInstanceOf(BackupException.class)
                .hasMessage(restored().userPath().folder()
                        + " holds telemetry already: the log session has rows; restore into another one"
                        + " (USER_PATH=FOLDER candor restore …), or move that away");
        assertThat(rows(restored().log(Contract.AUDIT))).isEmpty();
    }

    @Test
    void fileInTheWay_isRefused() throws Exception {
        append(Contract.AUDIT, "{\"a\":1}");
        backUp();
        Path config = restored().userPath().config();
        PrivateFiles.replace(config, "telemetry: {enabled: false}\n".getBytes(UTF_8));
        assertThatThrownBy(this::restore)
                .isInstanceOf(BackupException.class)
                .hasMessageStartingWith(config + " is there already, and a restore replaces nothing");
        assertThat(files(restored().userPath().folder())).containsExactly("config.yaml");
    }

    /** Each byte of a small backup changed, and each length that it may be cut to: refused, or restored to the same. */
    @Test
    void damagedBackups_areRefused_andNothingIsWritten() throws Exception {
        append(Contract.AUDIT, "{\"a\":1}");
        Files.delete(userPath.config());
        backUp();
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int place = 0; place < whole.length; place += 7) {
            byte[] damaged = whole.clone();
            damaged[place] ^= 0x55;
            refused += isRefused(damaged) ? 1 : 0;
            assertThat(isRefused(Arrays.copyOf(whole, place)))
                    .as("cut to %s", place)
                    .isTrue();
        }
        assertThat(refused).isGreaterThan(whole.length / 7 / 2);
        assertThat(isRefused(whole)).isFalse();
    }

    private boolean isRefused(byte[] bytes) throws Exception {
        PrivateFiles.replace(file, bytes);
        Path place = restored().userPath().folder();
        try {
            assertThat(rows(restore().log(Contract.AUDIT))).containsExactly("{\"a\":1}");
            PrivateFiles.removeAll(place);
            return false;
        } catch (BackupException e) {
            assertThat(place).doesNotExist();
            return true;
        }
    }

    @Test
    void laterFormat_isRefused() throws Exception {
        assertThatManifest(json -> json.replace("\"format\":1", "\"format\":2").replace("0.1.0", "9.0.0"))
                .hasMessage(
                        "it was made by Candor 9.0.0 in format 2, and this version restores format 1 at most; restore"
                                + " it with Candor 9.0.0 or a later one");
    }

    @Test
    void namesThatLeadElsewhere_areRefused() throws Exception {
        for (String name : List.of(
                "../outside",
                "/etc/passwd",
                "telemetry/logs/../../x",
                "telemetry/token",
                "tools/acme/run.sh",
                "telemetry/logs/a\\u0000b")) {
            assertThatManifest(json -> json.replace("telemetry/logs/audit/events.parts", name))
                    .hasMessageContaining("which no backup holds; it was not made by candor backup, or was changed");
        }
    }

    @Test
    void entriesThatTheManifestDoesNotName_areRefused() throws Exception {
        assertThatManifest(json -> json.replaceFirst("\\{\"bytes\":[^}]*events.parts[^}]*},", ""))
                .hasMessage("it holds 3 files, and its manifest names 2; use another backup");
    }

    private AbstractThrowableAssert<?, ?> assertThatManifest(Function<String, String> edit) throws Exception {
        Files.deleteIfExists(file);
        if (!Files.exists(userPath.log("audit"))) {
            append(Contract.AUDIT, "{\"a\":1}");
        }
        backUp();
        ChangedZip.change(file, Manifest.NAME, edit);
        var thrown = assertThatThrownBy(this::restore).isInstanceOf(BackupException.class);
        assertThat(restored().userPath().folder()).doesNotExist();
        return thrown;
    }
}
