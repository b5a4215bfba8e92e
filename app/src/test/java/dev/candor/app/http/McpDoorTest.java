package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.http.McpCalls.Listening;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /mcp}, byte by byte. */
@Timeout(60)
class McpDoorTest {
    private static final Pattern COMMENT = Pattern.compile("^:\n\n", Pattern.MULTILINE);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    ServerFixture fixture = SERVER.fixture();
    McpCalls mcp = new McpCalls(fixture);

    private ServerFixture own(Path folder, String limits) throws ServerException, IOException {
        fixture = new ServerFixture(folder, limits);
        mcp = new McpCalls(fixture);
        return fixture;
    }

    private Listening slow(String request) throws Exception {
        int before = fixture.slowCalls.get();
        Listening listening = mcp.open(request);
        assertThat(listening.head().getFirst()).startsWith("HTTP/1.1 200");
        Await.until(() -> fixture.slowCalls.get() == before + 1);
        return listening;
    }

    private boolean isCancelled() {
        return fixture.slowMayEnd.getCount() == 0;
    }

    @Test
    void answer_inBothEras() {
        String call = "\"name\":\"echo\",\"arguments\":{\"a\":1}";
        assertThat(mcp.json(mcp.modern("1", "tools/call", call), 200).text())
                .contains("\"structuredContent\":{\"a\":1}", "\"resultType\":\"complete\"");
        assertThat(mcp.json(mcp.legacy("\"x\"", "tools/call", call), 200).text())
                .isEqualTo("{\"id\":\"x\",\"jsonrpc\":\"2.0\",\"result\":{\"content\":["
                        + "{\"text\":\"echo is done.\",\"type\":\"text\"},{\"text\":\"{\\\"a\\\":1}\",\"type\":\"text\"}],"
                        + "\"structuredContent\":{\"a\":1}}}");
    }

