package dev.candor.app.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that writes lines and reads lines. */
@Timeout(60)
class StdioServerTest {
    private static final String META =
            "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final FakeFeatures features = new FakeFeatures();
    private final BlockingQueue<ObjectValue> read = new LinkedBlockingQueue<>();
    private final CountDownLatch mayRead = new CountDownLatch(1);
    private final MessagesHeard output = new MessagesHeard(read, mayRead);
    private PipedOutputStream client;
    private StdioServer server;
    private Thread serving;

    @BeforeEach
    void serve() throws IOException {
        serve(LONG);
    }

    private void serve(Duration patience) throws IOException {
        client = new PipedOutputStream();
        InputStream in = new PipedInputStream(client, 1 << 21);
        JsonRpcDispatcher dispatcher =
                new JsonRpcDispatcher(features.features(), new ServerIdentity("n", "T", "1"), failure -> "report it");
        server = new StdioServer(dispatcher, in, output, patience);
        serving = Thread.ofPlatform().start(() -> {
            try {
                server.serve();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        mayRead.countDown();
    }

    @AfterEach
    void end() throws Exception {
        features.mayEnd.countDown();
        output.breakWith(Optional.of(new IOException("the test is over")));
        client.close();
        serving.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(serving.isAlive()).isFalse();
    }

    private void say(String line) throws IOException {
        client.write((line + "\n").getBytes(UTF_8));
        client.flush();
    }

    private void call(Object id, String tool, String meta) throws IOException {
        say("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"_meta\":{" + meta + "}}}");
    }

    private void cancel(Object id) throws IOException {
        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}");
    }

    private void ping(Object id) throws IOException {
        say("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");
    }

    private ObjectValue hear() throws InterruptedException {
        ObjectValue message = read.poll(20, TimeUnit.SECONDS);
        assertThat(message).as("a message").isNotNull();
        return message;
    }

    private String hearText() throws InterruptedException {
        return JsonWriter.compact(hear());
    }

    @Test
    void calls_areAnsweredWhenTheyEnd_notInTheirOrder() throws Exception {
        call(1, "wait", "");
        call(2, "echo", META);
        assertThat(hear().integer("id")).contains(2L);
        features.mayEnd.countDown();
        assertThat(hearText()).isEqualTo("{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":{\"waited\":true}}");
    }

    @Test
    void bothEras_areServedByOneProcess() throws Exception {
        say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{\"_meta\":{" + META + "}}}");
        assertThat(hearText()).contains("supportedVersions");
        say("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}");
        assertThat(hearText()).contains("\"protocolVersion\":\"2025-06-18\"");
        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        ping(3);
        assertThat(hearText()).isEqualTo("{\"id\":3,\"jsonrpc\":\"2.0\",\"result\":{}}");
        say("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/list\",\"params\":{\"_meta\":"
                + "{\"io.modelcontextprotocol/protocolVersion\":\"1900-01-01\"}}}");
        assertThat(hearText()).contains("-32022", "\"id\":4");
    }

    @Test
    void cancelledCall_isNotAnswered_andHearsOfIt() throws Exception {
        for (String meta : List.of("\"progressToken\":1", "\"progressToken\":1," + META)) {
            int before = features.cancelled.get();
            call("\"a\"", "wait", meta);
            Await.until(() -> features.waiting.get() == 1);
            cancel("\"other\"");
            cancel(1);
            ping(8);
            assertThat(hear().integer("id")).contains(8L);
            assertThat(features.waiting).hasValue(1);
            cancel("\"a\"");
            Await.until(() -> features.cancelled.get() == before + 1 && features.waiting.get() == 0);
            // its id is free again, and nothing was said of it
            Await.until(() -> idIsFree("\"a\""));
            assertThat(read).isEmpty();
        }
    }

    /** Asks with the id until it is taken; what was refused because it was not free is no answer to the call. */
    private boolean idIsFree(String id) {
        try {
            ping(id);
            String answer = hearText();
            assertThat(answer)
                    .contains("\"id\":" + id)
                    .containsPattern("\"result\":\\{}|that no request under way has");
            return answer.contains("\"result\":{}");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void cancel_ofWhatIsNoCall_isIgnored() throws Exception {
        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}");
        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":null}}");
        cancel(7);
        ping(7);
        assertThat(hearText()).contains("\"id\":7", "\"result\":{}");
        cancel(7);
        ping(7);
        assertThat(hearText()).contains("\"id\":7", "\"result\":{}");
    }

    @Test
    void idUnderWay_isRefused_andTheCallThatHasItGoesOn() throws Exception {
        call(1, "wait", "");
        Await.until(() -> features.waiting.get() == 1);
        ping(1);
        assertThat(hearText()).contains("\"code\":-32600", "\"id\":1", "that no request under way has");
        ping("\"1\"");
        assertThat(hearText()).contains("\"id\":\"1\"", "\"result\":{}");
        assertThat(features.cancelled).hasValue(0);
        cancel(1);
        Await.until(() -> features.cancelled.get() == 1);
    }

    @Test
    void tooManyCalls_areRefused_untilOneHasEnded() throws Exception {
        for (int i = 0; i < StdioServer.MAX_CALLS; i++) {
            call(i, "wait", "");
        }
        Await.until(() -> features.waiting.get() == StdioServer.MAX_CALLS);
        ping(1000);
        assertThat(hearText()).contains("\"id\":1000", "64 requests are under way already");
        cancel(3);
        Await.until(() -> features.cancelled.get() == 1);
        Await.until(() -> pingWorks());
    }

    private boolean pingWorks() {
        try {
            ping(1001);
            return hearText().contains("\"result\":{}");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsNoMessage_isAnswered_andTheNextOneServed() throws Exception {
        say("nonsense");
        assertThat(hearText()).contains("-32700").doesNotContain("\"id\"");
        say("[]");
        assertThat(hearText()).contains("-32600");
        say(" ".repeat(StdioServer.MAX_BYTES + 1));
        assertThat(hearText()).contains("-32600", "at most 1048576 bytes");
        say("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"x\"}}");
        say("");
        ping(1);
        assertThat(hear().integer("id")).contains(1L);
    }

    @Test
    void progress_isToldBeforeTheAnswer_toThoseWhoAskedForIt() throws Exception {
        call(1, "tell", "\"progressToken\":\"t\"");
        for (int i = 1; i <= 3; i++) {
            assertThat(hearText())
                    .contains("notifications/progress", "\"progress\":" + i + ".000000", "\"progressToken\":\"t\"");
        }
        assertThat(hear().integer("id")).contains(1L);
        call(2, "tell", "");
        assertThat(hear().integer("id")).contains(2L);
    }

    @Test
    void log_isToldFromTheLevelOnThatWasSet() throws Exception {
        say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"info\"}}");
        assertThat(hear().integer("id")).contains(1L);
        call(2, "tell", "");
        for (int i = 1; i <= 3; i++) {
            assertThat(hearText()).contains("notifications/message", "\"level\":\"info\"", "\"data\":" + i);
        }
        assertThat(hear().integer("id")).contains(2L);
    }

    @Test
    void inputThatEnds_letsQuickCallsEnd() throws Exception {
        call(1, "wait", "");
        Await.until(() -> features.waiting.get() == 1);
        ping(2);
        client.close();
        features.mayEnd.countDown();
        serving.join();
        assertThat(read)
                .extracting(message -> message.integer("id").orElseThrow())
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(features.cancelled).hasValue(0);
    }

    @Test
    void inputThatEnds_cancelsSlowCalls_afterSomePatience() throws Exception {
        client.close();
        serving.join();
        serve(SHORT);
        call(1, "wait", "");
        Await.until(() -> features.waiting.get() == 1);
        long closed = System.nanoTime();
        client.close();
        serving.join();
        assertThat(Duration.ofNanos(System.nanoTime() - closed)).isGreaterThanOrEqualTo(SHORT);
        assertThat(features.cancelled).hasValue(1);
        assertThat(features.waiting).hasValue(0);
        assertThat(read).isEmpty();
    }

    @Test
    void signal_cancelsTheCallsUnderWay_andReturnsWhenTheyHaveEnded() throws Exception {
        call(1, "wait", "");
        Await.until(() -> features.waiting.get() == 1);
        server.cancel();
        assertThat(features.cancelled).hasValue(1);
        assertThat(features.waiting).hasValue(0);
    }

    @Test
    void readerThatHasGone_cancelsCalls_andNoOtherIsBegun() throws Exception {
        call(1, "wait", "");
        Await.until(() -> features.waiting.get() == 1);
        output.breakWith(Optional.of(new IOException("Broken pipe")));
        ping(2);
        Await.until(() -> features.cancelled.get() == 1 && features.waiting.get() == 0);
        call(3, "wait", "");
        serving.join();
        assertThat(features.cancelled).hasValue(1);
    }

    @Test
    void subscription_acknowledgesFirst_tellsOfChanges_andEndsWithItsResult() throws Exception {
        listen("\"s\"");
        assertThat(hearText())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":"
                        + "{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":\"s\"},"
                        + "\"notifications\":{\"resourceSubscriptions\":[\"test://one\"]}}}");
        features.content = "two";
        assertThat(hearText())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":"
                        + "{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":\"s\"},\"uri\":\"test://one\"}}");
        client.close();
        serving.join();
        assertThat(hearText())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\","
                        + "\"params\":{\"requestId\":\"s\"}}");
        assertThat(hearText()).contains("\"id\":\"s\"", "\"resultType\":\"complete\"", "subscriptionId");
        assertThat(read).isEmpty();
    }

    @Test
    void callThatIsReadAfterASignal_isCancelledToo() throws Exception {
        server.cancel();
        call(1, "wait", "");
        Await.until(() -> features.cancelled.get() == 1 && features.waiting.get() == 0);
        assertThat(read).isEmpty();
    }

    @Test
    void largeRequests_areFewAtOnce() throws Exception {
        String padding = "\"padding\":\"" + "x".repeat(20_000) + "\"";
        for (int id = 1; id <= 4; id++) {
            call(id, "wait", padding);
        }
        Await.until(() -> features.waiting.get() == 4);
        call(5, "wait", padding);
        assertThat(hearText()).contains("\"id\":5", "-32603", "4 requests over 16384 bytes");
        ping(6);
        assertThat(hearText()).contains("\"id\":6");
        cancel(1);
        Await.until(() -> features.waiting.get() == 3);
        features.mayEnd.countDown();
        for (int answers = 0; answers < 3; answers++) {
            assertThat(hearText()).contains("\"result\"");
        }
    }

    @Test
    void clientWithHandshake_hearsOfWhatItFollows_apartFromAnyRequest() throws Exception {
        say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"test://one\"}}");
        assertThat(hearText()).isEqualTo("{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":{}}");
        features.content = "two";
        assertThat(hearText())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\","
                        + "\"params\":{\"uri\":\"test://one\"}}");
        client.close();
        serving.join();
        assertThat(read).isEmpty();
    }

    private void listen(String id) throws IOException {
        say("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"subscriptions/listen\",\"params\":{\"_meta\":{" + META
                + "},\"notifications\":{\"resourceSubscriptions\":[\"test://one\"]}}}");
    }

    /** A client may change what it listens to as soon as it knows that it is heard. */
    @Test
    void subscription_changeRightAfterTheAcknowledgement_isTold() throws Exception {
        listen("1");
        assertThat(hearText()).contains("acknowledged");
        features.content = "two";
        assertThat(hearText()).contains("notifications/resources/updated");
    }

    @Test
    void subscription_thatIsCancelled_endsWithoutAnotherWord_andMakesRoom() throws Exception {
        for (int i = 0; i < 16; i++) {
            listen("\"" + i + "\"");
            assertThat(hearText()).contains("acknowledged");
        }
        listen("\"one more\"");
        assertThat(hearText()).contains("\"id\":\"one more\"", "16 subscriptions are open already");
        cancel("\"0\"");
        Await.until(() -> roomAgain());
    }

    private boolean roomAgain() {
        try {
            listen("\"again\"");
            return hearText().contains("acknowledged");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
