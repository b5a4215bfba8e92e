package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.candor.aggregatestore.Execution;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.TraceContext;
import dev.candor.items.run.ItemBench.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The trace that a call is part of goes on in what the call runs, and stands in what is recorded. */
@Timeout(60)
class RunTracedTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    private static final Optional<String> NONE = Optional.empty();
    private static final String PRINT = "env | grep -iE '^(TRACEPARENT|TRACESTATE|BAGGAGE)=' | sort | tr '\\n' ' '\n";

    @TempDir
    Path folder;

    private ItemBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new ItemBench(folder);
        bench.item("tools/print.sh", PRINT);
        bench.environment.remove("TRACEPARENT");
        bench.environment.remove("TRACESTATE");
        bench.environment.remove("BAGGAGE");
    }

    private Result run(
            String type, String id, Optional<String> parent, Optional<String> state, Optional<String> baggage)
            throws Exception {
        ToolContext context =
                new ToolContext(new Cancellation(), progress -> {}, new TraceContext(parent, state, baggage));
        return bench.call(
                "{'item_type':'" + type + "','item_id':'" + id + "','project_path':'" + bench.project + "'}", context);
    }

    private String printed(Optional<String> parent, Optional<String> state, Optional<String> baggage) throws Exception {
        return run("tool", "print", parent, state, baggage).text("stdout").strip();
    }

    private void inherit() {
        bench.environment.put("TRACEPARENT", OTHER);
        bench.environment.put("TRACESTATE", "old=1");
        bench.environment.put("BAGGAGE", "old=2");
    }

    @Test
    void process_getsTheTraceOfTheCall() throws Exception {
        assertThat(printed(Optional.of(PARENT), Optional.of("a=1"), Optional.of("b=2")))
                .isEqualTo("BAGGAGE=b=2 TRACEPARENT=" + PARENT + " TRACESTATE=a=1");
        assertThat(printed(NONE, NONE, NONE)).isEmpty();
    }

    @Test
    void process_ofATracedCall_inheritsNothingOfAnotherTrace() throws Exception {
        inherit();
        assertThat(printed(Optional.of(PARENT), NONE, NONE)).isEqualTo("TRACEPARENT=" + PARENT);
        assertThat(printed(Optional.of(PARENT), Optional.of("a=1"), NONE))
                .isEqualTo("TRACEPARENT=" + PARENT + " TRACESTATE=a=1");
    }

    @Test
    void process_ofACallWithoutATrace_inheritsWhatIsThere() throws Exception {
        inherit();
        assertThat(printed(NONE, NONE, NONE)).isEqualTo("BAGGAGE=old=2 TRACEPARENT=" + OTHER + " TRACESTATE=old=1");
    }

    @Test
    void process_ofACallWithBaggageOnly_inheritsNothingOfAnotherTrace() throws Exception {
        inherit();
        assertThat(printed(NONE, Optional.of("a=1"), Optional.of("b=2"))).isEqualTo("BAGGAGE=b=2");
    }

    @Test
    void process_neverGetsABadTraceparent_norItsState() throws Exception {
        for (String bad : List.of(
                "",
                "nonsense",
                PARENT + "-00",
                PARENT.replace("00-4bf", "ff-4bf"),
                PARENT.replace("4bf9", "4BF9"),
                PARENT + "\nEVIL=1")) {
            assertThat(printed(Optional.of(bad), Optional.of("a=1"), NONE))
                    .as(bad)
                    .isEmpty();
        }
        assertThat(bench.runs).allSatisfy(run -> assertThat(run.traceparent()).isEmpty());
    }

    @Test
    void yamlTool_mayNameATraceItself_thenTheStateGoes() throws Exception {
        bench.item(
                "tools/own.yaml",
                "executor_id: subprocess\nconfig:\n  command: sh\n  args: ['-c', \""
                        + PRINT.strip().replace("\\", "\\\\") + "\"]\n  env: {TRACEPARENT: " + OTHER + "}\n");
        assertThat(run("tool", "own", Optional.of(PARENT), Optional.of("a=1"), Optional.of("b=2"))
                        .text("stdout")
                        .strip())
                .isEqualTo("BAGGAGE=b=2 TRACEPARENT=" + OTHER);
    }

    @Test
    void recordedRun_saysItsTrace() throws Exception {
        bench.item("directives/d.md", "Do it.\n");
        bench.item("knowledge/k.md", "Text\n");

        run("tool", "print", Optional.of(PARENT), NONE, NONE);
        run("directive", "d", Optional.of(PARENT), NONE, NONE);
        run("knowledge", "k", Optional.of(PARENT), NONE, NONE);
        run("tool", "print", NONE, NONE, Optional.of("b=2"));

        assertThat(bench.runs)
                .extracting(Execution::traceparent)
                .containsExactly(Optional.of(PARENT), Optional.of(PARENT), Optional.empty());
        assertThat(bench.accessTraces).containsExactly(PARENT);
    }

    @Test
    void httpTool_sendsTheTrace_butWhatItSetsItselfStays() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getOrDefault("Traceparent", List.of())
                    + exchange.getRequestHeaders().getOrDefault("Tracestate", List.of())
                    + exchange.getRequestHeaders().getOrDefault("Baggage", List.of()));
            if (exchange.getRequestURI().getPath().equals("/away")) {
                int port = server.getAddress().getPort();
                exchange.getResponseHeaders().add("Location", "http://localhost:" + port + "/there");
            }
            exchange.sendResponseHeaders(exchange.getResponseHeaders().containsKey("Location") ? 302 : 200, -1);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            http("plain", base + "/plain", "{}");
            http("own", base + "/own", "{TraceParent: " + OTHER + "}");
            http("bag", base + "/bag", "{BAGGAGE: own=1}");
            http("away", base + "/away", "{}");
            for (String tool : List.of("plain", "own", "bag", "away")) {
                run("tool", tool, Optional.of(PARENT), Optional.of("a=1"), Optional.of("b=2"));
            }
            run("tool", "plain", NONE, Optional.of("a=1"), NONE);
        } finally {
            server.stop(0);
        }
        assertThat(seen)
                .containsExactly(
                        "/plain [" + PARENT + "][a=1][b=2]",
                        "/own [" + OTHER + "][][b=2]",
                        "/bag [" + PARENT + "][a=1][own=1]",
                        "/away [" + PARENT + "][a=1][b=2]",
                        "/there [][][]",
                        "/plain [][][]");
    }

    private void http(String name, String url, String headers) throws IOException {
        bench.item(
                "tools/" + name + ".yaml",
                "executor_id: http_client\nconfig: {url: '" + url + "', headers: " + headers + "}\n");
    }
}
