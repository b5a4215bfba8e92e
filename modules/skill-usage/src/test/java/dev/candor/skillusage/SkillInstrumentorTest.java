package dev.candor.skillusage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.execution.Command;
import dev.candor.execution.CommandOutcome;
import dev.candor.execution.CommandOutcome.End;
import dev.candor.foundation.files.OpenOutputs;
import dev.candor.foundation.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillInstrumentorTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-28T14:22:00.123456Z"));

    @TempDir
    Path folder;

    Path events;
    List<String> notices = new ArrayList<>();
    int runs;

    @BeforeEach
    void file() {
        events = folder.resolve("events.jsonl");
    }

    private RunReport run(RunRequest request, Function<Command, CommandOutcome> command) throws RefusedException {
        UsageRules rules = UsageRules.builtIn();
        UsageLog log = new UsageLog(
                events,
                rules,
                new Folders(folder.resolve("user"), Optional.of(folder.resolve("cache"))),
                CLOCK,
                notices::add);
        return new SkillInstrumentor(
                        rules,
                        log,
                        wrapped -> {
                            runs++;
                            return command.apply(wrapped);
                        },
                        CLOCK,
                        notices::add)
                .run(request, Caller.UNKNOWN);
    }

    private static Function<Command, CommandOutcome> exits(int code) {
        return command -> new CommandOutcome(End.EXITED, code, Duration.ofMillis(1234));
    }

    private static RunRequest request(Optional<String> reasonCode, Optional<String> errorClass) {
        Command command = new Command(
                List.of("x".getBytes(StandardCharsets.UTF_8)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new RunRequest(
                "büro",
                "codex",
                "publish",
                reasonCode,
                Optional.empty(),
                errorClass,
                true,
                command,
                OpenOutputs.of(List.of()));
    }

    @Test
    void secretInTheDetail_reachesNoDisk() throws Exception {
        RunRequest plain = plain();
        RunRequest telling = new RunRequest(
                plain.skill(),
                plain.source(),
                plain.context(),
                Optional.empty(),
                Optional.of("push refused: token=hunter2"),
                Optional.empty(),
                true,
                plain.command(),
                plain.outputs());
        assertThat(run(telling, exits(1)).appended()).isTrue();
        assertThat(Files.readString(events))
                .contains("\"reason_detail\":\"push refused: token=[redacted]\"")
                .doesNotContain("hunter2");
    }

    private static RunRequest plain() {
        return request(Optional.empty(), Optional.empty());
    }

    @Test
    void commandSucceeds_rowHasNoReason() throws Exception {
        assertThat(run(plain(), exits(0)).appended()).isTrue();
        assertThat(events)
                .hasContent("{\"context\":\"publish\",\"duration_ms\":1234,\"skill\":\"büro\",\"source\":\"codex\","
                        + "\"status\":\"success\",\"timestamp_utc\":\"2026-01-28T14:22:00.123Z\"}");
    }

    @Test
    void commandFails_rowHasTheDefaultReason() throws Exception {
        run(plain(), exits(42));
        assertThat(Files.readString(events))
                .contains("\"error_class\":\"runtime\",\"reason_code\":\"command_failed\","
                        + "\"reason_detail\":\"command_exit=42\"");
    }

    @Test
    void reasonCodeIsGiven_classIsTheDictionarys() throws Exception {
        run(request(Optional.of("unknown_skill"), Optional.empty()), exits(1));
        assertThat(Files.readString(events)).contains("\"error_class\":\"input\",\"reason_code\":\"unknown_skill\"");
    }

    @Test
    void reasonCodeIsUnknown_refusedBeforeTheRun() {
        assertThatThrownBy(() -> run(request(Optional.of("nope"), Optional.empty()), exits(0)))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("the reason code 'nope' is not in the dictionary; it has command_failed, ");
        assertThat(runs).isZero();
        assertThat(events).doesNotExist();
    }

    @Test
    void classContradictsTheDictionary_refusedBeforeTheRun() {
        assertThatThrownBy(() -> run(request(Optional.of("unknown_skill"), Optional.of("git")), exits(0)))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("the error class 'git' contradicts the dictionary, which gives 'input'");
        assertThat(runs).isZero();
    }

    @Test
    void existingRowIsInvalid_refusedBeforeTheRun() throws IOException {
        Files.writeString(events, "{}\n");
        assertThatThrownBy(() -> run(plain(), exits(0)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("has an invalid row in line 1: the row misses the required property 'skill'");
        assertThat(runs).isZero();
    }

    @Test
    void signalComesBeforeTheStart_nothingIsRecorded() throws Exception {
        RunReport report = run(plain(), command -> new CommandOutcome(End.INTERRUPTED, 130, Duration.ZERO));
        assertThat(report.appended()).isFalse();
        assertThat(events).isEmptyFile();
    }

    @Test
    void eventsFileIsGoneAfterTheRun_itIsMadeAnew() throws Exception {
        run(plain(), exits(0));
        run(plain(), command -> {
            delete(events);
            return exits(0).apply(command);
        });
        assertThat(Files.readAllLines(events)).hasSize(1);
    }

    @Test
    void appendFails_rowWaitsAndTheNextRunAppendsIt() throws Exception {
        RunReport report = run(plain(), command -> {
            delete(events);
            mkdir(events);
            return exits(5).apply(command);
        });
        assertThat(report.appended()).isFalse();
        assertThat(report.outcome().exitCode()).isEqualTo(5);
        assertThat(notices).singleElement().asString().startsWith("THE EVENT WAS NOT APPENDED: ");

        delete(events);
        run(plain(), exits(0));
        assertThat(Files.readAllLines(events)).hasSize(2).first().asString().contains("command_exit=5");
        assertThat(notices).hasSize(2);
    }

    @Test
    void crashCameBetweenAppendingAWaitingRowAndRemovingIt_rowIsNotDoubled() throws Exception {
        run(plain(), exits(0));
        String row = Files.readString(events).strip();
        new Spool(folder.resolve("user"), events)
                .add(row.getBytes(StandardCharsets.UTF_8), JsonValue.of(0), CLOCK.instant());
        run(request(Optional.of("unknown_skill"), Optional.empty()), exits(1));
        assertThat(Files.readAllLines(events)).hasSize(2).containsOnlyOnce(row);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void mkdir(Path path) {
        try {
            Files.createDirectory(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
