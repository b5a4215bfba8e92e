package dev.candor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.config.UserPath;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogHealth;
import dev.candor.testing.Await;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One round, which is done when the keeper was closed: it is made before a first pause. */
@Timeout(60)
class LogKeeperTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    private UserPath userPath;
    private Hub hub;
    private KeptLog audit;

    /** Two days, a part each. */
    @BeforeEach
    void logWithAClosedPart() throws IOException {
        userPath = new UserPath(folder.toAbsolutePath().resolve("user"));
        hub = new Hub(userPath, Map.of(), now::get, notices::add);
        audit = hub.log(Contract.AUDIT);
        audit.append(List.of("{\"old\":1}".getBytes(UTF_8)));
        now.set(NOON.plus(Duration.ofDays(1)));
        audit.append(List.of("{\"new\":1}".getBytes(UTF_8)));
    }

    private LogKeeper afterARound() {
        try (LogKeeper keeper = new LogKeeper(hub.logs(), hub.config(), LONG, 1, notices::add)) {
            Await.until(() -> keeper.conditions().size() == hub.logs().size() || !notices.isEmpty());
            return keeper;
        }
    }

    @Test
    void nothingConfigured_everythingIsInspectedAndNothingRemoved() throws Exception {
        assertThat(afterARound().conditions())
                .containsOnlyKeys(
                        "agent", "audit", "execution", "orchestration", "quarantine", "session", "skill-usage")
                .containsEntry("audit", new LogHealth(2, 20, 2, 0, 0, 0, 0))
                .containsEntry("quarantine", LogHealth.empty());
        assertThat(notices).isEmpty();
    }

    @Test
    void damage_isToldOnce() throws Exception {
        Files.writeString(
                userPath.log("audit").resolve("20261121/events.log"), "no json\n", UTF_8, StandardOpenOption.APPEND);
        try (LogKeeper keeper = new LogKeeper(hub.logs(), hub.config(), Duration.ofMillis(1), 1, notices::add)) {
            Await.until(() -> condition(keeper).damagedRows() == 1);
            audit.append(List.of("{\"newer\":1}".getBytes(UTF_8)));
            Await.until(() -> condition(keeper).rows() == 3);
            Await.until(() -> keeper.conditions().size() == hub.logs().size());
        }
        assertThat(notices)
                .containsExactly("the log audit has 1 damaged row, 8 bytes; what is damaged is passed over, and copied"
                        + " beside the log into *.damaged");
    }

    @Test
    void partThatIsGone_isTold() throws Exception {
        Files.delete(userPath.log("audit").resolve("20261120/events.log"));
        afterARound();
        assertThat(notices)
                .singleElement()
                .asString()
                .startsWith("the log audit lacks 1 part that nobody pruned: 20261120/events.1.log; ");
    }

    private static LogHealth condition(LogKeeper keeper) {
        return keeper.conditions().getOrDefault("audit", LogHealth.empty());
    }

    @Test
    void retention_isThatOfTheConfigFile() throws Exception {
        Files.writeString(userPath.config(), "log: {keep_size: 10B}\n");
        afterARound();
        assertThat(notices).containsExactly("removed 1 old part of the log audit, 10 bytes, as config.yaml says");
        assertThat(userPath.log("audit").resolve("20261120")).doesNotExist();
    }

    @Test
    void budget_isHeldBetweenInspections() throws Exception {
        Duration soon = Duration.ofMillis(1);
        try (LogKeeper keeper = new LogKeeper(hub.logs(), hub.config(), soon, Integer.MAX_VALUE, notices::add)) {
            Await.until(() -> keeper.conditions().size() == hub.logs().size());
            Files.writeString(userPath.config(), "log: {keep_size: 10B}\n");
            Await.until(() -> !notices.isEmpty());
            assertThat(condition(keeper).parts()).isEqualTo(2);
        }
        assertThat(notices).containsExactly("removed 1 old part of the log audit, 10 bytes, as config.yaml says");
    }

    @Test
    void gzip_compressesWhatIsClosed() throws Exception {
        Files.writeString(userPath.config(), "log: {gzip: true}\n");
        afterARound();
        assertThat(userPath.log("audit").resolve("20261120/events.1.log.gz")).exists();
        assertThat(userPath.log("audit").resolve("20261120/events.log")).doesNotExist();
    }

    @Test
    void brokenConfigFile_isToldAndNothingIsRemoved() throws Exception {
        Files.writeString(userPath.config(), "log: {keep_days: never}\n");
        afterARound();
        assertThat(notices).isNotEmpty().first().asString().contains("log.keep_days must be a whole number");
        assertThat(userPath.log("audit").resolve("20261120/events.log")).exists();
    }
}
