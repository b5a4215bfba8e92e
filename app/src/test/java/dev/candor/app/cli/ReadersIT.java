package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code candor orchestration} and {@code candor trail} on what {@code candor ingest} took. */
class ReadersIT {
    private static final String ID = "3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b";

    @TempDir
    Path folder;

    private Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    private static String event(String second, String tool, String status, int attempt) {
        return "{\"version\":\"0.20.2\",\"timestamp\":\"2026-01-21T10:00:" + second
                + "Z\",\"source\":\"visitor\",\"phase\":\"inspection\",\"repository\":\"shop\",\"tool\":\"" + tool
                + "\",\"status\":\"" + status + "\",\"attempt\":" + attempt
                + ",\"duration_ms\":0,\"details\":{\"message\":\"told\"}}\n";
    }

    private static String record(String second, String action, String outcome, String reason) {
        return "{\"schema_version\":\"1.0\",\"generated_at\":\"2026-01-21T10:00:" + second + "Z\",\"correlation_id\":\""
                + ID + "\",\"actor\":\"codex\",\"action\":\"" + action
                + "\",\"entity\":{\"type\":\"issue\",\"repo\":\"acme/shop\",\"number\":7},\"outcome\":\"" + outcome
                + "\",\"reason\":" + reason + ",\"execution\":null}\n";
    }

    @Test
    void runs_areTold_andARepositoryIsReleased() {
        installed.write(
                "in",
                event("01", "mypy", "failed", 2)
                        + event("02", "mypy", "quarantined", 3)
                        + event("03", "ruff", "started", 1));
        assertThat(installed
                        .candor("ingest", "--contract", "orchestration", "in")
                        .exitCode())
                .isZero();

        assertThat(installed.candor("orchestration", "status").out()).isEqualTo("""
                        2 runs (1 quarantined, 1 lost)
                        STATE        ATTEMPT  LAST EVENT                RUN
                        lost               1  2026-01-21T10:00:03.000Z  ruff on shop (inspection, visitor): told
                        quarantined        3  2026-01-21T10:00:02.000Z  mypy on shop (inspection, visitor): told
                        in quarantine since 2026-01-21T10:00:02.000Z: shop: told
                          contradiction: the repository is in quarantine since 2026-01-21T10:00:02.000Z, and yet \
                        ruff on shop (inspection, visitor) started; release it first [ACTIVE_IN_QUARANTINE]
                        """);
        assertThat(installed
                        .candor("orchestration", "release", "shop", "--reason", "mended")
                        .out())
                .isEqualTo("shop is released; it was in quarantine since 2026-01-21T10:00:02.000Z\n");
        assertThat(installed
                        .candor("orchestration", "status", "--state", "failed", "--json")
                        .out())
                .contains("\"quarantined_total\":0")
                .contains("\"last_status\":\"quarantined\"");
        Installed.Ended unknown = installed.candor("orchestration", "release", "shopp");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).endsWith("[repository-not-found]\n");
        assertThat(installed
                        .candor("orchestration", "release", "shop", "--limit", "3")
                        .exitCode())
                .isEqualTo(2);
        assertThat(installed
                        .candor("orchestration", "status", "--lost-after", "1 hour")
                        .err())
                .isEqualTo("candor: the flag --lost-after needs a time such as 90s, 30m, 1.5h or 7d, found '1 hour'"
                        + " (see: candor orchestration status --help)\n");
    }

    @Test
    void runsOfAFile_andOfAFolderOfTee_areToldWithoutTheLog() {
        installed.write("in", event("01", "mypy", "failed", 2) + "{\"status\":\"failed\"}\n");
        installed.command("sh", "-c", Installed.CANDOR + " tee --out sink < in");
        String table = """
                1 run (1 failed)
                STATE   ATTEMPT  LAST EVENT                RUN
                failed        2  2026-01-21T10:00:01.000Z  mypy on shop (inspection, visitor): told
                """;

        assertThat(installed.candor("orchestration", "status", "--from", "sink").out())
                .isEqualTo(table);
        assertThat(installed.candor("orchestration", "status", "--from", "in").out())
                .isEqualTo(table + "note: 1 row cannot be understood and is left out\n");
        assertThat(installed.candor("orchestration", "status").out()).isEqualTo("0 runs\n");
        Installed.Ended none = installed.candor("orchestration", "status", "--from", "nowhere");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).isEqualTo("candor: the events file nowhere cannot be read: there is no such file\n");
    }

    @Test
    void trail_isATimelineWithItsFindings() {
        installed.write(
                "in",
                record("02", "codex.complete", "success", "null")
                        + record("01", "codex.execute", "failed", "\"no network\""));
        assertThat(installed.candor("ingest", "--contract", "audit", "in").exitCode())
                .isZero();

        assertThat(installed.candor("trail", ID.toUpperCase(Locale.ROOT)).out()).isEqualTo(ID + """
                        : 2 records, worst outcome failed
                        1  2026-01-21T10:00:01.000Z  codex  codex.execute  issue acme/shop#7  failed: no network
                        2  2026-01-21T10:00:02.000Z  codex  codex.complete  issue acme/shop#7  success
                        contradiction, records 1 and 2: codex.complete is success, but codex.execute on issue acme/shop#7 \
                        before it is failed and was not mended [COMPLETE_DESPITE_FAILURE]
                        """);
        assertThat(installed
                        .candor("trail", "--actor", "codex", "--outcome", "failed")
                        .out())
                .isEqualTo("""
                        1 execution
                        CORRELATION ID                        LAST RECORD               RECORDS  OUTCOME  BY, ON
                        3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b  2026-01-21T10:00:02.000Z        2  failed   codex, acme/shop
                        """);
        assertThat(installed.candor("trail", "--until", "2026-01-21").out()).isEqualTo("0 executions\n");
        assertThat(installed.candor("trail", "42").exitCode()).isEqualTo(2);
        assertThat(installed.candor("trail", ID.replace('3', '4')).exitCode()).isEqualTo(1);
    }
}
