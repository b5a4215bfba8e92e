package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.ServerNote;
import dev.candor.config.UserPath;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting and stopping. */
class LifecycleTest {
    @TempDir
    Path folder;

    @Test
    void start_leavesAPrivateTokenAndANote_andStopRemovesTheNote() throws Exception {
        ServerFixture fixture = new ServerFixture(folder);
        Path note = fixture.userPath.own().resolve("server.json");
        ObjectValue told = ObjectValue.parse(Files.readAllBytes(note));

        assertThat(mode(fixture.userPath.token())).isEqualTo("rw-------");
        assertThat(mode(note)).isEqualTo("rw-------");
        assertThat(mode(fixture.userPath.own())).isEqualTo("rwx------");
        assertThat(fixture.token).matches("[A-Za-z0-9_-]{43}");
        assertThat(told.integer("pid")).contains(ProcessHandle.current().pid());
        assertThat(told.integer("port")).contains((long) fixture.server.port());
        assertThat(told.text("url")).contains("http://127.0.0.1:" + fixture.server.port());
        assertThat(told.text("started")).contains("2026-11-20T10:00:00.000Z");
        assertThat(ServerNote.running(fixture.userPath)).isPresent();

        fixture.close();

        assertThat(note).doesNotExist();
        assertThat(fixture.userPath.own()).isDirectoryNotContaining(file -> !file.endsWith("token"));
        assertThat(fixture.storeClosed).isTrue();
        assertThat(ServerNote.running(fixture.userPath)).isEmpty();
    }

    /** Not in the place for temporary files, where a process that is halted would leave them. */
    @Test
    void foldersOfTomcat_areInTheUserPathWhileTheServerRuns() throws Exception {
        Path work;
        try (ServerFixture fixture = new ServerFixture(folder)) {
            work = fixture.userPath.own().resolve("server");
            assertThat(work).isEmptyDirectory();
            assertThat(mode(work)).isEqualTo("rwx------");
        }
        assertThat(work).doesNotExist();
    }

    @Test
    void token_staysTheSameFromStartToStart() throws Exception {
        ServerFixture first = new ServerFixture(folder);
        first.close();
        ServerFixture second = new ServerFixture(folder);
        second.close();
        assertThat(second.token).isEqualTo(first.token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void tokenThatOthersMayRead_stopsTheStart(String mode) throws Exception {
        Path token = token("x".repeat(43));
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> new ServerFixture(folder))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("chmod 600 " + token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with space 3456789012345678901234567890123456789"})
    void tokenThatIsNone_stopsTheStart(String text) throws Exception {
        token(text);
        assertThatThrownBy(() -> new ServerFixture(folder)).hasMessageContaining("expected a token");
    }

    @Test
    void tokenThatIsALink_stopsTheStart() throws Exception {
        Path token = token("x".repeat(43));
        Files.move(token, folder.resolve("elsewhere"));
        Files.createSymbolicLink(token, folder.resolve("elsewhere"));
        assertThatThrownBy(() -> new ServerFixture(folder)).hasMessageContaining("expected a regular file");
    }

    @Test
    void portThatIsTaken_isSaidInASentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            UserPath userPath = new UserPath(folder.toAbsolutePath());
            ServerSettings settings = new ServerSettings(userPath, "127.0.0.1", taken.getLocalPort(), Visitors.none());
            ServerFixture other = new ServerFixture(folder);
            assertThatThrownBy(() -> other.start(settings, ApplicationFile.shipped()))
                    .isInstanceOf(ServerException.class)
                    .hasMessage("the port " + taken.getLocalPort() + " is taken by another program; name another one"
                            + " (--port N), or any that is free (--port 0)");
            assertThat(ServerNote.running(userPath)).isEmpty();
            other.close();
        }
    }

    /** Where agents send what they do unless they are told otherwise. */
    @Test
    void otherPort_answersAsTheFirst_andIsNamedWhenItIsTaken() throws Exception {
        UserPath userPath = new UserPath(folder.toAbsolutePath());
        try (ServerFixture beans = new ServerFixture(folder)) {
            ServerSettings settings;
            int port;
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                port = taken.getLocalPort();
                settings = new ServerSettings(userPath, "127.0.0.1", 0, Visitors.none(), OptionalInt.of(port));
                assertThatThrownBy(() -> beans.start(settings, ApplicationFile.shipped()))
                        .isInstanceOf(ServerException.class)
                        .hasMessageContaining("the port " + port + " is taken by another program");
            }
            try (RunningServer server = beans.start(settings, ApplicationFile.shipped())) {
                String request = "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nConnection: close\r\n\r\n";
                assertThat(new RawHttp(port).send(request).status()).isEqualTo(200);
                assertThat(server.port()).isNotEqualTo(port);
            }
        }
    }

