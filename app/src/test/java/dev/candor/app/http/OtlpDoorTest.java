package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.ingestion.EarlyEnd.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP over HTTP: what is taken, and how what is not is answered. */
class OtlpDoorTest {
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String LOGS = """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"codex_exec"}}]},
            "scopeLogs":[{"logRecords":[{"timeUnixNano":"1795946400000000000","attributes":[
            {"key":"event.name","value":{"stringValue":"codex.tool_result"}},
            {"key":"conversation.id","value":{"stringValue":"s"}},
            {"key":"tool_name","value":{"stringValue":"exec_command"}},
            {"key":"call_id","value":{"stringValue":"c1"}},
            {"key":"success","value":{"stringValue":"true"}}]}]}]}]}""";

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    ServerFixture fixture = SERVER.fixture();

    @BeforeEach
    void enable() {
        fixture.enabled = true;
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private RawHttp.Answer send(String head, String type, String headers, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                (head + "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n" + headers + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return fixture.http.send(request.toByteArray());
    }

    private RawHttp.Answer post(String path, String type, String headers, byte[] body) {
        return send(fixture.head("POST", path), type, headers, body);
    }

    private RawHttp.Answer logs(String json) {
        return post("/v1/logs", JSON, "", json.getBytes(StandardCharsets.UTF_8));
    }

    private long recorded() {
        return fixture.ingestion.counts().accepted();
    }

    @Test
    void request_ofAnAgent_isOnDiskWhenItIsAnswered() {
        RawHttp.Answer answer = logs(LOGS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains(JSON);
        assertThat(answer.text()).isEqualTo("{}");
        assertThat(recorded()).isEqualTo(1);
    }

    @Test
    void sameRequestTwice_isRecordedOnce() {
        assertThat(logs(LOGS).status()).isEqualTo(200);
        assertThat(logs(LOGS).status()).isEqualTo(200);
        assertThat(recorded()).isEqualTo(1);
        assertThat(fixture.ingestion.counts().duplicate()).isEqualTo(1);
    }

    @Test
    void packedRequest_isTakenAsWell() {
        byte[] packed = gzip(LOGS.getBytes(StandardCharsets.UTF_8));
        assertThat(post("/v1/logs", JSON, "Content-Encoding: gzip\r\n", packed).status())
                .isEqualTo(200);
        assertThat(recorded()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/logs", "/v1/traces", "/v1/metrics"})
    void emptyRequest_succeeds_inItsOwnEncoding(String path) {
        assertThat(post(path, JSON, "", "{}".getBytes(StandardCharsets.UTF_8)).text())
                .isEqualTo("{}");
        RawHttp.Answer answer = post(path, PROTOBUF, "", new byte[0]);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains(PROTOBUF);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void tokenInThePath_isAsGoodAsInAHeader() {
        byte[] body = LOGS.getBytes(StandardCharsets.UTF_8);
        String host = "Host: 127.0.0.1:" + fixture.server.port() + "\r\nConnection: close\r\n";
        String right = "POST /otlp/" + fixture.token + "/v1/logs HTTP/1.1\r\n" + host;
        assertThat(send(right, JSON, "", body).status()).isEqualTo(200);
        assertThat(recorded()).isEqualTo(1);
        String wrong =
                "POST /otlp/" + fixture.token.replace(fixture.token.charAt(0), '-') + "/v1/logs HTTP/1.1\r\n" + host;
        assertThat(send(wrong, JSON, "", body).status()).isEqualTo(401);
        assertThat(send(right, JSON, "Authorization: Bearer other\r\n", body).status())
                .isEqualTo(401);
        String elsewhere = "POST /otlp/" + fixture.token + "/v1/events HTTP/1.1\r\n" + host;
        assertThat(send(elsewhere, JSON, "", body).status()).isEqualTo(401);
    }

    @Test
    void telemetryOff_nothingIsKept_andTheAgentIsTold() {
        fixture.enabled = false;
        RawHttp.Answer answer = logs(LOGS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"partialSuccess\":{\"errorMessage\":\"telemetry is off; turn it on: candor enable\","
                        + "\"rejectedLogRecords\":\"1\"}}");
        assertThat(recorded()).isZero();
    }

    @Test
    void brokenRequest_isRefusedWithAStatus_whichQuotesNothingOfIt() {
        RawHttp.Answer answer = logs("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[\"secret plan\"]}]}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).contains(JSON);
        assertThat(answer.json().integer("code")).contains(3L);
        assertThat(answer.text())
                .contains("/resourceLogs/0/scopeLogs/0/logRecords/0")
                .doesNotContain("plan");
        assertThat(post("/v1/logs", PROTOBUF, "", new byte[] {7}).header("Content-Type"))
                .contains(PROTOBUF);
    }

    @ParameterizedTest
    @CsvSource({
        "'', text/plain, '', 415",
        "'', application/json, 'Content-Encoding: br', 415",
        "'', application/json, 'Content-Encoding: gzip', 400",
        "'', application/json, 'Origin: http://evil.example', 403"
    })
    void requestThatIsNotLookedInto_isRefusedWithAStatus(String ignored, String type, String header, int status) {
        RawHttp.Answer answer = post("/v1/logs", type, header.isEmpty() ? "" : header + "\r\n", new byte[] {'{', '}'});
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElseThrow()).isIn(JSON, PROTOBUF);
    }

    @Test
    void requestOverTheBoundWhenUnpacked_isRefused() {
        byte[] packed = gzip(new byte[(64 << 20) + 1]);
        RawHttp.Answer answer = post("/v1/logs", JSON, "Content-Encoding: gzip\r\n", packed);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().text("message").orElseThrow()).contains("67108864 bytes when unpacked");
    }

    @Test
    void logThatCannotBeWritten_asksTheAgentToComeAgain() {
        fixture.ingestion.failAs(Kind.DISK_FULL);
        RawHttp.Answer answer = logs(LOGS);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(answer.json().text("message")).contains("a sentence");
    }

    @Test
    void logRecordsSentAsSpans_areRejectedAndTold() {
        RawHttp.Answer answer = post(
                "/v1/traces",
                JSON,
                "",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"x\"}]}]}]}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().object("partialSuccess").text("rejectedSpans")).contains("1");
    }

    /** There is space for one of the largest: the other is read to its end, hears when to come again, and can be sent whole. */
    @Test
    void largestRequests_twoAtOnce_theSecondIsAskedToComeAgain() throws IOException {
        byte[] body = new byte[64 << 20];
        Arrays.fill(body, (byte) ' ');
        body[0] = '{';
        body[body.length - 1] = '}';
        byte[] head = (fixture.head("POST", "/v1/logs") + "Content-Type: " + JSON + "\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        try (Socket one = new Socket(InetAddress.ofLiteral("127.0.0.1"), fixture.server.port());
                Socket other = new Socket(InetAddress.ofLiteral("127.0.0.1"), fixture.server.port())) {
            one.getOutputStream().write(head);
            // what the system holds back of it is much less than half: the server has the space for all of it by then
            one.getOutputStream().write(body, 0, body.length - 1);
            other.getOutputStream().write(head);
            other.getOutputStream().write(body);
            RawHttp.Answer refused = RawHttp.parse(other.getInputStream().readAllBytes());
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).contains("1");
            one.getOutputStream().write('}');
            assertThat(RawHttp.parse(one.getInputStream().readAllBytes()).status())
                    .isEqualTo(200);
        }
    }
}
