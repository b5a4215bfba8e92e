package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.ServerNote;
import dev.candor.config.UserPath;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.testing.Await;
import dev.candor.testing.HostileQueries;
import dev.candor.testing.HostileQueries.Hostile;
import dev.candor.testing.Proof;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SQL over HTTP, with the flag that allows it: hostile queries end, and others are answered meanwhile. */
class QueryToolIT {
    private static final String CANARY = "canary-7d1f";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static Process server;
    private static String url;
    private static String token;
    private static Path canary;

    @BeforeAll
    static void serve() throws IOException {
        Installed installed = new Installed(folder);
        assertThat(installed
                        .candor(
                                "tool",
                                "record_event",
                                "{\"contract\":\"skill-usage\",\"event\":{\"context\":\"c\",\"duration_ms\":1,\"skill\":\"s\","
                                        + "\"source\":\"o\",\"status\":\"success\",\"timestamp_utc\":\"2026-01-28T14:22:00.000Z\"}}")
                        .exitCode())
                .isZero();
        canary = Files.createDirectory(folder.resolve("outside")).resolve("canary.csv");
        Files.writeString(canary, CANARY + "\n");
        server = installed.start(Installed.CANDOR.toString(), "serve", "--port", "0", "--allow-query");
        UserPath userPath = new UserPath(folder.toAbsolutePath().resolve("home/.ai"));
        Await.until(() -> running(userPath));
        url = ServerNote.running(userPath).orElseThrow().url();
        token = Files.readString(userPath.token()).strip();
    }

    private static boolean running(UserPath userPath) {
        try {
            return ServerNote.running(userPath).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void end() {
        server.destroyForcibly();
    }

    private static HttpRequest post(String path, ObjectValue body) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonWriter.compact(body)))
                .build();
    }

    private static HttpRequest query(String sql) {
        return post("/v1/query", new ObjectValue(Map.of("sql", JsonValue.of(sql))));
    }

    private static HttpResponse<String> answer(HttpRequest request) throws Exception {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    @Test
    void rows_areObjects_andMoreThanTheMostAreTold() throws Exception {
        assertThat(answer(query("SELECT skill, duration_ms, reason_code FROM skill_usage"))
                        .body())
                .isEqualTo("{\"is_cut\":false,\"rows\":[{\"duration_ms\":1,\"reason_code\":null,\"skill\":\"s\"}]}");
        ObjectValue many = ObjectValue.parse(
                answer(query("SELECT range AS n FROM range(20000)")).body());
        assertThat(many.isTrue("is_cut")).isTrue();
        assertThat(many.objects("rows")).hasSize(10_000);
    }

    /** Each in the full proof, else some of each kind. */
    private static Stream<Hostile> hostile() {
        List<Hostile> all = HostileQueries.all();
        int count = Proof.of(all.size());
        return IntStream.range(0, count).mapToObj(i -> all.get(i * all.size() / count));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileQuery_isRefused_andOthersAreAnsweredMeanwhile(Hostile hostile) throws Exception {
        CompletableFuture<HttpResponse<String>> refused =
                HTTP.sendAsync(query(hostile.sql(canary)), BodyHandlers.ofString());
        HttpResponse<String> other = answer(post("/tools/telemetry_status", new ObjectValue(Map.of())));
        assertThat(other.statusCode()).isEqualTo(200);

        // one is longer than the body of a request may be
        assertThat(refused.join().statusCode()).isIn(400, 403, 413);
        String detail = ObjectValue.parse(refused.join().body()).text("detail").orElse("");
        assertThat(detail).isNotEmpty().doesNotContain(CANARY);
        // what takes too long for a second may be refused for another reason before five are over
        if (refused.join().statusCode() == 400 && !hostile.reason().equals(HostileQueries.STOPPED)) {
            assertThat(detail).contains(hostile.reason());
        }
        try (Stream<Path> files = Files.list(canary.getParent())) {
            assertThat(files).containsExactly(canary);
        }
        assertThat(canary).hasContent(CANARY);
        assertThat(answer(query("SELECT count(*) AS n FROM skill_usage")).body())
                .isEqualTo("{\"is_cut\":false,\"rows\":[{\"n\":1}]}");
    }

    @Test
    void secondQueryAtOnce_isBusy() throws Exception {
        CompletableFuture<HttpResponse<String>> first =
                HTTP.sendAsync(query("SELECT sleep_ms(60000)"), BodyHandlers.ofString());
        Await.until(() -> server.descendants().findAny().isPresent());
        HttpResponse<String> second = answer(query("SELECT 1 AS one"));
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.body()).contains("urn:candor:problem:query-busy");
        assertThat(first.join().statusCode()).isEqualTo(403);
        assertThat(first.join().body()).contains(HostileQueries.STOPPED).contains("query-stopped");
        assertThat(server.descendants()).isEmpty();
    }

    @Test
    void agentIsOfferedIt_withTheFlagOnly() {
        Installed installed = new Installed(folder);
        installed.write("asked.jsonl", """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
                "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
                {"jsonrpc":"2.0","method":"notifications/initialized"}
                {"jsonrpc":"2.0","id":2,"method":"tools/list"}
                """);
        String mcp = Installed.CANDOR + " mcp < asked.jsonl";
        assertThat(installed.command("sh", "-c", mcp).out())
                .contains("\"name\":\"show_stats\"")
                .doesNotContain("\"name\":\"query_events\"");
        assertThat(installed.command("sh", "-c", mcp + " --allow-query").out()).contains("\"name\":\"query_events\"");
    }
}
