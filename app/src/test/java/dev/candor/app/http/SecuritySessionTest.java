package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The same table with curl, as a user can run it against a server of theirs. */
@Isolated("its processes must not be taken for those of an item that another test runs")
class SecuritySessionTest {
    private static final String SESSION = "src/test/sh/security-session.sh";

    @TempDir
    Path folder;

    @Test
    void session_findsNoDeviation() throws Exception {
        try (ServerFixture fixture = new ServerFixture(folder)) {
            Process session = new ProcessBuilder(
                            SESSION,
                            fixture.server.url(),
                            fixture.userPath.token().toString())
                    .redirectErrorStream(true)
                    .start();
            String table = new String(session.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(session.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(session.exitValue()).describedAs(table).isZero();
            assertThat(table)
                    .contains("136 calls, 0 deviations", "no process was started by a refusal")
                    .doesNotContain(fixture.token);
        }
    }

    @Test
    void session_failsWhenADoorAnswersOtherwise() throws Exception {
        try (ServerFixture fixture = new ServerFixture(folder)) {
            // a token that nobody has: the good calls are refused
            Path other = folder.resolve("other");
            Files.createDirectories(other);
            Files.writeString(other.resolve("token"), "x".repeat(43));
            Files.copy(fixture.userPath.own().resolve("server.json"), other.resolve("server.json"));
            Process session = new ProcessBuilder(
                            SESSION,
                            fixture.server.url(),
                            other.resolve("token").toString())
                    .redirectErrorStream(true)
                    .start();
            String table = new String(session.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(session.waitFor()).isEqualTo(1);
            assertThat(table).contains("DEVIATES");
        }
    }
}
