package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no honest client sends, on raw sockets. */
class HostileRequestTest {
    @TempDir
    static Path folder;

    static ServerFixture fixture;

    @BeforeAll
    static void start() throws ServerException, IOException {
        fixture = new ServerFixture(folder);
    }

    @AfterAll
    static void stop() throws ServerException {
        fixture.close();
    }

    private static RawHttp.Answer get(String hostLines) {
        return fixture.http.send("GET /tools HTTP/1.1\r\nConnection: close\r\n"
                + hostLines.replace("PORT", Integer.toString(fixture.server.port())) + "Authorization: Bearer "
                + fixture.token + "\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:PORT", "LOCALHOST:PORT", "127.0.0.1:PORT", "[::1]:PORT"})
    void ownNames_areServed(String host) {
        assertThat(get("Host: " + host + "\r\n").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:1",
                "localhost.:PORT",
                "127.0.0.1.:PORT",
                "0.0.0.0:PORT",
                "127.1:PORT",
                "localhost.evil.com:PORT",
                "evil.com",
                "[::ffff:127.0.0.1]:PORT"
            })
    void otherNames_areMisdirected(String host) {
        RawHttp.Answer answer = get("Host: " + host + "\r\n");
        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.problem()).isEqualTo("host-not-allowed");
    }

    /** What RFC 9112 calls no valid request gets its 400. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: localhost:PORT\r\nHost: localhost:PORT\r\n",
                "Host: localhost:PORT\r\nHost: evil.com\r\n",
                "Host: localhost:PORT@evil\r\n",
                "Host: evil@localhost:PORT\r\n",
                "Host: localhost:PORT/x\r\n",
                "Host: localhost:\u0000PORT\r\n",
                "Host: localhost:PORT\r\nBad Header: x\r\n"
            })
    void brokenHost_isABadRequest(String lines) {
        RawHttp.Answer answer = get(lines);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("bad-request");
    }

    @Test
    void oldHttpWithoutHost_isMisdirected() {
        RawHttp.Answer answer =
                fixture.http.send("GET /tools HTTP/1.0\r\nAuthorization: Bearer " + fixture.token + "\r\n\r\n");
        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.problem()).isEqualTo("host-not-allowed");
    }

    @Test
    void absoluteTargetOfAnotherHost_isRefused() {
        String rest = "Authorization: Bearer " + fixture.token + "\r\nConnection: close\r\n\r\n";
        RawHttp.Answer mismatch = fixture.http.send(
                "GET http://evil.com/tools HTTP/1.1\r\nHost: localhost:" + fixture.server.port() + "\r\n" + rest);
        RawHttp.Answer foreign = fixture.http.send("GET http://evil.com/tools HTTP/1.1\r\nHost: evil.com\r\n" + rest);

        assertThat(mismatch.problem()).isEqualTo("bad-request");
        assertThat(foreign.problem()).isEqualTo("host-not-allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /tools|x HTTP/1.1, 400, bad-request",
        "GET /to ols HTTP/1.1, 400, bad-request",
        "GET /tools HTTP/9.9, 505, http-version-not-supported",
        "GET /%zz HTTP/1.1, 400, bad-request",
        "TRACE /tools HTTP/1.1, 405, method-not-allowed",
        "OPTIONS * HTTP/1.1, 404, path-not-found",
        "CONNECT localhost:1 HTTP/1.1, 501, not-implemented",
        "BREW /tools HTTP/1.1, 405, method-not-allowed",
        "GET /tools/../tools HTTP/1.1, 404, path-not-found",
        "GET //tools HTTP/1.1, 404, path-not-found",
        "GET /tools;x=1 HTTP/1.1, 404, path-not-found",
        "GET /tools/ HTTP/1.1, 404, path-not-found",
        "GET /%74ools HTTP/1.1, 404, path-not-found",
        "GET /actuator HTTP/1.1, 404, path-not-found",
        "GET /actuator/env HTTP/1.1, 404, path-not-found",
        "GET /actuator/heapdump HTTP/1.1, 404, path-not-found",
        "GET /actuator/health/log HTTP/1.1, 404, path-not-found",
        "GET /v3/api-docs.yaml HTTP/1.1, 404, path-not-found",
        "GET /error HTTP/1.1, 404, path-not-found"
    })
    void requestLine_isAnsweredAsAProblem(String line, int status, String code) {
        RawHttp.Answer answer = fixture.http.send(line + "\r\nHost: localhost:" + fixture.server.port()
                + "\r\nAuthorization: Bearer " + fixture.token + "\r\nConnection: close\r\n\r\n");
        assertThat(answer.problem()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text())
                .doesNotContain("Exception", "\tat ", "Tomcat", "Spring", "refused with")
                .contains("expected ");
    }

    @Test
    void pathsOfNobody_alsoNeedTheToken() {
        RawHttp.Answer answer = fixture.http.send(
                "GET /nowhere HTTP/1.1\r\nHost: localhost:" + fixture.server.port() + "\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void tooLargeHeaders_areRefused() {
        RawHttp.Answer answer =
                fixture.http.send(fixture.head("GET", "/tools") + "X: " + "x".repeat(9000) + "\r\n\r\n");
        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.problem()).isEqualTo("headers-too-large");
    }

    @Test
    void tooLongRequestLine_isRefused() {
        RawHttp.Answer answer = fixture.http.send(fixture.head("GET", "/" + "x".repeat(9000)) + "\r\n");
        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.problem()).isEqualTo("headers-too-large");
    }

    @Test
    void tooManyHeaders_areRefused() {
        RawHttp.Answer answer = fixture.http.send(fixture.head("GET", "/tools") + "X: x\r\n".repeat(70) + "\r\n");
        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.problem()).isEqualTo("headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health?a=%zz", "/tools?", "/actuator/prometheus?includedNames%5B%5D=x"})
    void query_isABadRequest(String target) {
        RawHttp.Answer answer = fixture.get(target);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("bad-request");
        assertThat(answer.text()).contains("a query (?)");
    }

    /** The rest of the body never comes; were it waited for, the answer would end only after the bound of silence. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 100\r\n\r\nx",
                "Transfer-Encoding: chunked\r\n\r\n5;",
                "Transfer-Encoding: chunked\r\n\r\n"
            })
    void bodyOfARefusedRequest_isNotWaitedFor(String rest) throws Exception {
        String patient = ServerFixture.LIMITS.replaceAll("(body-time|silence|keep-alive): .*", "$1: 2m");
        try (ServerFixture slow = new ServerFixture(folder.resolve("slow"), patient)) {
            RawHttp.Answer answer = slow.http.send("POST /execute HTTP/1.1\r\nHost: localhost:" + slow.server.port()
                    + "\r\nContent-Type: application/json\r\n" + rest);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("token-needed");
            assertThat(answer.header("Connection")).contains("close");
        }
    }

    @Test
    void refusalWithoutBody_leavesTheConnectionOpen() {
        String refused = "GET /tools HTTP/1.1\r\nHost: localhost:" + fixture.server.port() + "\r\n\r\n";
        byte[] all = fixture.http.bytes((refused + refused).getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(all, StandardCharsets.US_ASCII).split("HTTP/1.1 401", -1))
                .hasSize(3);
    }

    @Test
    void bodyOfAGet_endsTheConnection_andIsNoSecondRequest() {
        String inner = "GET /tools HTTP/1.1\r\nHost: localhost:" + fixture.server.port() + "\r\n\r\n";
        byte[] all = fixture.http.bytes((fixture.head("GET", "/actuator/info").replace("Connection: close\r\n", "")
                        + "Content-Length: " + inner.length() + "\r\n\r\n" + inner)
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(all, StandardCharsets.US_ASCII).split("HTTP/1.1 ", -1))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2;0123456789abcdef0123456789\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}\r\n0\r\nTrailer-Name: long value\r\n\r\n"
            })
    void longExtrasOfChunks_areABadRequest(String chunks) {
        int before = fixture.calls.get();
        RawHttp.Answer answer = fixture.http.send(fixture.head("POST", "/tools/echo")
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        assertThat(answer.problem()).isEqualTo("bad-request");
        assertThat(fixture.calls).hasValue(before);
    }

    @Test
    void shortExtrasOfChunks_areLeftOut() {
        RawHttp.Answer answer = fixture.http.send(
                fixture.head("POST", "/tools/echo")
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\n{}\r\n0\r\nA: b\r\n\r\n");
        assertThat(answer.text()).isEqualTo("{}");
    }

    @Test
    void headersWithinTheLimits_areTaken() {
        String many = "X: x\r\n".repeat(35) + "Y: " + "y".repeat(5000) + "\r\n";
        assertThat(fixture.http
                        .send(fixture.head("GET", "/tools") + many + "\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void lengthAndChunksTogether_areReadAsChunks_andTheConnectionEnds() {
        // were the length believed, the second request would be answered too
        String smuggled = "GET /tools HTTP/1.1\r\nHost: localhost:" + fixture.server.port() + "\r\n\r\n";
        byte[] all = fixture.http.bytes((fixture.head("POST", "/tools/echo").replace("Connection: close\r\n", "")
                        + "Content-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "2\r\n{}\r\n0\r\n\r\n" + smuggled)
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(all, StandardCharsets.US_ASCII).split("HTTP/1.1 ", -1))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "chunked, identity", "x"})
    void unknownTransferEncoding_isRefused(String encoding) {
        RawHttp.Answer answer = fixture.http.send(fixture.head("POST", "/tools/echo")
                + "Content-Type: application/json\r\nTransfer-Encoding: " + encoding + "\r\n\r\n0\r\n\r\n");
        assertThat(answer.status()).isIn(400, 501);
        assertThat(answer.problem()).isIn("bad-request", "not-implemented");
    }

    @Test
    void twoLengths_areABadRequest() {
        RawHttp.Answer answer = fixture.http.send(fixture.head("POST", "/tools/echo")
                + "Content-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ");
        assertThat(answer.problem()).isEqualTo("bad-request");
    }

    @Test
    void tooLongBody_isRefusedByItsLength() {
        RawHttp.Answer answer = fixture.http.send(fixture.head("POST", "/tools/echo")
                + "Content-Type: application/json\r\nContent-Length: 200001\r\n\r\n");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("body-too-large");
    }

    @Test
    void callerWhoWaitsToContinue_isRefusedAtOnce() {
        RawHttp.Answer answer =
                fixture.http.send(fixture.head("POST", "/tools/echo").replace(fixture.token, "wrong")
                        + "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void otherExpectations_areRefusedWithWhatToDo() {
        RawHttp.Answer answer = fixture.http.send(fixture.head("GET", "/tools") + "Expect: x\r\n\r\n");
        assertThat(answer.status()).isEqualTo(417);
        assertThat(answer.problem()).isEqualTo("http-417");
        assertThat(answer.text()).contains("omit it");
    }

    @Test
    void tooLongBodyInChunks_isRefusedBeforeItsEnd() {
        int before = fixture.calls.get();
        StringBuilder request = new StringBuilder(fixture.head("POST", "/tools/echo")
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        // the last chunk never comes
        request.repeat("2710\r\n" + "x".repeat(10_000) + "\r\n", 21);
        RawHttp.Answer answer = fixture.http.send(request.toString());
        assertThat(answer.problem()).isEqualTo("body-too-large");
        assertThat(fixture.calls).hasValue(before);
    }

    @Test
    void bodyThatDoesNotCome_isGivenUp() {
        RawHttp.Answer answer = fixture.http.send(
                fixture.head("POST", "/tools/echo") + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
        assertThat(answer.status()).isIn(400, 408);
        assertThat(answer.problem()).isIn("body-too-slow", "bad-request");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "Application/JSON; charset=UTF-8, 200",
        "application/json;charset=\"utf-8\", 200",
        "application/json; charset=latin1, 415",
        "application/json; x=y, 415",
        "application/jsonx, 415",
        "application/x-www-form-urlencoded, 415",
        "multipart/form-data; boundary=x, 415"
    })
    void contentType_mustBeJson(String type, int status) {
        RawHttp.Answer answer = fixture.http.send(
                fixture.head("POST", "/tools/echo") + "Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void missingContentTypeAndCompressedBodies_areRefused() {
        assertThat(fixture.http
                        .send(fixture.head("POST", "/tools/echo") + "Content-Length: 2\r\n\r\n{}")
                        .problem())
                .isEqualTo("json-needed");
        assertThat(fixture.http
                        .send(
                                fixture.head("POST", "/tools/echo")
                                        + "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}")
                        .problem())
                .isEqualTo("json-needed");
    }

    @Test
    void askingForAnotherType_isNotAcceptable_andCallsNothing() {
        int before = fixture.calls.get();
        RawHttp.Answer answer = fixture.http.send(fixture.head("POST", "/tools/echo")
                + "Accept: text/html\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.problem()).isEqualTo("json-not-accepted");
        assertThat(fixture.calls).hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic TOKEN",
                "Authorization: TOKEN",
                "Authorization: Bearer",
                "Authorization: Bearer TOKENx",
                "Authorization: Bearer TOKEN\r\nAuthorization: Bearer TOKEN",
                "Cookie: token=TOKEN"
            })
    void tokenInAnotherShape_isRefused(String line) {
        RawHttp.Answer answer = fixture.http.send(
                "GET /tools?token=" + fixture.token + " HTTP/1.1\r\nHost: localhost:" + fixture.server.port()
                        + "\r\nConnection: close\r\n" + line.replace("TOKEN", fixture.token) + "\r\n\r\n");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).doesNotContain(fixture.token);
    }
}
