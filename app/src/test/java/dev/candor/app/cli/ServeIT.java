package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candor.app.ServerNote;
import dev.candor.config.UserPath;
import dev.candor.testing.Proof;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code candor serve} as an installed program: a process that starts, answers and stops. */
class ServeIT {
    private static final long TIMEOUT_SECONDS = 60;

    private static final List<Process> STARTED = new ArrayList<>();

    /** A server that tests share which leave it as it is. */
    @TempDir
    static Path shared;

    /** What a server leaves that was killed. */
    @TempDir
    static Path killed;

    @TempDir
    Path folder;

    private Installed installed;
    private UserPath userPath;

    @BeforeAll
    static void startBoth() throws Exception {
        Process server = new Installed(killed).start(Installed.CANDOR.toString(), "serve", "--port", "0");
        STARTED.add(new Installed(shared).start(Installed.CANDOR.toString(), "serve", "--port", "0"));
        STARTED.add(server);
        awaitNote(server, userPath(killed));
        server.destroyForcibly().waitFor();
    }

    @BeforeEach
    void install() {
        use(folder);
    }

    @AfterAll
    static void end() {
        STARTED.forEach(Process::destroyForcibly);
    }

    private static UserPath userPath(Path scratch) {
        return new UserPath(scratch.toAbsolutePath().resolve("home/.ai"));
    }

    private void use(Path scratch) {
        installed = new Installed(scratch);
        userPath = userPath(scratch);
    }

    /** Uses the server that tests share. */
    private Process sharedServer() throws IOException {
        use(shared);
        awaitNote(STARTED.getFirst(), userPath);
        return STARTED.getFirst();
    }

    private void afterAKill() {
        installed.command("cp", "-pR", killed.resolve("home").toString(), "home");
    }

    private Process serve() throws IOException {
        Process process = installed.start(Installed.CANDOR.toString(), "serve", "--port", "0");
        STARTED.add(process);
        awaitNote(process, userPath);
        return process;
    }

    private static void awaitNote(Process process, UserPath userPath) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (ServerNote.running(userPath)
                .filter(note -> note.pid() == process.pid())
                .isEmpty()) {
            assertThat(process.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private Optional<ServerNote> note() throws IOException {
        return ServerNote.running(userPath);
    }

    private int readiness() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(note().orElseThrow().url() + "/actuator/health/readiness")
                        .toURL()
                        .openConnection();
        connection.setRequestProperty(
                "Authorization", "Bearer " + Files.readString(userPath.token()).strip());
        return connection.getResponseCode();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void signal_stopsItWithExitCode0(String signal) throws Exception {
        Process server = serve();
        assertThat(readiness()).isEqualTo(200);

        installed.command("kill", "-" + signal, Long.toString(server.pid()));

        assertThat(exitCode(server)).isZero();
        assertThat(userPath.own().resolve("server.json")).doesNotExist();
    }

    @Test
    void kill_leavesANoteThatStopsNobody() throws Exception {
        afterAKill();
        assertThat(userPath.own().resolve("server.json")).exists();

        serve();
        assertThat(readiness()).isEqualTo(200);
    }

    @Test
    void second_isToldWhereTheFirstIs() throws Exception {
        Process first = sharedServer();
        Installed.Ended second = installed.candor("serve", "--port", "0");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err())
                .startsWith("candor: a server runs on ")
                .contains(note().orElseThrow().url(), "process " + first.pid())
                .hasLineCount(1);
    }

    @Test
    void takenPort_isOneSentence() throws Exception {
        sharedServer();
        String port = Integer.toString(note().orElseThrow().port());
        Installed.Ended second = installed.command(
                Map.of("USER_PATH", folder + "/other"), Installed.CANDOR.toString(), "serve", "--port", port);
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.out()).isEmpty();
        assertThat(second.err())
                .isEqualTo("candor: the port " + port + " is taken by another program; name another one (--port N),"
                        + " or any that is free (--port 0)\n");
    }

    @Test
    void widerToken_isOneSentenceWithTheCommandToRun() throws Exception {
        afterAKill();
        installed.command("chmod", "644", userPath.token().toString());
        Installed.Ended ended = installed.candor("serve", "--port", "0");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("chmod 600 " + userPath.token()).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=x", "--port=65536", "--port=-1", "--bind=0.0.0.0", "--bind=localhost"})
    void flagsThatMakeNoSense_areAUsageError(String flag) {
        Installed.Ended ended = installed.candor("serve", flag);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("(see: candor serve --help)").hasLineCount(1);
    }

    @Test
    void badConfigurationFile_isOneSentence() throws IOException {
        Path home = Files.createDirectory(folder.toAbsolutePath().resolve("installed"));
        Path original = Installed.CANDOR.resolve("../..").normalize();
        installed.command("cp", "-R", original + "/bin", original + "/config", home.toString());
        Files.createSymbolicLink(home.resolve("lib"), original.resolve("lib"));
        Files.createSymbolicLink(home.resolve("schemas"), original.resolve("schemas"));
        Path file = home.resolve("config/application.yaml");
        Files.writeString(file, Files.readString(file).replace("body: 1MB", "body: 1GB"));

        Installed.Ended ended = installed.command(home + "/bin/candor", "serve", "--port", "0");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .isEqualTo("candor: " + file + ": candor.limits.body: expected a value from 1KB to 4MB,"
                        + " found '1GB'\n");
    }

    /** Ten seconds; that a server which says nothing is given up is ServerCallTest's. */
    @Test
    void health_ofAServerThatIsStuck_isASentenceInTime() throws Exception {
        assumeTrue(Proof.isFull());
        Process server = serve();
        assertThat(installed.candor("health").out()).startsWith("server UP\n");

        installed.command("kill", "-STOP", Long.toString(server.pid()));
        Installed.Ended ended = installed.candor("health");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .contains("process " + server.pid(), "no whole answer within 10 s", "[server-not-answering]")
                .hasLineCount(1);
    }

    @Test
    void health_afterAKill_saysThatThereIsNone() throws Exception {
        afterAKill();
        Installed.Ended ended = installed.candor("health");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .contains("start one with: candor serve [server-not-found]")
                .hasLineCount(1);
    }

    /** What only the server needs stays out of the command line's class path. */
    @Test
    void commandLine_doesNotCarryTheServersLibraries() throws IOException {
        Path lib = Installed.CANDOR.resolve("../../lib").normalize();
        try (var jars = Files.list(lib)) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("spring-") || name.startsWith("tomcat-"));
        }
        assertThat(lib.resolve("server.aot")).exists();
        assertThat(lib.resolve("server"))
                .isDirectoryContaining(jar -> jar.getFileName().toString().startsWith("spring-boot-4"));
    }
}
