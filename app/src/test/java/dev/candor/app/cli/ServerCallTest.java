package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line does when the one who listens at the noted port is not as it must be. */
@Isolated("its processes must not be taken for those of an item that another test runs")
@Timeout(60)
class ServerCallTest {
    private static final String TOKEN = "t".repeat(43);

    @TempDir
    Path folder;

    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private ServerSocket listener;
    private UserPath userPath;

    private interface Manners {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    @BeforeEach
    void prepare() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        userPath = new UserPath(folder);
        Files.createDirectories(userPath.own());
        Files.writeString(userPath.token(), TOKEN + "\n");
        note(ProcessHandle.current().pid());
    }

    @AfterEach
    void close() throws IOException {
        over.countDown();
        listener.close();
    }

    private void note(long pid) throws IOException {
        Instant began = ProcessHandle.current().info().startInstant().orElseThrow();
        Files.writeString(
                userPath.own().resolve("server.json"),
                "{\"pid\":%d,\"process_started\":\"%s\",\"port\":%d,\"url\":\"%s\",\"started\":\"%s\"}"
                        .formatted(pid, began, listener.getLocalPort(), url(), began));
    }

    private String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** Listens, reads the head of each request, answers so, and holds the connection until the caller gives up. */
    private void listen(Manners manners) {
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    connections.incrementAndGet();
                    InputStream in = socket.getInputStream();
                    StringBuilder head = new StringBuilder();
                    while (head.indexOf("\r\n\r\n") < 0) {
                        head.append((char) in.read());
                    }
                    manners.answer(socket.getOutputStream());
                    socket.shutdownOutput();
                    in.readAllBytes();
                } catch (IOException | InterruptedException e) {
                    // the caller is gone, or the test is over
                }
            }
        });
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private ToolException failure(Duration longest) {
        try {
            ServerCall.find(userPath).get("/actuator/health", longest);
        } catch (ToolException e) {
            return e;
        }
        throw new AssertionError("no failure");
    }

    @Test
    void noteOfAProcessThatIsGone_isNotCalled() throws Exception {
        listen(out -> write(out, "HTTP/1.1 200 OK\r\n\r\n{}"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        note(gone.pid());

        assertThatThrownBy(() -> ServerCall.find(userPath))
                .hasMessageContaining("no server runs on " + folder + "; start one with: candor serve");
        assertThat(connections).hasValue(0);
    }

    @Test
    void tokenOfAnotherShape_isNeitherSentNorShown() throws IOException {
        Files.writeString(userPath.token(), "secret\nX: y\n");
        assertThatThrownBy(() -> ServerCall.find(userPath))
                .hasMessageContaining(userPath.token().toString())
                .hasMessageNotContaining("secret");
    }

    @Test
    void silentServer_isGivenUp() {
        listen(out -> over.await());
        assertThat(failure(Duration.ofSeconds(1)).sentence())
                .contains(url(), "process " + ProcessHandle.current().pid(), "no whole answer within 1 s", "kill ");
    }

    @Test
    void answerThatDrips_isGivenUpAllTheSame() {
        listen(out -> {
            write(out, "HTTP/1.1 200 OK\r\n");
            while (!over.await(100, TimeUnit.MILLISECONDS)) {
                write(out, "X");
            }
        });
        assertThat(failure(Duration.ofSeconds(1)).sentence()).contains("no whole answer within 1 s");
    }

    @Test
    void redirection_isNotFollowed() {
        listen(out ->
                write(out, "HTTP/1.1 302 Found\r\nLocation: " + url() + "/elsewhere\r\nContent-Length: 0\r\n\r\n"));
        assertThat(failure(Duration.ofSeconds(20)).code()).isEqualTo("server-not-answering");
        assertThat(connections).hasValue(1);
    }

    @Test
    void answerWithoutEnd_isRefusedAtItsBound() {
        byte[] much = new byte[1 << 20];
        listen(out -> {
            write(out, "HTTP/1.1 200 OK\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                out.write(much);
            }
        });
        assertThat(failure(Duration.ofSeconds(20)).sentence()).contains("at most 16777216 bytes, found more");
    }

    @Test
    void brokenConnection_isNoReasonToCallTwice() {
        listen(out -> {});
        assertThatThrownBy(() -> ServerCall.find(userPath).tool("x", "{}".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("whether the call was made is not known");
        assertThat(connections).hasValue(1);
    }

    @Test
    void tokenThatIsNotTaken_isASentence() {
        listen(out -> write(out, "HTTP/1.1 401 x\r\nWWW-Authenticate: Bearer\r\nContent-Length: 2\r\n\r\n{}"));
        assertThat(failure(Duration.ofSeconds(20)).sentence()).contains("does not take the token");
        assertThatThrownBy(() -> ServerCall.find(userPath).tool("x", "{}".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("does not take the token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|600",
                "[]|600",
                "{\"timeout_s\":0.5}|61",
                "{\"timeout_s\":3600}|3660",
                "{\"timeout_s\":1e99}|86460",
                "{\"timeout_s\":-1}|600",
                "{\"timeout_s\":\"x\"}|600",
                "not json|600"
            })
    void patience_isWhatTheRunMayTakeAndAMinute(String arguments, long seconds) {
        assertThat(ServerCall.longest(arguments.getBytes(StandardCharsets.US_ASCII)))
                .hasSeconds(seconds);
    }
}
