package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.aggregatestore.ExecutionIntakeRecordedShape;
import dev.candor.eventlog.LogHealth;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doors answer to those who may come in. */
class DoorsTest {
    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    final ServerFixture fixture = SERVER.fixture();

    @Test
    void tools_listsThemAll() {
        RawHttp.Answer answer = fixture.get("/tools");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        ArrayValue tools = (ArrayValue) answer.json().member("tools").orElseThrow();
        assertThat(tools.items())
                .hasSize(11)
                .first()
                .satisfies(tool -> assertThat(((ObjectValue) tool).members())
                        .containsOnlyKeys(
                                "name", "title", "description", "inputSchema", "outputSchema", "annotations"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/badge.svg?key=e%CC%81, e\u0301",
        "/v1/badge.svg?key=%20lead, ' lead'",
        "/v1/badge.svg?key=%3Cx%3E, <x>",
        "/v1/badge.svg?key=a/b@1&label=x, a/b@1",
        "/badges/a-b~1.0:c.svg, a-b~1.0:c"
    })
    void badge_isAPicture_whateverItsKey(String address, String key) {
        RawHttp.Answer answer = fixture.get(address);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("image/svg+xml");
        assertThat(answer.text()).isEqualTo(key);
    }

    @Test
    void badge_withoutAKey_isRefused() {
        assertThat(fixture.get("/v1/badge.svg").problem()).isEqualTo("arguments-invalid");
    }

    @Test
    void head_answersAsGetWithoutBody() {
        RawHttp.Answer answer = fixture.http.send(fixture.head("HEAD", "/tools") + "\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void tool_givesItsResultAsCanonicalJson() {
        assertThat(fixture.post("/tools/echo", "{ \"b\": 1.50, \"a\": [\"\u00e4\"] }".replace("\u00e4", "\\u00e4"))
                        .text())
                .isEqualTo("{\"a\":[\"\u00e4\"],\"b\":1.50}");
    }

    @Test
    void tool_withoutBody_getsNoArguments() {
        assertThat(fixture.post("/tools/echo", "").text()).isEqualTo("{}");
    }

    @Test
    void tool_chunkedBody_isRead() {
        RawHttp.Answer answer = fixture.http.send(
                fixture.head("POST", "/tools/echo")
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n5\r\n\":12}\r\n0\r\n\r\n");
        assertThat(answer.text()).isEqualTo("{\"a\":12}");
    }

    @ParameterizedTest
    @CsvSource({
        "busy, 429, some-code",
        "refused, 403, some-code",
        "missing, 404, some-code",
        "unavailable, 503, some-code",
        "nothing, 404, tool-not-found"
    })
    void tool_thatCannot_saysWhoseTurnItIs(String tool, int status, String code) {
        RawHttp.Answer answer = fixture.post("/tools/" + tool, "{}");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(code);
        assertThat(answer.header("Retry-After").isPresent()).isEqualTo(status == 429);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":2}|arguments-not-json",
                "[]|arguments-not-json",
                "{} {}|arguments-not-json",
                "{\"1\":1,\"2\":1,\"3\":1,\"4\":1,\"5\":1,\"6\":1}|arguments-invalid"
            })
    void tool_wrongArguments_areExplained(String body, String code) {
        RawHttp.Answer answer = fixture.post("/tools/echo", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo(code);
    }

    @Test
    void failureOfOurs_saysItsIdAndNothingElse() {
        RawHttp.Answer answer = fixture.post("/tools/boom", "{}");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem()).isEqualTo("internal-error");
        assertThat(answer.text()).contains("id-1").doesNotContain(ServerFixture.SECRET, "Exception", "dev.candor");
    }

    @Test
    void pathOfATool_hasItsArgumentsInTheQuery() {
        RawHttp.Answer answer = fixture.get("/v1/orchestration?repo=a%2Fb+c%C3%A4&limit=5&lost=true&tags=x&tags=y");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"limit\":5,\"lost\":true,\"repo\":\"a/b c\u00e4\",\"tags\":[\"x\",\"y\"]}");
        assertThat(fixture.get("/v1/orchestration").text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=51, arguments-invalid",
        "limit=many, query-invalid",
        "nothing=x, query-invalid",
        "repo=%zz, query-invalid",
        "limit=1&limit=1, query-invalid"
    })
    void pathOfATool_wrongQuery_isExplained(String query, String code) {
        RawHttp.Answer answer = fixture.get("/v1/orchestration?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo(code);
    }

    @Test
    void pathOfATool_isNotThereWithoutTheTool() {
        assertThat(fixture.get("/v1/correlations/x").problem()).isEqualTo("path-not-found");
    }

    @Test
    void apiDocs_describesTheQueryOfAPathByTheToolsOwnSchema() {
        ObjectValue get = at(fixture.get("/v3/api-docs").json(), "paths", "/v1/orchestration", "get");
        assertThat(JsonWriter.compact(get.member("parameters").orElseThrow()))
                .isEqualTo("[{\"in\":\"query\",\"name\":\"repo\",\"required\":false,"
                        + "\"schema\":{\"maxLength\":100,\"type\":\"string\"}},"
                        + "{\"in\":\"query\",\"name\":\"limit\",\"required\":false,"
                        + "\"schema\":{\"maximum\":50,\"minimum\":1,\"type\":\"integer\"}},"
                        + "{\"in\":\"query\",\"name\":\"lost\",\"required\":false,\"schema\":{\"type\":\"boolean\"}},"
                        + "{\"in\":\"query\",\"name\":\"tags\",\"required\":false,"
                        + "\"schema\":{\"items\":{\"type\":\"string\"},\"type\":\"array\"}}]");
    }

    @Test
    void execute_takesTheEnvelope() {
        RawHttp.Answer answer = fixture.post("/execute", """
                {"item_type":"tool","item_id":"core/echo","project_path":"/p","params":{"x":true}}""");
        assertThat(answer.text()).isEqualTo("{\"x\":true}");
        assertThat(fixture.post("/execute", "{}").problem()).isEqualTo("arguments-invalid");
    }

    @Test
    void executions_createsWhenSomethingIsRecorded() {
        assertThat(fixture.post("/v1/executions", "{\"item_id\":\"x\"}").status())
                .isEqualTo(201);
        assertThat(fixture.post("/v1/executions", "{\"item_id\":\"off\"}").status())
                .isEqualTo(200);
        assertThat(fixture.post("/v1/executions", "").problem()).isEqualTo("not-json");
    }

    @Test
    void health_isTriedEachTime() {
        assertThat(fixture.get("/actuator/health/readiness").status()).isEqualTo(200);

        fixture.brokenLog = Optional.of("no space left");
        RawHttp.Answer full = fixture.get("/actuator/health/readiness");
        assertThat(full.status()).isEqualTo(503);
        assertThat(full.text()).contains("no space left");
        assertThat(fixture.get("/actuator/health/liveness").status()).isEqualTo(200);

        fixture.brokenLog = Optional.empty();
        assertThat(fixture.get("/actuator/health").status()).isEqualTo(200);

        fixture.lag = Duration.ofSeconds(61);
        RawHttp.Answer late = fixture.get("/actuator/health");
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.text()).contains("\"lag_ms\":61000");
    }

