package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.candor.aggregatestore.Outcome;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.items.run.ItemBench.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("looks for threads that are left")
@Timeout(60)
class RunHttpToolsTest {
    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private ItemBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new ItemBench(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        on("/json", exchange -> answer(exchange, 200, "{\"ok\":true}"));
        on("/text", exchange -> answer(exchange, 200, "plain"));
        on("/missing", exchange -> answer(exchange, 404, "{\"why\":\"none\"}"));
        on("/deep", exchange -> answer(exchange, 200, "[".repeat(60) + "]".repeat(60)));
        on("/tricky", exchange -> answer(exchange, 200, "1],[2"));
        on("/large", exchange -> answer(exchange, 200, "x".repeat(1_000_000)));
        on("/loop", exchange -> redirect(exchange, "/loop"));
        on("/there", exchange -> redirect(exchange, "/json"));
        on("/file", exchange -> redirect(exchange, "file:///etc/passwd"));
        on(
                "/away",
                exchange -> redirect(
                        exchange, "http://localhost:" + server.getAddress().getPort() + "/json"));
        on("/never", exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void tearDown() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void get_fillsTheAddressSafely() throws Exception {
        tool("get", "url: '{base}/json/{id}?q={q}'", "base, id, q");

        Result result = bench.run("get", "{'base':'" + base() + "','id':'a/../b?x#y','q':'1&2=ü'}");

        assertThat(result.text("outcome")).isEqualTo("success");
        assertThat(result.number("status_code")).isEqualTo(200);
        assertThat(result.json("body")).isEqualTo("{\"ok\":true}");
        assertThat(result.number("http_calls")).isEqualTo(1);
        assertThat(result.number("subprocess_calls")).isZero();
        assertThat(requests).containsExactly("GET /json/a%2F..%2Fb%3Fx%23y?q=1%262%3D%C3%BC auth=null ");
        assertThat(bench.refusal("get", "{'base':'" + base() + "','id':'..','q':'1'}"))
                .contains("params-invalid");
    }

    @Test
    void post_bodyThatBecomesTooLong_isRefused() throws Exception {
        tool("many", "method: post\n  url: '{base}/json'\n  body: [" + "\"{x}\",".repeat(100) + "]", "base, x");
        String params = "{'base':'" + base() + "','x':'" + "y".repeat(100_000) + "'}";

        assertThat(bench.refusal("many", params)).contains("params-invalid").contains("too long a text");
        assertThat(requests).isEmpty();
    }

    @Test
    void post_bodyKeepsTypes_andAuthComesFromTheEnvironment() throws Exception {
        bench.environment.put("API_TOKEN", "s3cret");
        tool("post", """
                method: post
                  url: "${BASE:-http://nowhere.invalid}/json"
                  auth: {type: bearer, token: "${API_TOKEN}"}
                  headers: {Content-Type: application/json}
                  body: {model: "{model}", max: "{max}", text: "use {model}", gone: "{gone}", list: ["{gone}", 1]}""", "model, max, gone");
        bench.environment.put("BASE", base());

        Result result = bench.run("post", "{'model':'m','max':5}");

        assertThat(result.text("outcome")).isEqualTo("success");
        assertThat(requests)
                .containsExactly(
                        "POST /json auth=Bearer s3cret {\"list\":[1],\"max\":5,\"model\":\"m\",\"text\":\"use m\"}");
    }

    @Test
    void header_thatWouldBecomeTwo_isRefusedBeforeAnythingIsSent() throws Exception {
        tool("h", "url: '" + base() + "/json'\n  headers: {X-A: 'v {v}'}", "v");

        assertThat(bench.refusal("h", "{'v':'a\\r\\nX-B: c'}")).contains("params-invalid");
        assertThat(requests).isEmpty();
    }

    @Test
    void answer_of400AndMore_isAFailure() throws Exception {
        tool("m", "url: '" + base() + "/missing'", "");

        Result result = bench.run("m", "{}");

        assertThat(result.text("outcome")).isEqualTo("failure");
        assertThat(result.text("error")).isEqualTo("HTTP 404");
        assertThat(result.json("body")).isEqualTo("{\"why\":\"none\"}");
        assertThat(bench.runs.getFirst().httpCalls()).isEqualTo(1);
    }

    @Test
    void answer_noJson_isText_andALargeOneIsCut() throws Exception {
        tool("t", "url: '" + base() + "/text'", "");
        tool("l", "url: '" + base() + "/large'", "");

        tool("d", "url: '" + base() + "/deep'", "");
        tool("y", "url: '" + base() + "/tricky'", "");

        assertThat(bench.run("t", "{}").text("body")).isEqualTo("plain");
        assertThat(bench.run("d", "{}").text("body")).startsWith("[[[");
        assertThat(bench.run("y", "{}").text("body")).isEqualTo("1],[2");
        Result large = bench.run("l", "{}");
        assertThat(large.text("body")).hasSize(10_000);
        assertThat(large.is("body_truncated")).isTrue();
    }

    @Test
    void redirects_areFollowedCountedAndLimited() throws Exception {
        tool("there", "url: '" + base() + "/there'", "");
        tool("loop", "url: '" + base() + "/loop'", "");
        tool("file", "url: '" + base() + "/file'", "");

        assertThat(bench.run("there", "{}").number("http_calls")).isEqualTo(2);
        Result loop = bench.run("loop", "{}");
        assertThat(loop.text("error")).isEqualTo("redirected more than 5 times");
        assertThat(loop.number("http_calls")).isEqualTo(6);
        tool("nowhere", "url: '" + base() + "/nowhere'", "");
        assertThat(bench.run("file", "{}").text("error")).contains("where we do not follow");
        assertThat(bench.run("nowhere", "{}").text("outcome")).isEqualTo("failure");
    }

    @Test
    void redirect_toAnotherHost_takesNoSecretsAlong() throws Exception {
        tool("away", "url: '" + base() + "/away'\n  auth: {type: bearer, token: s3cret}", "");

        bench.run("away", "{}");

        assertThat(requests).containsExactly("GET /away auth=Bearer s3cret ", "GET /json auth=null ");
    }

    @Test
    void noAnswer_isTriedAgain_andSaysSo() throws Exception {
        server.stop(0);
        tool("r", "url: '" + base() + "/json'\n  retry: {max_attempts: 2, backoff: fixed}", "");

        Result result = bench.run("r", "{}");

        assertThat(result.text("outcome")).isEqualTo("failure");
        assertThat(result.text("error")).startsWith("no answer from 127.0.0.1: ");
        assertThat(result.number("http_calls")).isEqualTo(2);
    }

    @Test
    void noAnswerInTime_isATimeout() throws Exception {
        tool("slow", "url: '" + base() + "/never'\n  timeout: 0.2", "");
        tool("whole", "url: '" + base() + "/never'", "");

        assertThat(bench.run("slow", "{}").text("outcome")).isEqualTo("timeout");
        Result whole = bench.call(
                "{'item_type':'tool','item_id':'whole','project_path':'" + bench.project + "','timeout_s':0.2}");
        assertThat(whole.text("error")).isEqualTo("not done within 0.2 s");
    }

    /** Runs a tool that is cancelled as soon as it has asked the server something, and ends long before its time is over. */
    private Result cancelledAtItsFirstRequest(String item) throws Exception {
        Cancellation cancellation = new Cancellation();
        Thread canceller = Thread.ofPlatform().start(() -> {
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (requests.isEmpty() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            cancellation.cancel();
        });
        Result result = bench.call(
                "{'item_type':'tool','item_id':'" + item + "','project_path':'" + bench.project + "'}",
                new ToolContext(cancellation, progress -> {}));
        canceller.join();
        assertThat(requests).isNotEmpty();
        return result;
    }

    @Test
    void cancellation_endsTheRequest_andLeavesNoThread() throws Exception {
        tool("slow", "url: '" + base() + "/never'", "");
        Result result = cancelledAtItsFirstRequest("slow");

        assertThat(result.text("outcome")).isEqualTo("cancelled");
        assertThat(bench.runs).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(run.httpCalls()).isEqualTo(1);
        });
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("HttpClient"));
    }

