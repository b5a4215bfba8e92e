package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code candor quarantine} on rows that the pipeline refused. */
class QuarantineIT {
    private static final String ROW = "{\"context\":\"c\",\"duration_ms\":1,\"skill\":\"s\",\"source\":\"o\","
            + "\"status\":\"success\",\"timestamp_utc\":\"2026-01-28T14:22:00.000Z\"}";

    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void refuse() {
        installed = new Installed(folder);
        record("{\"event\":{\"no\":\"contract\"}}");
        record("{\"contract\":\"skill-usage\",\"event\":{\"skill\":\"s\"}}");
    }

    private void record(String arguments) {
        assertThat(installed.candor("tool", "record_event", arguments).exitCode())
                .isZero();
    }

    private ObjectValue json(String... arguments) {
        return ObjectValue.parse(installed.candor(arguments).out().strip());
    }

    private List<String> ids() {
        ArrayValue rows =
                (ArrayValue) json("quarantine", "list", "--json").member("rows").orElseThrow();
        return rows.items().stream()
                .map(row -> ((ObjectValue) row).text("id").orElseThrow())
                .toList();
    }

    @Test
    void list_showsEachRowWithItsReason() {
        Installed.Ended ended = installed.candor("quarantine", "list", "--contract", "skill-usage");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.lines()).hasSize(3);
        assertThat(ended.lines().getFirst()).isEqualTo("1 refused row");
        assertThat(ended.lines().getLast())
                .contains("  skill-usage  tool  the row misses the required property ")
                .endsWith("]");
    }

    @Test
    void show_hasThePayload() {
        Installed.Ended ended = installed.candor("quarantine", "show", ids().getLast());
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("\ncontract  skill-usage 1\n").endsWith("\n\n{\"skill\":\"s\"}\n");
    }

    @Test
    void show_unknownEntry_exitsWithOne() {
        Installed.Ended ended = installed.candor("quarantine", "show", "nothing");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualTo(
                        "candor: there is no entry nothing in quarantine (candor quarantine list names those there are)"
                                + " [quarantine-entry-not-found]\n");
    }

    @Test
    void replay_refusedAgain_exitsWithThreeAndKeepsThem() {
        Installed.Ended ended = installed.candor("quarantine", "replay", "--all");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.lines().getLast()).isEqualTo("2 refused rows: 2 refused again");
        assertThat(ids()).hasSize(2);
    }

    @Test
    void replay_rowThatIsFineToday_getsIn() throws IOException {
        makeTheLastRowFine();
        String id = ids().getLast();
        assertThat(installed.candor("quarantine", "replay", id, "--dry-run").out())
                .contains(id + "  replayed\n")
                .endsWith("(dry run: nothing was changed)\n");
        assertThat(installed.candor("quarantine", "replay", id).exitCode()).isZero();
        assertThat(ids()).doesNotContain(id).hasSize(1);
        assertThat(json("coverage", "--skills", "s", "--json").integer("events_total"))
                .contains(1L);
        assertThat(json("quarantine", "show", id, "--json").member("left")).isPresent();
    }

    /** As if an older rule had refused it. */
    private void makeTheLastRowFine() throws IOException {
        Path log;
        try (Stream<Path> files = Files.walk(folder.resolve("home/.ai/telemetry/quarantine"))) {
            log = files.filter(file -> file.endsWith("rows.log") || file.endsWith("events.log"))
                    .findFirst()
                    .orElseThrow();
        }
        String payload = JsonWriter.compact(JsonValue.of("{\"skill\":\"s\"}"));
        Files.writeString(log, Files.readString(log).replace(payload, JsonWriter.compact(JsonValue.of(ROW))));
    }

    @Test
    void drop_needsToBeSaidWhich() {
        Installed.Ended ended = installed.candor("quarantine", "drop");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo(
                        "candor: say which entries are meant: --ids, --code, --contract, --source, --since or --until; or --all, for"
                                + " every one (see: candor quarantine drop --help)\n");
    }

    @Test
    void drop_filtered_leavesTheOthers() {
        Installed.Ended ended = installed.candor("quarantine", "drop", "--contract", "unknown", "--reason", "a test");
        assertThat(ended.out()).isEqualTo("1 refused row: 1 dropped\n");
        assertThat(ids()).hasSize(1);
    }

    @Test
    void flagOfAnotherAction_isRefused() {
        Installed.Ended ended = installed.candor("quarantine", "list", "--dry-run");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("candor: the flag --dry-run is unknown")
                .endsWith(" (see: candor quarantine list --help)\n");
    }
}
