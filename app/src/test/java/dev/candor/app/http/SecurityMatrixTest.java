package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method, on every door, by every kind of caller. */
class SecurityMatrixTest {
    private static final List<String> METHODS = List.of("GET", "POST", "OPTIONS");
    private static final List<String> PATHS =
            List.of("/tools", "/execute", "/mcp", "/v1/executions", "/actuator/health");

    private enum Caller {
        GOOD,
        FOREIGN_HOST,
        LOCALHOST_EVIL_COM,
        FOREIGN_ORIGIN,
        NULL_ORIGIN,
        NO_TOKEN,
        WRONG_TOKEN,
        IPV6_HOST,
        TEXT_PLAIN
    }

    private record Case(String method, String path, Caller caller) {}

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

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Caller caller : Caller.values()) {
            for (String path : PATHS) {
                METHODS.forEach(method -> cases.add(new Case(method, path, caller)));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCaller_getsItsStatus(Case one) {
        int before = fixture.calls.get();

        RawHttp.Answer answer = fixture.http.send(request(one));

        assertThat(answer.status()).isEqualTo(expected(one));
        assertThat(answer.headers())
                .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("access-control-"));
        if (answer.status() >= 400) {
            assertThat(answer.problem()).isNotEmpty();
            assertThat(fixture.calls).hasValue(before);
        }
        assertThat(answer.header("Allow").isPresent()).isEqualTo(answer.status() == 405);
        assertThat(answer.header("WWW-Authenticate").isPresent()).isEqualTo(answer.status() == 401);
    }

    private static int expected(Case one) {
        return switch (one.caller()) {
            case FOREIGN_HOST, LOCALHOST_EVIL_COM -> 421;
            case FOREIGN_ORIGIN, NULL_ORIGIN -> 403;
            // whether the server works is nobody's secret
            case NO_TOKEN ->
                one.path().equals("/actuator/health") && one.method().equals("GET") ? 200 : 401;
            case WRONG_TOKEN -> 401;
            case GOOD, IPV6_HOST -> statusOfGood(one);
            case TEXT_PLAIN -> statusOfGood(one) / 100 == 2 && one.method().equals("POST") ? 415 : statusOfGood(one);
        };
    }

    private static int statusOfGood(Case one) {
        return switch (one.method() + " " + one.path()) {
            case "GET /tools", "GET /actuator/health", "POST /execute", "POST /mcp" -> 200;
            case "POST /v1/executions" -> 201;
            // a stream of events, which these callers do not accept
            case "GET /mcp" -> 406;
            default -> 405;
        };
    }

    private static String body(String path) {
        return path.equals("/mcp")
                ? "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\"}}"
                : "{\"item_type\":\"tool\",\"item_id\":\"core/echo\",\"project_path\":\"/\"}";
    }

    private static String request(Case one) {
        int port = fixture.server.port();
        StringBuilder request =
                new StringBuilder(one.method() + " " + one.path() + " HTTP/1.1\r\nConnection: close\r\n");
        request.append("Host: ")
                .append(
                        switch (one.caller()) {
                            case FOREIGN_HOST -> "evil.example:" + port;
                            case LOCALHOST_EVIL_COM -> "localhost.evil.com:" + port;
                            case IPV6_HOST -> "[::1]:" + port;
                            default -> "localhost:" + port;
                        });
        request.append("\r\n");
        switch (one.caller()) {
            case FOREIGN_ORIGIN -> request.append("Origin: http://evil.example\r\n");
            case NULL_ORIGIN -> request.append("Origin: null\r\n");
            default -> {}
        }
        switch (one.caller()) {
            case NO_TOKEN -> {}
            case WRONG_TOKEN ->
                request.append("Authorization: Bearer ").append("x".repeat(43)).append("\r\n");
            default ->
                request.append("Authorization: Bearer ").append(fixture.token).append("\r\n");
        }
        String body = one.method().equals("POST") ? body(one.path()) : "";
        String type = one.caller() == Caller.TEXT_PLAIN ? "text/plain" : "application/json";
        return request.append("Content-Type: ")
                .append(type)
                .append("\r\nContent-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }
}
