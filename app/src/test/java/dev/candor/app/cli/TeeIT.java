package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code candor tee} in the pipe of an orchestrator. */
class TeeIT {
    private static final String TEE = Installed.CANDOR + " tee ";

    @TempDir
    Path folder;

    private Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    private static String event(int attempt, String status) {
        return "{\"version\": \"0.20.2\", \"timestamp\": \"2026-11-21T10:00:00Z\", \"source\": \"visitor\","
                + " \"phase\": \"inspection\", \"repository\": \"shop\", \"tool\": \"mypy\", \"status\": \"" + status
                + "\", \"attempt\": " + attempt + ", \"duration_ms\": 0, \"details\": {}}\n";
    }

    private static String events(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(attempt -> event(attempt, "failed"))
                .collect(Collectors.joining());
    }

    private Installed.Ended shell(String command) {
        return installed.command("sh", "-c", command);
    }

    /** The rows of a log's files of all days: the day may change while this runs. */
    private List<String> recorded(String sink, String file) throws IOException {
        try (Stream<Path> days = Files.walk(folder.resolve(sink))) {
            return days.filter(path -> path.getFileName().toString().equals(file))
                    .sorted()
                    .flatMap(path -> {
                        try {
                            return Files.readAllLines(path).stream();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void validEvents_passByteForByte_andAreRecorded() throws IOException {
        String all = events(3000);
        installed.write("in", all);
        Installed.Ended ended = shell("cat in | " + TEE);
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).isEqualTo(all);
        assertThat(ended.err()).isEqualTo("candor: 3000 events: 3000 recorded, 3000 passed on\n");
        assertThat(recorded("out/telemetry", "events.log")).hasSize(3000);
    }

    @Test
    void offenders_areToldAndKept_andTheRestPasses() throws IOException {
        installed.write("in", event(1, "started") + "nonsense\n" + event(1, "DONE") + event(1, "failed"));
        Installed.Ended ended = shell(TEE + "--json-errors < in");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.out()).isEqualTo(event(1, "started") + event(1, "failed"));
        assertThat(ended.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("{\"code\":\"NOT_JSON\",\"line\":2,"),
                        line -> assertThat(line).startsWith("{\"code\":\"SCHEMA_ENUM\",\"line\":3,"),
                        line -> assertThat(line)
                                .isEqualTo("{\"sums\":{\"events\":4,\"lost\":0,\"passed_on\":2,\"recorded\":2,"
                                        + "\"refused\":2,\"warnings\":0}}"));
        assertThat(recorded("out/telemetry/quarantine", "rows.log")).hasSize(2);
        assertThat(shell("USER_PATH=out " + Installed.CANDOR + " quarantine list")
                        .out())
                .startsWith("2 refused rows\n")
                .contains("  orchestration  tee  ")
                .endsWith("[SCHEMA_ENUM]\n");
    }

    @Test
    void folder_isAskedForItsRuns_andTheSameEventTwiceIsOne() throws IOException {
        installed.write("in", event(1, "started") + "nonsense\n" + event(1, "started"));
        Installed.Ended ended = shell(TEE + "< in; " + TEE + "< in");
        assertThat(ended.out()).isEqualTo(event(1, "started").repeat(4));
        assertThat(recorded("out/telemetry", "events.log")).hasSize(1);
        assertThat(shell(Installed.CANDOR + " orchestration status --from out/telemetry --json")
                        .out())
                .contains("\"events\":1,");
    }

    @Test
    void suppressedOutput_hearsNothing_unlessTheSinkFails() throws IOException {
        installed.write("in", events(2));
        installed.write("no-folder", "");
        String suppressed = "X_TELEMETRY_SUPPRESS_STDOUT=Yes " + TEE;
        assertThat(shell(suppressed + "--out sink < in").out()).isEmpty();
        assertThat(recorded("sink", "events.log")).hasSize(2);

        Installed.Ended failing = shell(suppressed + "--out no-folder < in");
        assertThat(failing.exitCode()).isZero();
        assertThat(failing.out()).isEqualTo(events(2));
        assertThat(failing.err())
                .contains("candor: the events cannot be recorded: ")
                .contains("/no-folder is no folder; they go to standard output")
                .endsWith("candor: 2 events: 0 recorded, 2 passed on\n");
    }

    @Test
    void readerThatGoesAway_doesNotStopRecording() throws IOException {
        installed.write("in", events(2000));
        Installed.Ended ended = shell("{ cat in; } | { " + TEE + "; echo $? > code; } | true; cat code");
        assertThat(ended.out()).isEqualTo("0\n");
        assertThat(recorded("out/telemetry", "events.log")).hasSize(2000);
    }

    @Test
    void nobodyToTakeThem_isAnError() {
        installed.write("in", events(1));
        installed.write("no-folder", "");
        Installed.Ended ended = shell(TEE + "--out no-folder < in > /dev/full");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).endsWith("candor: 1 event: 0 recorded, 0 passed on, 1 lost\n");
    }

    @Test
    void inputThatCannotBeRead_isAnError() {
        Installed.Ended ended = shell("mkdir empty; " + TEE + "< empty");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).startsWith("candor: standard input cannot be read: ");
    }

    @Test
    void lineAlone_doesNotWait_andASignalEndsItWell() throws IOException {
        installed.write("in", event(1, "started"));
        // the event must come out while the input stays open; then the signal ends what waits for more
        Installed.Ended ended = shell("mkfifo pipe; " + TEE + "< pipe > passed 2> told & tee=$!; exec 9> pipe;"
                + " cat in >&9; until [ -s passed ]; do sleep 0.02; done; kill -TERM $tee; wait $tee; echo $?");
        assertThat(ended.out()).isEqualTo("0\n");
        assertThat(installed.rows("told")).containsExactly("candor: 1 event: 1 recorded, 1 passed on");
        assertThat(recorded("out/telemetry", "events.log")).hasSize(1);
    }
}
