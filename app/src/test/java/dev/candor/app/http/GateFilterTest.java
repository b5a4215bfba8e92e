package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.http.Route.Access;
import dev.candor.app.http.Route.Body;
import dev.candor.app.http.page.BrowserSessions;
import dev.candor.app.tools.Toolbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of failures that come before and after the first byte of an answer. */
class GateFilterTest {
    private static final int TIMEOUT_MS = 20_000;

    @TempDir
    Path folder;

    private final Tomcat tomcat = new Tomcat();
    private int port;

    /** Begins an answer where it is told to, and fails. */
    private static Route failing(String path, boolean sendsFirst) {
        return new Route(
                Route.READ,
                path,
                Access.TOKEN,
                Body.NONE,
                Optional.of((doors, exchange) -> {
                    if (sendsFirst) {
                        exchange.response().getOutputStream().write("begun".getBytes(StandardCharsets.US_ASCII));
                        exchange.response().flushBuffer();
                    }
                    throw new IllegalStateException("no more");
                }),
                Optional.empty());
    }

    @BeforeEach
    void start() throws LifecycleException {
        Toolbox toolbox = new Toolbox(List.of(), InstantSource.system());
        Counts counts = new Counts(new SimpleMeterRegistry(), toolbox);
        Routes routes = new Routes(List.of(failing("/late", true), failing("/early", false)), Map.of());
        Gate gate = new Gate(
                "t",
                new Visitors(true, List.of(), false),
                new BodyPolicy(1000, 1000),
                routes,
                new BrowserSessions(InstantSource.system()));
        // these handlers ask nobody
        Doors doors = new Doors(routes, null, null, null, null, null, null);
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", folder.toString());
        FilterDef filter = new FilterDef();
        filter.setFilterName("gate");
        filter.setFilter(new GateFilter(gate, doors, new ProblemWriter(counts, () -> "id-1")));
        context.addFilterDef(filter);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName("gate");
        everywhere.addURLPattern("/*");
        context.addFilterMap(everywhere);
        // without a servlet, Tomcat asks no filter
        Tomcat.addServlet(context, "none", new HttpServlet() {});
        context.addServletMappingDecoded("/", "none");
        tomcat.start();
        port = tomcat.getConnector().getLocalPort();
    }

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    private String answer(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                    + "\r\nAuthorization: Bearer t\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void failureAfterTheFirstByte_breaksTheAnswerOff() throws IOException {
        assertThat(answer("/late"))
                .contains("Transfer-Encoding: chunked")
                .contains("5\r\nbegun\r\n")
                .doesNotContain("\r\n0\r\n");
    }

    @Test
    void failureBefore_isAProblem() throws IOException {
        assertThat(answer("/early")).startsWith("HTTP/1.1 500").contains("urn:candor:problem:internal-error");
    }
}
