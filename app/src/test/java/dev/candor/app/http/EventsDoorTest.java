package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.ingestion.EarlyEnd.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows over HTTP: what is taken, and how what is not is answered. */
class EventsDoorTest {
    private static final String LINES = "application/x-ndjson";
    private static final String JSON = "application/json";

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    ServerFixture fixture = SERVER.fixture();

    private static String row(int number) {
        return "{\"context\":\"run\",\"duration_ms\":" + number + ",\"skill\":\"s\",\"source\":\"test\","
                + "\"status\":\"success\",\"timestamp_utc\":\"2026-11-20T10:00:00Z\"}";
    }

    private static String rows(int from, int to) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < to; i++) {
            rows.append(row(i)).append('\n');
        }
        return rows.toString();
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private RawHttp.Answer post(String path, String type, String headers, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((fixture.head("POST", path) + "Content-Type: " + type + "\r\nContent-Length: " + body.length
                        + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return fixture.http.send(request.toByteArray());
    }

    private RawHttp.Answer post(String type, String body) {
        return post("/v1/events/skill-usage", type, "", body.getBytes(StandardCharsets.UTF_8));
    }

    private RawHttp.Answer postGzip(String type, byte[] body) {
        return post("/v1/events/skill-usage", type, "Content-Encoding: gzip\r\n", body);
    }

    private RawHttp.Answer chunked(String type, String headers, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((fixture.head("POST", "/v1/events/skill-usage") + "Content-Type: " + type
                        + "\r\nTransfer-Encoding: chunked\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        for (int at = 0; at < body.length; at += 1000) {
            int size = Math.min(1000, body.length - at);
            request.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            request.write(body, at, size);
            request.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        request.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return fixture.http.send(request.toByteArray());
    }

    @Test
    void object_isOneRow() {
        RawHttp.Answer answer = post(JSON, row(1));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains(JSON);
        assertThat(answer.text())
                .isEqualTo("{\"accepted\":1,\"duplicate\":0,\"quarantined\":0,\"received\":1,\"rows\":[]}");
    }

    @Test
    void array_isARowAnItem() {
        RawHttp.Answer answer = post(JSON, "[" + row(1) + "," + row(2) + "]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"accepted\":2,\"duplicate\":0,\"quarantined\":0,\"received\":2,\"rows\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {LINES, "application/ndjson", "application/jsonl", "Application/X-NDJSON; charset=\"UTF-8\""})
    void lines_areARowEach(String type) {
        assertThat(post(type, rows(0, 3)).json().integer("accepted")).contains(3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZip"})
    void gzip_isUnpacked(String encoding) {
        RawHttp.Answer answer =
                post("/v1/events/skill-usage", LINES, "Content-Encoding: " + encoding + "\r\n", gzip(rows(0, 500)));
        assertThat(answer.json().integer("accepted")).contains(500L);
    }

    @Test
    void gzipInChunks_withSeveralMembers_isTakenWhole() {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 40; i++) {
            members.writeBytes(gzip(rows(i * 100, i * 100 + 100)));
        }
        RawHttp.Answer answer = chunked(LINES, "Content-Encoding: gzip\r\n", members.toByteArray());
        assertThat(answer.text()).contains("\"received\":4000");
    }

    @Test
    void chunks_areTakenAsTheyCome() {
        assertThat(chunked(LINES, "", rows(0, 3000).getBytes(StandardCharsets.UTF_8))
                        .text())
                .isEqualTo("{\"accepted\":3000,\"duplicate\":0,\"quarantined\":0,\"received\":3000,\"rows\":[]}");
    }

    @Test
    void sameRowAgain_isADuplicate_andASuccess() {
        post(JSON, row(1));
        RawHttp.Answer answer = post(JSON, row(1));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().integer("duplicate")).contains(1L);
        assertThat(answer.text()).contains("\"code\":\"DUPLICATE\"", "\"line\":1");
    }

    @Test
    void badRow_isQuarantined_theOthersAreAccepted() {
        RawHttp.Answer answer = post(LINES, row(1) + "\n{\"skill\":1}\nno json\n" + row(2) + "\n");
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.text())
                .contains("\"accepted\":2", "\"quarantined\":2", "\"received\":4", "\"line\":2", "\"line\":3");
        assertThat(fixture.ingestion.inQuarantine()).isEqualTo(2);
    }

    @Test
    void nothing_isNoRows_butNoJson() {
        RawHttp.Answer lines = post(LINES, "");
        assertThat(lines.status()).isEqualTo(200);
        assertThat(lines.text())
                .isEqualTo("{\"accepted\":0,\"duplicate\":0,\"quarantined\":0,\"received\":0,\"rows\":[]}");

        RawHttp.Answer json = post(JSON, "");
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.problem()).isEqualTo("rows-undecodable");
    }

    @Test
    void brokenText_isUndecodable_withWhatBecameOfTheRowsBefore() {
        RawHttp.Answer answer = post(JSON, "[" + row(1) + "," + row(2) + " x");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("rows-undecodable");
    }

    @Test
    void tooMuch_isRefusedByItsHead() {
        RawHttp.Answer answer = fixture.http.send(
                fixture.head("POST", "/v1/events") + "Content-Type: " + LINES + "\r\nContent-Length: 1048577\r\n\r\n");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("body-too-large");
        assertThat(answer.header("Connection")).contains("close");
    }

    @Test
    void tooMuchInChunks_tellsWhatBecameOfTheRowsBefore() {
        RawHttp.Answer answer = chunked(LINES, "", rows(0, 12_000).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("body-too-large");
        assertThat(answer.text()).contains("\"receipt\":{\"accepted\":");
    }

    @Test
    void bomb_isBounded() {
        byte[] bomb = gzip("\n".repeat(40 << 20));
        RawHttp.Answer answer = postGzip(LINES, bomb);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("at most 4194304 bytes when unpacked");
    }

    @Test
    void brokenGzip_isUndecodable() {
        byte[] whole = gzip(rows(0, 100));
        byte[] wrongSum = whole.clone();
        wrongSum[whole.length - 6] ^= 1;
        for (byte[] broken : new byte[][] {
            "no gzip".getBytes(StandardCharsets.UTF_8), java.util.Arrays.copyOf(whole, whole.length / 2), wrongSum
        }) {
            RawHttp.Answer answer = postGzip(LINES, broken);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.problem()).isEqualTo("rows-undecodable");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/json; charset=latin1", "*/*"})
    void anotherType_isRefused(String type) {
        RawHttp.Answer answer = post(type, row(1));
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem()).isEqualTo("rows-needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip, gzip", "identity"})
    void anotherEncoding_isRefused_sayingWhichIsTaken(String encoding) {
        RawHttp.Answer answer =
                post("/v1/events", LINES, "Content-Encoding: " + encoding + "\r\n", new byte[] {'{', '}'});
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem()).isEqualTo("encoding-not-taken");
        assertThat(answer.header("Accept-Encoding")).contains("gzip");
    }

    @Test
    void anotherContract_isNotThere() {
        RawHttp.Answer answer = post("/v1/events/skills", LINES, "", new byte[0]);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("contract-not-found");
        assertThat(answer.text()).contains("there are skill-usage, orchestration, session, audit, execution, agent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/events/", "/v1/events/a/b"})
    void anotherPath_isNotThere(String path) {
        assertThat(post(path, LINES, "", new byte[0]).problem()).isEqualTo("path-not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "UNDECODABLE, 400, rows-undecodable",
        "TOO_LARGE, 413, body-too-large",
        "BUSY, 429, ingestion-busy",
        "DISK_FULL, 507, disk-full",
        "UNAVAILABLE, 503, log-unavailable"
    })
    void failure_saysWhoseTurnItIs_andWhatBecameOfTheRowsBefore(Kind kind, int status, String code) {
        fixture.ingestion.failAs(kind);
        RawHttp.Answer answer = post(LINES, rows(0, 2));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(code);
        assertThat(answer.header("Retry-After").isPresent()).isEqualTo(status == 429);
        assertThat(answer.text())
                .contains("\"receipt\":{\"accepted\":1,\"duplicate\":0,\"quarantined\":0,\"received\":1,\"rows\":[]}");
    }

    @Test
    void silence_endsTheWait_withWhatBecameOfTheRowsBefore() {
        RawHttp.Answer answer = fixture.http.send(fixture.head("POST", "/v1/events/skill-usage") + "Content-Type: "
                + LINES + "\r\nContent-Length: 900000\r\n\r\n" + rows(0, 10));
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.problem()).isEqualTo("body-too-slow");
        assertThat(answer.text()).contains("\"receipt\":{\"accepted\":10");
    }

    @Test
    void smallBodyThatDoesNotCome_isNotTakenInPart() {
        RawHttp.Answer answer = fixture.http.send(fixture.head("POST", "/v1/events/skill-usage") + "Content-Type: "
                + LINES + "\r\nContent-Length: 10000\r\n\r\n" + rows(0, 10));
        assertThat(answer.problem()).isEqualTo("body-too-slow");
        assertThat(fixture.ingestion.counts().received()).isZero();
    }

    @Test
    void expectation_isMetBeforeTheBody() {
        String body = rows(0, 1);
        byte[] answers = fixture.http.bytes((fixture.head("POST", "/v1/events/skill-usage") + "Content-Type: " + LINES
                        + "\r\nExpect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8));
        assertThat(new String(answers, StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 100 ")
                .contains("HTTP/1.1 200 ", "\"accepted\":1");
    }

    @Test
    void answerOfAnotherType_isNotGiven() {
        RawHttp.Answer answer = post("/v1/events", LINES, "Accept: text/html\r\n", new byte[0]);
        assertThat(answer.problem()).isEqualTo("json-not-accepted");
    }

    @Test
    void prometheus_countsRowsByWhatBecameOfThem(@TempDir Path folder) throws ServerException, IOException {
        String counted;
        try (ServerFixture own = new ServerFixture(folder)) {
            fixture = own;
            post(LINES, row(1) + "\n" + row(1) + "\n{}\n" + row(2) + "\n");
            counted = own.get("/actuator/prometheus").text();
        }
        assertThat(counted)
                .contains(
                        "candor_ingest_rows_total{contract=\"skill-usage\",result=\"received\"} 4.0",
                        "candor_ingest_rows_total{contract=\"skill-usage\",result=\"accepted\"} 2.0",
                        "candor_ingest_rows_total{contract=\"skill-usage\",result=\"duplicate\"} 1.0",
                        "candor_ingest_rows_total{contract=\"skill-usage\",result=\"quarantined\"} 1.0",
                        "received = accepted + duplicate + quarantined",
                        "candor_ingest_seconds_total{stage=\"append\"} ");
    }
}
