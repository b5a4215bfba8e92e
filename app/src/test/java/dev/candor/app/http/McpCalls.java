package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Messages of the Model Context Protocol to a server, in both of its eras. */
record McpCalls(ServerFixture fixture) {
    static final String BOTH = "Accept: application/json, text/event-stream\r\n";
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{},\"progressToken\":\"t\"}";

    /** One that shakes no hands. The members of its params come without braces. */
    String modern(String id, String method, String params) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + META
                + (params.isEmpty() ? "" : ",") + params + "}}";
        String name = Optional.of(params)
                .filter(text -> text.startsWith("\"name\":\"") || text.startsWith("\"uri\":\""))
                .map(text -> "Mcp-Name: " + text.split("\"")[3] + "\r\n")
                .orElse("");
        return post(BOTH + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: " + method + "\r\n" + name, body);
    }

    /** One of revision 2025-11-25. */
    String legacy(String id, String method, String params) {
        return legacy(BOTH + "User-Agent: test\r\n", id, method, params);
    }

    String legacy(String headers, String id, String method, String params) {
        return post(
                headers + "MCP-Protocol-Version: 2025-11-25\r\n",
                "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method
                        + "\",\"params\":{\"_meta\":{\"progressToken\":\"t\"}" + (params.isEmpty() ? "" : ",") + params
                        + "}}");
    }

    String cancel(String agent, String id) {
        return post(
                BOTH + "User-Agent: " + agent + "\r\nMCP-Protocol-Version: 2025-11-25\r\n",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}");
    }

    String post(String headers, String body) {
        return fixture.head("POST", "/mcp") + headers + "Content-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    RawHttp.Answer send(String request) {
        return fixture.http.send(request);
    }

    /** The answer to a client that reads no streams, so that it is JSON however busy the machine is. */
    RawHttp.Answer json(String request, int status) {
        RawHttp.Answer answer = send(request.replace(BOTH, "Accept: application/json\r\n"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.headers())
                .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("mcp-session-id"));
        return answer;
    }

    static long code(RawHttp.Answer answer) {
        return ((ObjectValue) answer.json().member("error").orElseThrow())
                .integer("code")
                .orElseThrow();
    }

    Listening open(String request) throws IOException {
        return new Listening(fixture.http.port(), request);
    }

    /** An answer that is read while it comes, line by line; of what is chunked, the sizes are lines too. */
    static final class Listening implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader reader;
        final List<String> said = new ArrayList<>();

        private Listening(int port, String request) throws IOException {
            socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The head of the answer, as soon as it is there. */
        List<String> head() throws IOException {
            for (String line = reader.readLine(); said.isEmpty() || !line.isEmpty(); line = reader.readLine()) {
                said.add(line);
            }
            return said;
        }

        /** Waits for so many comments, which come with each beat. */
        void awaitBeats(int beats) throws IOException {
            for (int seen = 0; seen < beats; ) {
                String line = reader.readLine();
                assertThat(line).as("the stream goes on").isNotNull();
                seen += line.equals(":") ? 1 : 0;
            }
        }

        /** The next message; empty when the stream has ended. Beats are no reason to wait for ever. */
        Optional<ObjectValue> next() throws IOException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                assertThat(System.nanoTime()).as("a message in time").isLessThan(deadline);
                if (line.startsWith("data: ")) {
                    return Optional.of(ObjectValue.parse(line.substring(6)));
                }
            }
            return Optional.empty();
        }

        /** What follows, to the end. */
        List<ObjectValue> rest() throws IOException {
            List<ObjectValue> all = new ArrayList<>();
            for (Optional<ObjectValue> one = next(); one.isPresent(); one = next()) {
                all.add(one.get());
            }
            return all;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
