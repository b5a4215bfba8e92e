package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.Hub;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PruneVerbTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path user;

    /** A day that is over in the logs of audit and of refused rows. */
    @BeforeEach
    void logsOfTwoDays() throws Exception {
        user = folder.toAbsolutePath().resolve("user");
        for (int day = 0; day < 2; day++) {
            Hub hub = surroundings(NOON.plus(Duration.ofDays(day))).hub();
            hub.log(Contract.AUDIT).append(List.of("{\"a\":1}".getBytes(UTF_8)));
            hub.quarantineLog().append(List.of("{\"q\":1}".getBytes(UTF_8)));
        }
    }

    private Surroundings surroundings(Instant now) {
        return new Surroundings(
                Map.of("USER_PATH", user.toString()), new Terminal(out, err, false), () -> now, count -> List.of());
    }

    private int prune(String... arguments) throws UsageException {
        out.reset();
        PruneVerb verb = new PruneVerb();
        return verb.run(
                Arguments.read(verb.manual(), List.of(arguments)), surroundings(NOON.plus(Duration.ofDays(40))));
    }

    @Test
    void nothingSaidAnywhere_isAUsageError() {
        assertThatThrownBy(this::prune)
                .isInstanceOf(UsageException.class)
                .hasMessage("say what to remove: --older-than AGE or --keep-size SIZE, or write log.keep_days or"
                        + " log.keep_size into config.yaml");
    }

    @Test
    void dryRun_saysEachPartAndRemovesNothing() throws Exception {
        assertThat(prune("--dry-run", "--older-than", "30d")).isZero();
        assertThat(out).hasToString("""
                audit 20261120/events.log 8 B
                quarantine 20261120/rows.log 8 B
                would remove 2 parts, 16 B
                """);
        assertThat(user.resolve("telemetry/logs/audit/20261120/events.log")).exists();
    }

    @Test
    void oneLog_asJson() throws Exception {
        assertThat(prune("--contract", "quarantine", "--keep-size", "1kB", "--json"))
                .isZero();
        assertThat(out)
                .hasToString(
                        "{\"bytes\":0,\"dry_run\":false,\"failed\":[],\"logs\":[{\"bytes\":0,\"compressed\":0,\"log\":"
                                + "\"quarantine\",\"parts\":[]}]}\n");
        prune("--contract", "quarantine", "--keep-size", "0", "--json");
        assertThat(out)
                .hasToString(
                        "{\"bytes\":8,\"dry_run\":false,\"failed\":[],\"logs\":[{\"bytes\":8,\"compressed\":0,\"log\":"
                                + "\"quarantine\",\"parts\":[{\"bytes\":8,\"name\":\"20261120/rows.log\"}]}]}\n");
        assertThat(user.resolve("telemetry/quarantine/20261120")).doesNotExist();
        assertThat(user.resolve("telemetry/logs/audit/20261120")).exists();
    }

    @Test
    void configFile_saysWhatIsKept() throws Exception {
        Files.writeString(user.resolve("config.yaml"), "log: {keep_days: 30}\n");
        assertThat(prune()).isZero();
        assertThat(out).asString().endsWith("removed 2 parts, 16 B\n");
    }

    @Test
    void logThatCannotBePruned_isTold_andTheOthersArePruned() throws Exception {
        Path audit = user.resolve("telemetry/logs/audit");
        Files.move(audit, folder.resolve("elsewhere"));
        // a folder that cannot be read, whoever runs the test
        Files.createSymbolicLink(audit, audit.getFileName());
        assertThat(prune("--older-than", "30d")).isEqualTo(1);
        assertThat(out).hasToString("quarantine 20261120/rows.log 8 B\nremoved 1 part, 8 B\n");
        assertThat(err)
                .asString()
                .contains("the log audit could not be pruned: ", "; what is left of it stays readable");
        assertThat(prune("--older-than", "30d", "--json")).isEqualTo(1);
        assertThat(out).asString().contains("\"failed\":[{\"log\":\"audit\",\"reason\":");
    }

    @Test
    void gzip_compressesWhatStays() throws Exception {
        assertThat(prune("--gzip")).isZero();
        assertThat(out).hasToString("removed 0 parts, 0 B\ncompressed 2 parts\n");
        assertThat(user.resolve("telemetry/quarantine/20261120/rows.1.log.gz")).exists();
    }

    @Test
    void brokenConfigFile_isAFailure() throws IOException, UsageException {
        Files.writeString(user.resolve("config.yaml"), "log: {keep_days: never}\n");
        assertThat(prune("--older-than", "30d")).isEqualTo(1);
        assertThat(err).asString().contains("log.keep_days must be a whole number from 1 to 36500");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--older-than=soon | the flag --older-than needs a time such as 90s, 30m, 1.5h or 7d, found 'soon'",
                "--older-than=0d | the flag --older-than needs a time such as 90s, 30m, 1.5h or 7d, found '0d'",
                "--older-than=7 | the flag --older-than needs a time such as 90s, 30m, 1.5h or 7d, found '7'",
                "--keep-size=much | the flag --keep-size needs a number of bytes such as 500000, 10MB or 2GiB, found"
                        + " 'much'",
                "--contract=audits | there is no log 'audits'; did you mean audit?; there are agent, audit,"
                        + " execution, orchestration, quarantine, session, skill-usage",
            })
    void whatMakesNoSense_isAUsageError(String flag, String sentence) {
        assertThatThrownBy(() -> prune(flag)).isInstanceOf(UsageException.class).hasMessage(sentence);
    }
}
