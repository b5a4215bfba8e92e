package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.EventLog;
import dev.candor.export.ExportFormat;
import dev.candor.export.ExportOptions;
import dev.candor.export.SessionBundle;
import dev.candor.export.verify.BundleVerifier;
import dev.candor.export.verify.Verification;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.LoadedSession;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bundles over HTTP: the same bytes as on disk, and refusals before the first of them. */
class SessionsDoorTest {
    private static final ExportOptions PLAIN_EXPORT = new ExportOptions(Optional.empty(), false);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    @TempDir
    Path folder;

    private final ServerFixture fixture = SERVER.fixture();

    @BeforeAll
    static void recordTwoSessions() throws IOException {
        recordTwoSessions(SERVER.fixture());
    }

    private static void recordTwoSessions(ServerFixture fixture) throws IOException {
        record(fixture, "s-1", "p", 20);
        try (EventLog log = fixture.sessionLog()) {
            log.append(List.of(row("s-2", "p", 0)
                    .replace("alarm_activated", "never_heard_of")
                    .getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static void record(ServerFixture fixture, String session, String actor, int count) throws IOException {
        try (EventLog log = fixture.sessionLog()) {
            for (int i = 0; i < count; i++) {
                log.append(List.of(row(session, actor, i).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static String row(String session, String actor, int number) {
        return "{\"actor_id\":\"" + actor + "\",\"event_id\":\"e" + number
                + "\",\"event_type\":\"alarm_activated\","
                + "\"outcome\":\"success\",\"participant_id\":\"p\",\"phase\":\"audit\","
                + "\"score_delta\":-" + number + ",\"session_id\":\"" + session + "\","
                + "\"timestamp\":\"2026-11-20T10:00:00Z\"}";
    }

    private byte[] expected(ExportFormat format, ExportOptions options) throws ToolException, IOException {
        ScenarioFolders scenarios = new ScenarioFolders(List.of(Path.of("../config/scenarios")));
        try (EventLog log = fixture.sessionLog();
                LoadedSession session = new Sessions(log, fixture::sessionIndex, scenarios)
                        .open("s-1", Optional.empty(), Optional.empty(), rows -> {})) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new SessionBundle(session, options).write(format, out);
            return out.toByteArray();
        }
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void bundle_isWhatAnExportWrites(ExportFormat format) throws ToolException, IOException {
        String name = format.fileName().replaceFirst(".*\\.", "");
        RawHttp.Answer answer = fixture.get("/v1/sessions/s-1/bundle?format=" + name);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith(format.mediaType()));
        assertThat(answer.header("Content-Disposition")).contains("attachment; filename=\"" + format.fileName() + "\"");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.body()).isEqualTo(expected(format, PLAIN_EXPORT));
    }

    @Test
    void options_standInTheQuery() throws ToolException, IOException {
        assertThat(fixture.get("/v1/sessions/s-1/bundle").body()).isEqualTo(expected(ExportFormat.JSON, PLAIN_EXPORT));
        assertThat(fixture.get("/v1/sessions/s-1/bundle?exported_at=2026-12-01T00:00:00Z&scenario=office_fire_mvp")
                        .body())
                .isEqualTo(expected(ExportFormat.JSON, new ExportOptions(Optional.of("2026-12-01T00:00:00Z"), false)));
        assertThat(fixture.get("/v1/sessions/s-1/bundle?format=csv&spreadsheet_safe=true")
                        .body())
                .isEqualTo(expected(ExportFormat.CSV, new ExportOptions(Optional.empty(), true)));
    }

    @Test
    void manifest_listsEveryFile() {
        ObjectValue manifest =
                fixture.get("/v1/sessions/s-1/bundle?format=manifest").json();
        assertThat(manifest.integer("events")).contains(20L);
        assertThat(manifest.members().get("files").toString())
                .contains("session.json", "session.csv", "report.html", "rubric.json");
    }

    @Test
    void filesOfAllFormats_areABundleThatCanBeVerified() throws ToolException, IOException {
        Path bundle = Files.createDirectory(folder.resolve("s-1"));
        Map<String, String> files = Map.of(
                "json", "session.json",
                "csv", "session.csv",
                "html", "report.html",
                "scenario", "scenario.json",
                "rubric", "rubric.json",
                "microdrills", "microdrills.json",
                "manifest", "manifest.json");
        for (Map.Entry<String, String> file : files.entrySet()) {
            RawHttp.Answer answer = fixture.get("/v1/sessions/s-1/bundle?format=" + file.getKey());
            assertThat(answer.header("Content-Disposition"))
                    .contains("attachment; filename=\"" + file.getValue() + "\"");
            Files.write(bundle.resolve(file.getValue()), answer.body());
        }
        Verification verification = BundleVerifier.verify(
                bundle,
                Optional.empty(),
                new ScenarioFolders(List.of(Path.of("../config/scenarios"))),
                false,
                events -> {});
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.files()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/sessions/none/bundle, 404, session-not-found",
        "/v1/sessions/s-2/bundle, 403, scenario-unclear",
        "/v1/sessions/s-1/bundle?scenario=none, 404, scenario-unknown",
        "/v1/sessions/s-1/bundle?format=xml, 400, query-invalid",
        "/v1/sessions/s-1/bundle?exported_at=now, 400, query-invalid",
        "/v1/sessions/s-1/bundle?spreadsheet_safe=1, 400, query-invalid",
        "/v1/sessions/s-1/bundle?force=true, 400, query-invalid",
        "/v1/sessions/s%201/bundle, 404, path-not-found"
    })
    void whatCannotBeGiven_isAProblem(String path, int status, String code) {
        RawHttp.Answer answer = fixture.get(path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(code);
        assertThat(answer.header("Content-Disposition")).isEmpty();
    }

    @Test
    void otherType_isNotAccepted_andNobodyGetsInWithoutToken() {
        String path = "/v1/sessions/s-1/bundle";
        assertThat(fixture.http
                        .send(fixture.head("GET", path) + "Accept: text/html\r\n\r\n")
                        .status())
                .isEqualTo(406);
        assertThat(fixture.http
                        .send("GET " + path + " HTTP/1.1\r\nHost: localhost:" + fixture.server.port()
                                + "\r\nConnection: close\r\n\r\n")
                        .status())
                .isEqualTo(401);
        assertThat(fixture.post(path, "{}").status()).isEqualTo(405);
    }

    @Test
    void head_hasNoBody() {
        RawHttp.Answer answer = fixture.http.send(fixture.head("HEAD", "/v1/sessions/s-1/bundle") + "\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void manySessionsOneAfterTheOther_leaveTheirPlaces() {
        for (int i = 0; i < 10; i++) {
            assertThat(fixture.get("/v1/sessions/s-1/bundle?format=csv").status())
                    .isEqualTo(200);
            assertThat(fixture.get("/v1/sessions/none/bundle").status()).isEqualTo(404);
        }
    }

    @Test
    void sessionsThatToolsRead_takeNoPlaceFromBundles() throws ToolException, IOException {
        List<LoadedSession> read = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            read.add(fixture.sessions.open("s-1", Optional.empty(), Optional.empty(), rows -> {}));
        }
        assertThat(fixture.get("/v1/sessions/s-1/bundle").status()).isEqualTo(200);
        for (LoadedSession session : read) {
            session.close();
        }
    }

    @Test
    void threeReadersWhoDoNotGoOn_keepAFourthWaiting_andNobodyElse() throws Exception {
        try (ServerFixture own =
                new ServerFixture(folder, ServerFixture.LIMITS.replace("silence: 1s", "silence: 60s"))) {
            recordTwoSessions(own);
            record(own, "s-3", "x".repeat(900_000), 24);
            List<Socket> readers = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    readers.add(startReading(own, "/v1/sessions/s-3/bundle"));
                }
                RawHttp.Answer answer = own.get("/v1/sessions/s-1/bundle");
                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.problem()).isEqualTo("sessions-busy");
                assertThat(own.sessions.list(Optional.empty(), 10, rows -> {}).total())
                        .isEqualTo(3);
            } finally {
                for (Socket reader : readers) {
                    reader.close();
                }
            }
        }
    }

    /** Returns when the head of the answer comes: then it has its place. */
    private static Socket startReading(ServerFixture server, String path) throws IOException {
        Socket reader = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.server.port());
        reader.setSoTimeout(20_000);
        reader.getOutputStream().write((server.head("GET", path) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(reader.getInputStream().read()).isEqualTo('H');
        return reader;
    }

    @Test
    void apiDocs_describesIt() {
        assertThat(fixture.get("/v3/api-docs").text()).contains("\"/v1/sessions/{session_id}/bundle\"");
    }
}