    @Test
    void secondServerOnOneUserPath_isRefused() throws Exception {
        ServerFixture first = new ServerFixture(folder);
        assertThatThrownBy(() -> new ServerFixture(folder))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining(first.server.url());
        assertThat(first.get("/tools").status()).isEqualTo(200);
        first.close();
    }

    /** The process is there, but another one than the note means. */
    @Test
    void noteOfADeadServer_isReplaced() throws Exception {
        ServerFixture first = new ServerFixture(folder);
        Path note = first.userPath.own().resolve("server.json");
        String left = Files.readString(note).replaceAll("\"process_started\":\"....", "\"process_started\":\"1999");
        first.close();
        Files.writeString(note, left);

        ServerFixture second = new ServerFixture(folder);
        assertThat(Files.readString(note)).isNotEqualTo(left);
        second.close();
    }

    @Test
    void callUnderWay_endsBeforeTheStoreIsClosed() throws Exception {
        ServerFixture fixture = new ServerFixture(folder, ServerFixture.PATIENT);
        CompletableFuture<RawHttp.Answer> slow =
                CompletableFuture.supplyAsync(() -> fixture.post("/tools/slow", "{}"), Thread::startVirtualThread);
        assertThat(fixture.slowBegan.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stop =
                CompletableFuture.runAsync(() -> close(fixture.server), Thread::startVirtualThread);

        awaitRefusedConnections(fixture.server.port());
        assertThat(fixture.storeClosed).isFalse();
        fixture.slowMayEnd.countDown();

        assertThat(slow.get(10, TimeUnit.SECONDS).text()).isEqualTo("{\"cancelled\":false}");
        stop.get(10, TimeUnit.SECONDS);
        assertThat(fixture.storeClosed).isTrue();
    }

    @Test
    void callThatTakesTooLong_isCancelledWhenTheServerStops() throws Exception {
        ServerFixture fixture = new ServerFixture(folder);
        CompletableFuture<RawHttp.Answer> slow =
                CompletableFuture.supplyAsync(() -> fixture.post("/tools/slow", "{}"), Thread::startVirtualThread);
        assertThat(fixture.slowBegan.await(10, TimeUnit.SECONDS)).isTrue();

        fixture.server.close();

        assertThat(fixture.slowMayEnd.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(fixture.storeClosed).isTrue();
        slow.handle((answer, failure) -> "whether there was time for an answer, or not")
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void cancelledCall_isAnsweredBeforeTheServerHasStopped() throws Exception {
        ServerFixture fixture = new ServerFixture(folder, ServerFixture.PATIENT);
        CompletableFuture<RawHttp.Answer> slow =
                CompletableFuture.supplyAsync(() -> fixture.post("/tools/slow", "{}"), Thread::startVirtualThread);
        assertThat(fixture.slowBegan.await(10, TimeUnit.SECONDS)).isTrue();

        fixture.server.close(Duration.ZERO);

        assertThat(slow.get(10, TimeUnit.SECONDS).text()).isEqualTo("{\"cancelled\":true}");
        assertThat(fixture.storeClosed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, false", "192.0.2.1, false", "::, false", "localhost, true", "example.com, true"})
    void otherAddresses_needSayingSo_inDigits(String bind, boolean allowRemote) {
        UserPath userPath = new UserPath(folder.toAbsolutePath());
        assertThatThrownBy(() -> new ServerSettings(userPath, bind, 0, new Visitors(allowRemote, List.of(), false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(bind);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:9",
        "192.0.2.1, http://192.0.2.1:9",
        "0.0.0.0, http://127.0.0.1:9",
        "::, http://[::1]:9",
        "2001:db8::1, http://[2001:db8::1]:9"
    })
    void whoListensAtAllAddresses_isCalledAtTheLoopback(String bind, String url) {
        UserPath userPath = new UserPath(folder.toAbsolutePath());
        assertThat(new ServerSettings(userPath, bind, 0, new Visitors(true, List.of(), false)).url(9))
                .isEqualTo(url);
    }

    @Test
    void remoteAddress_isServed_withATokenMadeForIt() throws Exception {
        UserPath userPath = new UserPath(folder.toAbsolutePath().resolve("user"));
        ServerSettings remote = new ServerSettings(userPath, "0.0.0.0", 0, new Visitors(true, List.of(), false));
        Path elsewhere = Files.createDirectory(folder.resolve("other"));
        ServerFixture other = new ServerFixture(elsewhere);
        RunningServer server = other.start(remote, ApplicationFile.shipped());
        assertThat(server.url()).isEqualTo("http://127.0.0.1:" + server.port());
        String request = "GET /tools HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nConnection: close\r\n";
        assertThat(new RawHttp(server.port()).send(request + "\r\n").status()).isEqualTo(401);
        String token = Files.readString(userPath.token()).strip();
        assertThat(new RawHttp(server.port())
                        .send(request + "Authorization: Bearer " + token + "\r\n\r\n")
                        .status())
                .isEqualTo(200);
        server.close();
        other.close();
    }

    @Test
    void health_withoutAToken_isAStatusAndNothingElse() throws Exception {
        ServerFixture fixture = new ServerFixture(folder);
        for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
            RawHttp.Answer answer = new RawHttp(fixture.server.port())
                    .send("GET " + path + " HTTP/1.1\r\nHost: localhost:" + fixture.server.port()
                            + "\r\nConnection: close\r\n\r\n");
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.text()).as(path).contains("{\"status\":\"UP\"}");
        }
        assertThat(fixture.get("/actuator/health").text()).contains("\"components\"");
        fixture.close();
    }

    @Test
    void environmentAndFiles_cannotOpenThePathsOfTheActuator() throws Exception {
        System.setProperty("management.endpoints.web.exposure.include", "*");
        System.setProperty("server.port", "1");
        try {
            ServerFixture fixture = new ServerFixture(folder);
            assertThat(fixture.get("/actuator/env").status()).isEqualTo(404);
            fixture.close();
        } finally {
            System.clearProperty("management.endpoints.web.exposure.include");
            System.clearProperty("server.port");
        }
    }

    @Test
    void badLimit_stopsTheStartWithASentence() {
        assertThatThrownBy(() ->
                        new ServerFixture(folder, ServerFixture.LIMITS.replace("connections: 64", "connections: 1")))
                .isInstanceOf(ServerException.class)
                .hasMessage("application.yaml: candor.limits.connections: expected a value from 8 to 4096, found '1'");
        assertThat(folder.resolve("user/telemetry/server.json")).doesNotExist();
    }

    @Test
    void fileThatOpensAPath_stopsTheStartBeforeAnythingIsMade() {
        String open = ServerFixture.LIMITS + "management.endpoints.web.exposure.include: '*'\n";
        assertThatThrownBy(() -> new ServerFixture(folder, open))
                .isInstanceOf(ServerException.class)
                .hasMessageEndingWith("found 'management.endpoints.web.exposure.include'");
        assertThat(folder.resolve("user")).doesNotExist();
    }

    private Path token(String text) throws IOException {
        Path token = folder.toAbsolutePath().resolve("user/telemetry/token");
        Files.createDirectories(token.getParent());
        Files.writeString(token, text);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        return token;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void close(RunningServer server) {
        try {
            server.close();
        } catch (ServerException e) {
            throw new AssertionError(e);
        }
    }

    /** A server that stops takes no more connections; until then one that was taken is closed without an answer. */
    private static void awaitRefusedConnections(int port) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < deadline) {
            try {
                new java.net.Socket(InetAddress.ofLiteral("127.0.0.1"), port).close();
                Thread.onSpinWait();
            } catch (IOException refused) {
                return;
            }
        }
        throw new AssertionError("the server still takes connections");
    }
}
