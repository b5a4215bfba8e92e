package dev.candor.skillusage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.secrets.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a user path as wrapped runs and the coverage gate use it. */
class CentralUsageLogTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-28T14:22:00Z"));

    @TempDir
    Path user;

    EventLog log;
    List<String> notices = new ArrayList<>();

    @BeforeEach
    void open() {
        log = log();
    }

    private EventLog log() {
        return EventLog.inFolder(user.resolve(CentralUsageLog.NAME), LogSettings.standard(), CLOCK, notices::add);
    }

    private CentralUsageLog sink() {
        return new CentralUsageLog(log, UsageRules.builtIn(), user, CLOCK, notices::add);
    }

    private static byte[] row(String skill) {
        return ("{\"context\":\"c\",\"duration_ms\":1,\"skill\":\"" + skill
                        + "\",\"source\":\"o\",\"status\":\"success\",\"timestamp_utc\":\"2026-01-28T14:22:00.000Z\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        log.read(
                log.start(),
                (bytes, from, to) -> rows.add(new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8)));
        return rows;
    }

    private static String text(byte[] row) {
        return new String(row, StandardCharsets.UTF_8);
    }

    @Test
    void append_row_isInTheLog() throws IOException {
        assertThat(sink().append(row("a"))).isTrue();
        assertThat(rows()).containsExactly(text(row("a")));
    }

    @Test
    void append_rowWithASecret_isWrittenAsIngestionWouldWriteIt() throws IOException {
        sink().append(failed("token=hunter2").row());
        JsonValue logged = JsonValue.parse(rows().getFirst().getBytes(StandardCharsets.UTF_8));
        assertThat(rows())
                .containsExactly(JsonWriter.compact(Secrets.installed().redact((ObjectValue) logged)));
        assertThat(rows().getFirst())
                .contains("\"reason_detail\":\"token=[redacted]\"")
                .doesNotContain("hunter2");
    }

    @Test
    void putAside_rowWithASecret_waitsWithoutIt() throws IOException {
        assertThat(sink().putAside(failed("Bearer abc123def456").row()))
                .content()
                .contains("Bearer [redacted]")
                .doesNotContain("abc123def456");
    }

    private static UsageEvent failed(String detail) {
        return new UsageEvent(
                "s",
                "o",
                "c",
                Duration.ofMillis(1),
                CLOCK.instant(),
                Optional.of(new UsageEvent.Failure("command_failed", detail, "runtime")),
                Caller.UNKNOWN);
    }

    @Test
    void prepare_nothingWaits_makesNoFolder() {
        sink().prepare(true);
        assertThat(user.resolve("telemetry")).doesNotExist();
    }

    @Test
    void prepare_rowWaits_isAppendedAndTold() throws IOException {
        sink().append(row("a"));
        Path waiting = sink().putAside(row("b"));
        sink().prepare(true);
        assertThat(rows()).containsExactly(text(row("a")), text(row("b")));
        assertThat(waiting).doesNotExist();
        assertThat(notices)
                .containsExactly("1 row of an earlier run that could not be appended then: now in the log "
                        + "telemetry/logs/skill-usage");
    }

    @Test
    void prepare_crashCameBeforeTheWaitingRowWasRemoved_rowIsNotDoubled() throws IOException {
        Path waiting = sink().putAside(row("b"));
        byte[] entry = Files.readAllBytes(waiting);
        sink().prepare(true);
        Files.write(waiting, entry);
        sink().prepare(true);
        assertThat(rows()).containsExactly(text(row("b")));
        assertThat(waiting).doesNotExist();
    }

    @Test
    void prepare_samePlaceButEarlierRow_waitingRowIsAppended() throws IOException {
        sink().append(row("b"));
        sink().putAside(row("b"));
        sink().prepare(true);
        assertThat(rows()).as("a run of its own, equal to one before").hasSize(2);
    }

    @Test
    void prepare_placeThatTheLogNoLongerHas_isReadFromTheBeginning() throws IOException {
        sink().append(row("b"));
        new Spool(user, user.resolve(CentralUsageLog.NAME))
                .add(row("b"), JsonValue.of("20240101/1/500"), CLOCK.instant());
        sink().prepare(true);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void prepare_waitingRowIsInvalid_waitsOnAndIsTold() throws IOException {
        Path waiting = sink().putAside("{\"skill\":1}".getBytes(StandardCharsets.UTF_8));
        sink().prepare(true);
        assertThat(waiting).exists();
        assertThat(notices).singleElement().asString().startsWith("a row of an earlier run still waits in " + waiting);
    }

    @Test
    void unusableLog_commandIsNotRefusedAndItsRowWaits() throws Exception {
        Files.createDirectories(user.resolve("telemetry/logs"));
        Files.writeString(user.resolve(CentralUsageLog.NAME), "in the way");
        sink().prepare(true);
        assertThatThrownBy(() -> sink().append(row("a"))).isInstanceOf(IOException.class);
        sink().putAside(row("a"));
        Files.delete(user.resolve(CentralUsageLog.NAME));
        log = log();
        sink().prepare(true);
        assertThat(rows()).containsExactly(text(row("a")));
    }

    private CoverageReport coverage(String... skills) throws IOException, RefusedException {
        return new CoverageGate(UsageRules.builtIn())
                .report(log, new CoverageRequest(List.of(skills), 2, 1), read -> {});
    }

    @Test
    void coverage_noLogYet_countsNothing() throws Exception {
        CoverageReport report = coverage("a");
        assertThat(report.eventsTotal()).isZero();
        assertThat(report.missingSkills()).containsExactly("a");
    }

    @Test
    void coverage_window_isTheLastRowsOfTheLog() throws Exception {
        for (String skill : List.of("a", "b", "c")) {
            sink().append(row(skill));
        }
        CoverageReport report = coverage("a", "b", "c");
        assertThat(report.eventsTotal()).isEqualTo(3);
        assertThat(report.missingSkills()).containsExactly("a");
    }

    @Test
    void coverage_invalidRow_isNamedByItsPlace() throws IOException {
        sink().append(row("a"));
        log.append(List.of("{\"skill\":\"b\"}".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> coverage("a"))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageStartingWith("invalid row in line 2: the row misses the required property ");
    }
}
