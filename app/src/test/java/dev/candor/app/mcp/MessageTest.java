package dev.candor.app.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.mcp.McpError.Code;
import dev.candor.app.mcp.Message.Notification;
import dev.candor.app.mcp.Message.Request;
import dev.candor.app.mcp.Message.Response;
import dev.candor.app.mcp.Message.Unreadable;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    private static Message read(String json) {
        return Message.read(json.getBytes(UTF_8));
    }

    private static Unreadable unreadable(String json) {
        return (Unreadable) read(json);
    }

    private static String withId(String id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}";
    }

    @Test
    void read_request_keepsItsIdMethodAndParams() {
        assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}"))
                .isEqualTo(
                        new Request(JsonValue.of(7), "tools/call", new ObjectValue(Map.of("name", JsonValue.of("x")))));
    }

    @Test
    void read_requestWithoutParams_hasEmptyOnes() {
        assertThat(read(withId("\"a\""))).isEqualTo(new Request(JsonValue.of("a"), "ping", new ObjectValue(Map.of())));
    }

    @Test
    void read_withoutId_isANotification() {
        assertThat(read("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\",\"params\":{\"a\":1}}"))
                .isEqualTo(new Notification("notifications/x", new ObjectValue(Map.of("a", JsonValue.of(1)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{} {}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                "nonsense",
                "{\"method\":\"\\ud800\"}"
            })
    void read_noJson_isAParseErrorThatSaysWhere(String text) {
        Unreadable unreadable = unreadable(text);
        assertThat(unreadable.error().code()).isEqualTo(Code.PARSE_ERROR);
        assertThat(unreadable.error().sentence())
                .startsWith("expected one JSON object: ")
                .matches("(?s).*\\(byte \\d+\\)");
        assertThat(unreadable.id()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7,\"method\":\"x\\ud800\"}",
                "{\"method\":\"x\",\"params\":{\"id\":1,\"a\":[\"id\",{\"id\":2}]},\"id\":7,\"method\":\"x\"}",
                "{\"id\" : 7 ,\"params\":{\"a\":\"\\\"},\\\"id\\\":1\"",
                "{\"jsonrpc\":\"id\",\"id\":7,\"params\":[[[["
            })
    void read_noJson_keepsTheIdThatCanBeRead(String text) {
        assertThat(unreadable(text).id()).contains(JsonValue.of(7));
    }

    @Test
    void read_tooDeep_keepsTheId() {
        String deep = "{\"a\":".repeat(5_000);
        assertThat(unreadable("{\"id\":\"x\",\"params\":" + deep).id()).contains(JsonValue.of("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":7", "{\"id\":[7],\"a", "{\"id\":1.5,\"", "[{\"id\":7}", "{\"id\":\"\\ud800\",\""})
    void read_noJson_givesBackNoIdThatIsNone(String text) {
        assertThat(unreadable(text).id()).isEmpty();
    }

    @Test
    void read_nullsOfParams_areNotGiven() {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":";
        assertThat(read(message + "null}"))
                .isEqualTo(new Request(JsonValue.of(1), "tools/list", new ObjectValue(Map.of())));
        assertThat(read(message + "{\"cursor\":null,\"_meta\":null}}"))
                .isEqualTo(new Request(JsonValue.of(1), "tools/list", new ObjectValue(Map.of())));
    }

    @Test
    void read_badUtf8_isAParseError() {
        assertThat(((Unreadable) Message.read(new byte[] {'"', (byte) 0xff, '"'}))
                        .error()
                        .code())
                .isEqualTo(Code.PARSE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void read_thousandsOfLevels_isAParseError(String level) {
        assertThat(unreadable(level.repeat(100_000)).error().code()).isEqualTo(Code.PARSE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]", "1", "\"x\"", "null", "true", "{}"
            })
    void read_anotherValue_isAnInvalidRequest(String json) {
        Unreadable unreadable = unreadable(json);
        assertThat(unreadable.error().code()).isEqualTo(Code.INVALID_REQUEST);
        assertThat(unreadable.id()).isEmpty();
    }

    @Test
    void read_array_saysToSendEachMessageByItself() {
        assertThat(unreadable("[]").error().sentence()).contains("an array; send each message by itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.5", "1e3", "1E3", "null", "true", "[]", "{}", "[1]"})
    void read_idOfAnotherKind_isInvalid_andNotGivenBack(String id) {
        Unreadable unreadable = unreadable(withId(id));
        assertThat(unreadable.error().code()).isEqualTo(Code.INVALID_REQUEST);
        assertThat(unreadable.error().sentence()).contains("an id that is an integer, or a string of at most 256");
        assertThat(unreadable.id()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "9007199254740993", "123456789012345678901234567890", "\"\"", "\"ä 😀\""})
    void read_idOfAnyOtherForm_isGivenBackAsItCame(String id) {
        assertThat(((Request) read(withId(id))).id()).isEqualTo(JsonValue.parse(id));
    }

    @Test
    void read_longestId_isTaken_andOneMoreRefused() {
        assertThat(read(withId("\"" + "x".repeat(256) + "\""))).isInstanceOf(Request.class);
        assertThat(read(withId("\"" + "x".repeat(257) + "\""))).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":5,\"method\":\"ping\"}",
                "{\"jsonrpc\":2.0,\"id\":5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":5}",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\",\"params\":\"x\"}"
            })
    void read_whatIsNoRequest_keepsTheIdInTheError(String json) {
        Unreadable unreadable = unreadable(json);
        assertThat(unreadable.error().code()).isEqualTo(Code.INVALID_REQUEST);
        assertThat(unreadable.id()).contains(JsonValue.of(5));
    }

    /** An error in return for an error could go on for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"x\"}}",
                "{\"jsonrpc\":\"2.0\",\"error\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"result\":{}}"
            })
    void read_response_isOneWhateverItsId(String json) {
        assertThat(read(json)).isInstanceOf(Response.class);
    }

    @Test
    void read_requestThatAlsoHoldsAResult_isARequest() {
        assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"result\":{}}"))
                .isInstanceOf(Request.class);
    }
}
