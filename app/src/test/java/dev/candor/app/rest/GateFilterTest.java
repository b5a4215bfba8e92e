package dev.candor.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.tools.Toolbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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
    private static final int PATIENCE_MS = 20_000;

    @TempDir
    Path folder;

    private final Tomcat tomcat = new Tomcat();
    private int port;

    /** Begins an answer, and fails. */
    private static final class Failing extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final boolean sendsFirst;

        Failing(boolean sendsFirst) {
            this.sendsFirst = sendsFirst;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (sendsFirst) {
                response.getOutputStream().write("begun".getBytes(StandardCharsets.US_ASCII));
                response.flushBuffer();
            }
            throw new IllegalStateException("no more");
        }
    }

    @BeforeEach
    void start() throws LifecycleException {
        Toolbox toolbox = new Toolbox(List.of(), InstantSource.system());
        Answers answers = new Answers(new Counts(new SimpleMeterRegistry(), toolbox), () -> "id-1");
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", folder.toString());
        FilterDef filter = new FilterDef();
        filter.setFilterName("gate");
        filter.setFilter(
                new GateFilter(new Gate("t", new Visitors(true, List.of(), false), 1000, 1000, List.of()), answers));
        context.addFilterDef(filter);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName("gate");
        everywhere.addURLPattern("/*");
        context.addFilterMap(everywhere);
        Tomcat.addServlet(context, "late", new Failing(true));
        Tomcat.addServlet(context, "early", new Failing(false));
        context.addServletMappingDecoded("/tools", "late");
        context.addServletMappingDecoded("/actuator/info", "early");
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
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                    + "\r\nAuthorization: Bearer t\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void failureAfterTheFirstByte_breaksTheAnswerOff() throws IOException {
        assertThat(answer("/tools"))
                .contains("Transfer-Encoding: chunked")
                .contains("5\r\nbegun\r\n")
                .doesNotContain("\r\n0\r\n");
    }

    @Test
    void failureBefore_isAProblem() throws IOException {
        assertThat(answer("/actuator/info")).startsWith("HTTP/1.1 500").contains("urn:candor:problem:internal-error");
    }
}