    @Test
    void cancellation_betweenTwoAttempts_isNotWaitedOut() throws Exception {
        on("/broken", exchange -> exchange.close());
        tool("again", "url: '" + base() + "/broken'\n  retry: {max_attempts: 5}", "");
        Result result = cancelledAtItsFirstRequest("again");

        assertThat(result.number("http_calls")).isEqualTo(1);
    }

    @Test
    void progress_ofARequest_saysWhatIsWaitedFor() throws Exception {
        tool("slow", "url: '" + base() + "/never'\n  timeout: 0.6", "");
        List<ToolContext.Progress> told = Collections.synchronizedList(new ArrayList<>());

        bench.call(
                "{'item_type':'tool','item_id':'slow','project_path':'" + bench.project + "'}",
                new ToolContext(new Cancellation(), told::add));

        assertThat(told).extracting(ToolContext.Progress::phase).startsWith("finding", "starting", "running");
        assertThat(told.subList(1, told.size()))
                .extracting(ToolContext.Progress::message)
                .containsOnly("GET 127.0.0.1");
    }

    @Test
    void config_thatMakesNoRequest_isRefused() throws Exception {
        tool("scheme", "url: 'file:///etc/passwd'", "");
        tool("method", "url: '" + base() + "/json'\n  method: TRACE", "");
        tool("auth", "url: '" + base() + "/json'\n  auth: {type: magic}", "");
        tool("host", "url: '" + base() + "/json'\n  headers: {Host: evil}", "");
        tool("none", "method: GET", "");

        assertThat(bench.refusal("scheme", "{}")).contains("no http or https address");
        assertThat(bench.refusal("none", "{}")).contains("no http or https address");
        assertThat(bench.refusal("method", "{}")).contains("config.method must be one of");
        assertThat(bench.refusal("auth", "{}")).contains("config.auth.type must be bearer or api_key");
        assertThat(bench.refusal("host", "{}")).contains("item-invalid");
        assertThat(requests).isEmpty();
    }

    private void tool(String name, String config, String parameters) throws IOException {
        StringBuilder yaml = new StringBuilder("tool_id: " + name + "\nexecutor_id: http_client\nparameters:");
        yaml.append(parameters.isEmpty() ? " []\n" : "\n");
        for (String parameter : parameters.isEmpty() ? new String[0] : parameters.split(", ", -1)) {
            yaml.append("  - {name: ").append(parameter).append("}\n");
        }
        bench.item("tools/" + name + ".yaml", yaml + "config:\n  " + config + "\n");
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void on(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " auth="
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            handler.handle(exchange);
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }
}