    /** The first calls of a machine that is busy may take longer than a tenth of a second. */
    @Test
    void quickAnswer_isJson_alsoForClientsThatReadStreams() {
        for (String request : List.of(mcp.modern("1", "tools/list", ""), mcp.legacy("1", "ping", ""))) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            RawHttp.Answer answer = mcp.send(request);
            while (!answer.header("Content-Type").equals(Optional.of("application/json"))) {
                assertThat(System.nanoTime()).as("a quick answer in time").isLessThan(deadline);
                answer = mcp.send(request);
            }
            assertThat(answer.json().integer("id")).contains(1L);
        }
    }

    @Test
    void initialize_needsNoHeader_andMakesNoSession() {
        RawHttp.Answer answer = mcp.json(
                mcp.post(
                        McpCalls.BOTH,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}"),
                200);
        assertThat(answer.text()).contains("\"protocolVersion\":\"2025-06-18\"", "\"version\":\"1.2.3\"");
    }

    @Test
    void sessionOfAnotherServer_isIgnored() {
        mcp.json(mcp.legacy(McpCalls.BOTH + "Mcp-Session-Id: abc\r\nLast-Event-ID: 5\r\n", "1", "ping", ""), 200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void slowAnswer_isAStreamOnceATenthOfASecondHasPassed(boolean stateless) throws Exception {
        String slow = "\"name\":\"slow\"";
        long begun = System.nanoTime();
        try (Listening listening =
                slow(stateless ? mcp.modern("1", "tools/call", slow) : mcp.legacy("1", "tools/call", slow))) {
            assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(100));
            assertThat(listening.said)
                    .anyMatch(header -> header.startsWith("Content-Type: text/event-stream"))
                    .contains("X-Accel-Buffering: no")
                    .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("mcp-session-id"));
            listening.awaitBeats(2);
            fixture.slowMayEnd.countDown();
            assertThat(listening.rest())
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.integer("id")).contains(1L));
        }
    }

    @Test
    void notification_makesTheAnswerAStream_howeverQuick() throws Exception {
        fixture.slowMayEnd.countDown();
        for (String request : List.of(
                mcp.modern("1", "tools/call", "\"name\":\"slow\",\"arguments\":{\"tell\":1}"),
                mcp.legacy("1", "tools/call", "\"name\":\"slow\",\"arguments\":{\"tell\":1}"))) {
            RawHttp.Answer answer = mcp.send(request);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/event-stream");
            // a beat may come before the first event, or between two
            assertThat(COMMENT.matcher(answer.text()).replaceAll(""))
                    .startsWith(
                            "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                                    + "{\"message\":\"working: so far\",\"progress\":1.000000,\"progressToken\":\"t\"}}\n\n"
                                    + "event: message\ndata: {\"id\":1,")
                    .endsWith("}\n\n");
        }
    }

    @Test
    void clientThatReadsJsonOnly_getsJson_howeverSlow() throws Exception {
        CompletableFuture<RawHttp.Answer> answer = CompletableFuture.supplyAsync(
                () -> mcp.json(mcp.legacy("Accept: application/json\r\n", "1", "tools/call", "\"name\":\"slow\""), 200),
                Thread::startVirtualThread);
        assertThat(fixture.slowBegan.await(20, TimeUnit.SECONDS)).isTrue();
        try (Listening other = slow(mcp.legacy("2", "tools/call", "\"name\":\"slow\""))) {
            other.awaitBeats(3);
        }
        fixture.slowMayEnd.countDown();
        assertThat(answer.get(20, TimeUnit.SECONDS).text()).startsWith("{\"id\":1,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown/method||404|-32601",
                "ping||404|-32601",
                "tools/call|\"name\":\"other\"|200|-32602",
                "tools/call||200|-32602",
                "resources/read|\"uri\":\"candor://nothing\"|200|-32602",
                "tools/list|\"cursor\":\"x\"|200|-32602"
            })
    void statelessError_isToldByTheStatusToo(String method, String params, int status, int code) {
        RawHttp.Answer answer =
                mcp.json(mcp.modern("1", method, Optional.ofNullable(params).orElse("")), status);
        assertThat(McpCalls.code(answer)).isEqualTo(code);
        assertThat(answer.json().integer("id")).contains(1L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown/method||-32601",
                "server/discover||-32601",
                "tools/call|\"name\":\"other\"|-32602",
                "resources/read|\"uri\":\"candor://nothing\"|-32002"
            })
    void errorWithHandshake_hasStatus200(String method, String params, int code) {
        assertThat(McpCalls.code(mcp.json(
                        mcp.legacy("1", method, Optional.ofNullable(params).orElse("")), 200)))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|-32700",
                "[]|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}|-32600",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}|-32600"
            })
    void whatIsNoMessage_isABadRequest(String body, int code) {
        // both in an order of their own, so that they are sent as they are: this is JSON, whatever is accepted
        for (String headers :
                List.of("Accept: text/event-stream, application/json\r\n", "Accept: text/event-stream\r\n", "")) {
            assertThat(McpCalls.code(mcp.json(mcp.post(headers, body), 400))).isEqualTo(code);
        }
    }

    @Test
    void headersThatDoNotAgreeWithTheBody_areABadRequest() {
        String good = mcp.modern("7", "tools/call", "\"name\":\"echo\"");
        mcp.json(good, 200);
        int before = fixture.calls.get();
        for (String bad : List.of(
                good.replace("Mcp-Name: echo", "Mcp-Name: other"),
                good.replace("Mcp-Name: echo\r\n", ""),
                good.replace("Mcp-Method: tools/call", "Mcp-Method: tools/list"),
                good.replace("MCP-Protocol-Version: 2026-07-28", "MCP-Protocol-Version: 2025-11-25"),
                good.replace("Mcp-Name: echo", "Mcp-Name: echo\r\nMcp-Name: echo"),
                good.replace("MCP-Protocol-Version: 2026-07-28\r\n", ""))) {
            RawHttp.Answer answer = mcp.json(bad, 400);
            assertThat(McpCalls.code(answer)).isEqualTo(-32020);
            assertThat(answer.json().integer("id")).contains(7L);
        }
        assertThat(fixture.calls).hasValue(before);
        mcp.json(good.replace("Mcp-Name: echo", "mcp-name: =?base64?ZWNobw==?="), 200);
        RawHttp.Answer unsupported = mcp.json(good.replace("2026-07-28", "2031-01-01"), 400);
        assertThat(McpCalls.code(unsupported)).isEqualTo(-32022);
        assertThat(unsupported.text())
                .contains("\"data\":{\"requested\":\"2031-01-01\",\"supported\":[\"2026-07-28\",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"unknown\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":77}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{}}"
            })
    void notificationsAndResponses_areAcceptedWithoutAWord(String body) {
        RawHttp.Answer answer = mcp.send(mcp.post(McpCalls.BOTH, body));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PUT", "HEAD"})
    void otherMethods_areNotAllowed(String method) {
        RawHttp.Answer answer = mcp.send(fixture.head(method, "/mcp") + McpCalls.BOTH + "\r\n");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET, POST");
    }

    @Test
    void notificationOfAnUnknownRevision_isRefused() {
        RawHttp.Answer answer = mcp.json(
                mcp.post(
                        McpCalls.BOTH + "MCP-Protocol-Version: 1900-01-01\r\n",
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"),
                400);
        assertThat(McpCalls.code(answer)).isEqualTo(-32022);
        assertThat(answer.json().member("id")).isEmpty();
    }

    @Test
    void requestsOfAnotherShape_areProblems() {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        RawHttp.Answer notAccepted = mcp.send(mcp.post("Accept: text/html\r\n", ping));
        assertThat(notAccepted.status()).isEqualTo(406);
        assertThat(notAccepted.problem()).isEqualTo("json-not-accepted");
        RawHttp.Answer noJson = mcp.send(
                mcp.post(McpCalls.BOTH, ping).replace("Content-Type: application/json", "Content-Type: text/plain"));
        assertThat(noJson.status()).isEqualTo(415);
        RawHttp.Answer tooLarge = mcp.send(mcp.post(McpCalls.BOTH, " ".repeat(200_001)));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(mcp.json(mcp.post("", ping), 200).text()).contains("\"result\":{}");
    }

    @Test
    void closedStream_cancelsAStatelessCall() throws Exception {
        slow(mcp.modern("1", "tools/call", "\"name\":\"slow\"")).close();
        assertThat(fixture.slowMayEnd.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closedStream_doesNotCancelACallWithHandshake() throws Exception {
        slow(mcp.legacy("1", "tools/call", "\"name\":\"slow\"")).close();
        try (Listening other = slow(mcp.legacy("2", "tools/call", "\"name\":\"slow\""))) {
            other.awaitBeats(5);
            assertThat(isCancelled()).isFalse();
        }
    }

    @Test
    void cancelledCallWithHandshake_endsWithoutAnAnswer() throws Exception {
        try (Listening listening = slow(mcp.legacy("\"a\"", "tools/call", "\"name\":\"slow\""))) {
            for (String other : List.of(
                    mcp.cancel("test", "\"b\""), mcp.cancel("test", "1"), mcp.cancel("somebody else", "\"a\""))) {
                assertThat(mcp.send(other).status()).isEqualTo(202);
                assertThat(isCancelled()).isFalse();
            }
            assertThat(mcp.send(mcp.cancel("test", "\"a\"")).status()).isEqualTo(202);
            assertThat(isCancelled()).isTrue();
            assertThat(listening.rest()).isEmpty();
        }
    }

    /** It is nobody's fault when two programs count from one. */
    @Test
    void ambiguousId_cancelsNobody() throws Exception {
        try (Listening first = slow(mcp.legacy("1", "tools/call", "\"name\":\"slow\""));
                Listening second = slow(mcp.legacy("1", "tools/call", "\"name\":\"slow\""))) {
            assertThat(mcp.send(mcp.cancel("test", "1")).status()).isEqualTo(202);
            assertThat(isCancelled()).isFalse();
            fixture.slowMayEnd.countDown();
            assertThat(first.rest()).hasSize(1);
            assertThat(second.rest()).hasSize(1);
        }
    }

    @Test
    void statelessCall_isNotCancelledByANotification() throws Exception {
        try (Listening listening = slow(mcp.modern("1", "tools/call", "\"name\":\"slow\""))) {
            mcp.send(mcp.cancel("", "1"));
            assertThat(isCancelled()).isFalse();
            fixture.slowMayEnd.countDown();
            assertThat(listening.rest()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callThatTakesTooLong_isCancelledWhenTheServerStops(boolean stateless, @TempDir Path folder) throws Exception {
        String slow = "\"name\":\"slow\"";
        try (ServerFixture own = own(folder, ServerFixture.PATIENT);
                Listening listening =
                        slow(stateless ? mcp.modern("1", "tools/call", slow) : mcp.legacy("1", "tools/call", slow))) {
            own.server.close(Duration.ZERO);
            assertThat(listening.rest())
                    .singleElement()
                    .satisfies(answer -> assertThat(JsonWriter.compact(answer))
                            .contains("\"structuredContent\":{\"cancelled\":true}"));
            assertThat(own.storeClosed).isTrue();
        }
    }

    @Test
    void toolThatCannot_isAResult_andEveryCallIsCounted(@TempDir Path folder) throws ServerException, IOException {
        try (ServerFixture own = own(folder, ServerFixture.LIMITS)) {
            eachCallIsCounted(own);
        }
    }

    private void eachCallIsCounted(ServerFixture own) {
        mcp.json(mcp.modern("1", "tools/call", "\"name\":\"echo\""), 200);
        mcp.json(mcp.legacy("1", "tools/call", "\"name\":\"echo\""), 200);
        assertThat(mcp.json(mcp.legacy("1", "tools/call", "\"name\":\"busy\""), 200)
                        .text())
                .contains("\"isError\":true", "a sentence [some-code]");
        assertThat(mcp.json(
                                mcp.modern(
                                        "1",
                                        "tools/call",
                                        "\"name\":\"echo\",\"arguments\":{\"1\":1,\"2\":1,\"3\":1,\"4\":1,\"5\":1,\"6\":1}"),
                                200)
                        .text())
                .contains("\"isError\":true", "[arguments-invalid]");
        assertThat(own.get("/actuator/prometheus").text())
                .contains(
                        "candor_tool_calls_total{outcome=\"success\",tool=\"echo\"} 2.0",
                        "candor_tool_calls_total{outcome=\"invalid_arguments\",tool=\"echo\"} 1.0",
                        "candor_tool_calls_total{outcome=\"busy\",tool=\"busy\"} 1.0");
    }

    @Test
    void failureOfOurs_saysItsIdAndNothingElse() {
        for (String request : List.of(
                mcp.modern("1", "tools/call", "\"name\":\"boom\""),
                mcp.legacy("1", "tools/call", "\"name\":\"boom\""))) {
            RawHttp.Answer answer = mcp.json(request, 200);
            assertThat(McpCalls.code(answer)).isEqualTo(-32603);
            assertThat(answer.text()).contains("id-1").doesNotContain(ServerFixture.SECRET, "Exception", "dev.candor");
        }
    }

    @Test
    void callsWithLargeBodies_areBoundedTogether() throws Exception {
        String large = "\"name\":\"slow\",\"arguments\":{\"text\":\"" + "x".repeat(20_000) + "\"}";
        try (Listening first = slow(mcp.modern("1", "tools/call", large));
                Listening second = slow(mcp.legacy("1", "tools/call", large))) {
            // one that is told of no beats, so that waiting for it ends
            RawHttp.Answer refused = mcp.send(mcp.legacy("Accept: application/json\r\n", "2", "tools/call", large));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.problem()).isEqualTo("too-many-bodies");
            mcp.json(mcp.modern("3", "tools/call", "\"name\":\"echo\""), 200);
            fixture.slowMayEnd.countDown();
            assertThat(first.rest()).hasSize(1);
            assertThat(second.rest()).hasSize(1);
        }
    }
}