    @Test
    void health_damagedRows_areDegradedAndServedAllTheSame() {
        fixture.conditions.put("audit", new LogHealth(1, 300, 2, 1, 100, 0, 0));
        fixture.conditions.put("session", new LogHealth(1, 300, 3, 0, 0, 1, 0));

        RawHttp.Answer health = fixture.get("/actuator/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text())
                .contains("\"status\":\"DEGRADED\"}")
                .contains(
                        "\"details\":{\"audit\":{\"damaged_bytes\":100,\"damaged_rows\":1,\"missing_parts\":0,\"rows\":2,"
                                + "\"torn_tails\":0}},\"status\":\"DEGRADED\"");

        RawHttp.Answer readiness = fixture.get("/actuator/health/readiness");
        assertThat(readiness.status()).isEqualTo(200);
        assertThat(readiness.text()).contains("\"status\":\"UP\"}");
    }

    @Test
    void info_saysTheVersion() {
        assertThat(fixture.get("/actuator/info").text())
                .isEqualTo("{\"app\":{\"name\":\"candor\",\"version\":\"1.2.3\"}}");
    }

    @Test
    void prometheus_countsWithFewLabels(@TempDir Path folder) throws ServerException, IOException {
        String counted;
        try (ServerFixture own = new ServerFixture(folder)) {
            own.post("/tools/echo", "{}");
            own.post("/tools/busy", "{}");
            own.post("/tools/made_up_name", "{}");
            own.post("/v1/executions", "{\"item_id\":\"x\"}");
            own.http.send("GET /tools HTTP/1.0\r\n\r\n");
            counted = own.get("/actuator/prometheus").text();
        }

        assertThat(counted)
                .contains(
                        "candor_tool_calls_total{outcome=\"success\",tool=\"echo\"} 1.0",
                        "candor_tool_calls_total{outcome=\"busy\",tool=\"busy\"} 1.0",
                        "candor_tool_calls_total{outcome=\"not_found\",tool=\"other\"} 1.0",
                        "candor_refusals_total{code=\"host-not-allowed\"} 1.0",
                        "candor_refusals_total{code=\"tool-not-found\"} 1.0",
                        "candor_executions_recorded_total 1.0")
                .doesNotContain("made_up_name");
    }

    @Test
    void apiDocs_describesEveryToolByItsOwnSchemas() {
        ObjectValue document = fixture.get("/v3/api-docs").json();
        assertThat(document.text("openapi").orElseThrow()).startsWith("3.1");
        ArrayValue tools =
                (ArrayValue) fixture.get("/tools").json().member("tools").orElseThrow();
        for (JsonValue item : tools.items()) {
            ObjectValue tool = (ObjectValue) item;
            ObjectValue post =
                    at(document, "paths", "/tools/" + tool.text("name").orElseThrow(), "post");
            assertThat(schema(document, at(post, "requestBody")))
                    .isEqualTo(JsonWriter.compact(tool.member("inputSchema").orElseThrow()));
            boolean needsArguments =
                    !tool.object("inputSchema").texts("required").isEmpty();
            assertThat(at(post, "requestBody").member("required")).contains(JsonValue.of(needsArguments));
            assertThat(schema(document, at(post, "responses", "200")))
                    .isEqualTo(JsonWriter.compact(tool.member("outputSchema").orElseThrow()));
            assertThat(at(post, "responses").members())
                    .containsKeys("400", "401", "403", "404", "405", "406", "408", "413", "415", "421", "429", "503");
        }
        assertThat(at(document, "paths").members())
                .containsKeys(
                        "/tools",
                        "/execute",
                        "/v1/executions",
                        "/v1/events",
                        "/v1/events/{contract}",
                        "/actuator/health",
                        "/actuator/health/liveness",
                        "/actuator/health/readiness",
                        "/actuator/info",
                        "/actuator/prometheus",
                        "/v3/api-docs");
        assertThat(at(document, "components", "securitySchemes", "token").text("scheme"))
                .contains("bearer");
    }

    @Test
    void apiDocs_describesExecutionsByTheSchemaThatTheyAreCheckedWith() {
        ObjectValue document = fixture.get("/v3/api-docs").json();
        ObjectValue post = at(document, "paths", "/v1/executions", "post");
        assertThat(schema(document, at(post, "requestBody")))
                .isEqualTo(JsonWriter.compact(ExecutionIntake.INPUT_SCHEMA));
        for (String status : List.of("200", "201")) {
            assertThat(schema(document, at(post, "responses", status)))
                    .isEqualTo(JsonWriter.compact(ExecutionIntakeRecordedShape.INSTANCE.schema()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tools",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/info",
                "/actuator/prometheus",
                "/v3/api-docs"
            })
    void apiDocs_namesTheTypeThatIsSent(String path) {
        ObjectValue described = at(fixture.get("/v3/api-docs").json(), "paths", path, "get", "responses", "200");
        String sent = fixture.get(path).header("Content-Type").orElseThrow();
        assertThat(at(described, "content").members()).containsOnlyKeys(sent.replaceFirst(";.*", ""));
    }

    private static String schema(ObjectValue document, ObjectValue content) {
        ObjectValue schema = at(content, "content", "application/json", "schema");
        String name = schema.text("$ref").orElse("").replace("#/components/schemas/", "");
        return JsonWriter.compact(at(document, "components", "schemas", name));
    }

    private static ObjectValue at(ObjectValue object, String... names) {
        ObjectValue found = object;
        for (String name : names) {
            found = (ObjectValue) found.member(name).orElseThrow(() -> new AssertionError("no " + name));
        }
        return found;
    }
}
