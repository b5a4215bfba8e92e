package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.http.McpCalls.Listening;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Resources that clients of {@code /mcp} follow, in both eras. */
@Timeout(60)
class McpFollowingTest {
    private static final String LISTEN = "\"notifications\":{\"resourceSubscriptions\":[\"candor://status\"]}";

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    ServerFixture fixture = SERVER.fixture();
    McpCalls mcp = new McpCalls(fixture);

    /** With a grace that is longer than a test may take, an end at once is told from an end by impatience. */
    private ServerFixture patient(Path folder) throws ServerException, IOException {
        fixture = new ServerFixture(folder, ServerFixture.PATIENT);
        mcp = new McpCalls(fixture);
        return fixture;
    }

    @Test
    void streamWithHandshake_tellsOfWhatThisProgramFollows_untilTheServerStops(@TempDir Path folder) throws Exception {
        ServerFixture own = patient(folder);
        String uri = "\"uri\":\"candor://status\"";
        assertThat(mcp.json(mcp.legacy("1", "resources/subscribe", uri), 200).text())
                .contains("\"result\":{}");
        try (own;
                Listening following = mcp.open(stream("User-Agent: test\r\nMCP-Protocol-Version: 2025-11-25\r\n"));
                Listening other = mcp.open(stream("User-Agent: other\r\n"))) {
            assertThat(following.head()).first().asString().contains("200");
            other.head();
            own.enabled = true;
            ObjectValue updated = following.next().orElseThrow();
            assertThat(JsonWriter.compact(updated))
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\","
                            + "\"params\":{\"uri\":\"candor://status\"}}");

            own.server.close();
            assertThat(following.rest()).isEmpty();
            assertThat(other.rest()).isEmpty();
        }
    }

    @Test
    void streamWithHandshake_isNotForOthers() {
        assertThat(mcp.send(fixture.head("GET", "/mcp") + "\r\n").problem()).isEqualTo("json-not-accepted");
        RawHttp.Answer stateless = mcp.send(stream("MCP-Protocol-Version: 2026-07-28\r\n"));
        assertThat(stateless.problem()).isEqualTo("method-not-allowed");
        assertThat(stateless.header("Allow")).contains("POST");
        RawHttp.Answer unknown = mcp.send(stream("MCP-Protocol-Version: 1900-01-01\r\n"));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(McpCalls.code(unknown)).isEqualTo(-32022);
    }

    private String stream(String headers) {
        return fixture.head("GET", "/mcp") + "Accept: text/event-stream\r\n" + headers + "\r\n";
    }

    @Test
    void subscription_acknowledges_tellsOfChanges_andEndsAtOnceWhenTheServerStops(@TempDir Path folder)
            throws Exception {
        try (ServerFixture own = patient(folder);
                Listening listening = mcp.open(mcp.modern("\"s\"", "subscriptions/listen", LISTEN))) {
            listening.head();
            ObjectValue acknowledged = listening.next().orElseThrow();
            assertThat(acknowledged.text("method")).contains("notifications/subscriptions/acknowledged");
            own.enabled = true;
            ObjectValue updated = listening.next().orElseThrow();
            assertThat(updated.text("method")).contains("notifications/resources/updated");
            for (ObjectValue notification : List.of(acknowledged, updated)) {
                assertThat(JsonWriter.compact(notification))
                        .contains("\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":\"s\"}", "candor://status");
            }

            own.server.close();
            assertThat(listening.rest())
                    .singleElement()
                    .satisfies(result -> assertThat(JsonWriter.compact(result))
                            .contains(
                                    "\"id\":\"s\"",
                                    "\"io.modelcontextprotocol/subscriptionId\":\"s\"",
                                    "\"complete\""));
        }
    }

    @Test
    void subscription_wantsAStream() {
        RawHttp.Answer answer = mcp.json(mcp.modern("1", "subscriptions/listen", LISTEN), 400);
        assertThat(McpCalls.code(answer)).isEqualTo(-32600);
    }

    @Test
    void subscriptions_areBounded_andAClosedOneMakesRoom() throws Exception {
        List<Listening> open = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                open.add(mcp.open(mcp.modern("1", "subscriptions/listen", LISTEN)));
                assertThat(isAcknowledged(open.getLast())).isTrue();
            }
            assertThat(mcp.send(mcp.modern("1", "subscriptions/listen", LISTEN)).text())
                    .contains("\"code\":-32603", "16 subscriptions are open already");
        } finally {
            for (Listening one : open) {
                one.close();
            }
        }
        Await.until(this::isRoomForOne);
    }

    private boolean isRoomForOne() {
        try (Listening again = mcp.open(mcp.modern("1", "subscriptions/listen", LISTEN))) {
            return isAcknowledged(again);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isAcknowledged(Listening listening) throws IOException {
        return listening
                .next()
                .flatMap(message -> message.text("method"))
                .equals(Optional.of("notifications/subscriptions/acknowledged"));
    }

    /** What they ask is in memory as long as they go on. */
    @Test
    void subscription_isAskedForInFewBytes() {
        String padded = LISTEN + ",\"padding\":\"" + "x".repeat(20_000) + "\"";
        RawHttp.Answer refused = mcp.send(mcp.modern("1", "subscriptions/listen", padded));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(McpCalls.code(refused)).isEqualTo(-32600);
    }
}
