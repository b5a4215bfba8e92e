package dev.candor.app.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.mcp.Message.Request;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcDispatcherTest extends DispatcherFixture {
    private static final String SECRET = "what the caller sent";

    @Test
    void answer_stateless_saysTypeServerAndHowLongItIsTrue() {
        assertThat(result(NEW, "tools/list", "{}"))
                .isEqualTo("{\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
                        + "{\"name\":\"n\",\"title\":\"T\",\"version\":\"1.2.3\"}},"
                        + "\"cacheScope\":\"public\",\"resultType\":\"complete\","
                        + "\"tools\":[{\"name\":\"only\"}],\"ttlMs\":3600000}");
    }

    @ParameterizedTest
    @CsvSource({
        "tools/list, tools",
        "prompts/list, prompts",
        "resources/list, resources",
    })
    void lists_withHandshake_sayNothingElse(String method, String member) {
        assertThat(result(OLD, method, "{}")).isEqualTo("{\"" + member + "\":[{\"name\":\"only\"}]}");
        assertThat(result(NEW, method, "{}"))
                .contains("\"" + member + "\":[{\"name\":\"only\"}]", "\"ttlMs\":3600000", "\"cacheScope\":\"public\"");
    }

    @Test
    void templates_areListed() {
        assertThat(result(OLD, "resources/templates/list", "{}"))
                .isEqualTo("{\"resourceTemplates\":[{\"name\":\"template\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools/list", "prompts/list", "resources/list", "resources/templates/list"})
    void lists_refuseACursor(String method) {
        for (Revision revision : Revision.values()) {
            for (String cursor : List.of("\"x\"", "\"\"", "1")) {
                Answer answer = ask(revision, method, "{\"cursor\":" + cursor + "}");
                assertThat(code(answer)).isEqualTo(-32602);
                assertThat(answer.httpStatus()).isEqualTo(200);
            }
        }
    }

    @Test
    void call_givesWhatTheToolSays_andOnlyStatelessAddsToIt() {
        String params = "{\"name\":\"echo\",\"arguments\":{\"a\":1}}";
        assertThat(result(OLD, "tools/call", params)).isEqualTo("{\"said\":{\"a\":1}}");
        assertThat(result(NEW, "tools/call", params))
                .contains("\"said\":{\"a\":1}", "\"resultType\":\"complete\"", "serverInfo")
                .doesNotContain("ttlMs", "cacheScope");
        assertThat(result(OLD, "tools/call", "{\"name\":\"echo\"}")).isEqualTo("{\"said\":{}}");
    }

    @Test
    void call_whatAToolSaysInMeta_isKept() {
        assertThat(result(OLD, "tools/call", "{\"name\":\"meta\"}")).isEqualTo("{\"_meta\":{\"own\":1}}");
        assertThat(result(NEW, "tools/call", "{\"name\":\"meta\"}")).contains("\"own\":1", "serverInfo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":1}",
                "{\"name\":\"echo\",\"arguments\":[]}",
                "{\"name\":\"echo\",\"arguments\":null}",
                "{\"name\":\"other\"}"
            })
    void call_wrongParameters_areInvalid(String params) {
        for (Revision revision : Revision.values()) {
            Answer answer = ask(revision, "tools/call", params);
            assertThat(code(answer)).isEqualTo(-32602);
            assertThat(answer.httpStatus()).isEqualTo(200);
        }
    }

    @Test
    void prompt_isGiven_andItsArgumentsAreTexts() {
        assertThat(result(OLD, "prompts/get", "{\"name\":\"only\",\"arguments\":{\"a\":\"b\"}}"))
                .isEqualTo("{\"messages\":\"{a=b}\"}");
        assertThat(code(ask(OLD, "prompts/get", "{\"name\":\"only\",\"arguments\":{\"a\":1}}")))
                .isEqualTo(-32602);
        assertThat(code(ask(NEW, "prompts/get", "{\"name\":\"other\"}"))).isEqualTo(-32602);
        assertThat(code(ask(NEW, "prompts/get", "{}"))).isEqualTo(-32602);
    }

    @Test
    void resource_isRead_withItsOwnHints() {
        assertThat(result(OLD, "resources/read", "{\"uri\":\"test://one\"}"))
                .isEqualTo("{\"contents\":[{\"text\":\"one\",\"uri\":\"test://one\"}]}");
        assertThat(result(NEW, "resources/read", "{\"uri\":\"test://one\"}"))
                .contains("\"ttlMs\":2000", "\"cacheScope\":\"private\"");
    }

    @ParameterizedTest
    @EnumSource(Revision.class)
    void resource_thatThereIsNot_hasACodeOfItsOwnInOldRevisions(Revision revision) {
        Answer answer = ask(revision, "resources/read", "{\"uri\":\"test://two\"}");
        assertThat(code(answer)).isEqualTo(revision.isStateless() ? -32602 : -32002);
        assertThat(answer.httpStatus()).isEqualTo(200);
        assertThat(error(answer).member("data")).contains(JsonValue.parse("{\"uri\":\"test://two\"}"));
        assertThat(code(ask(revision, "resources/read", "{}"))).isEqualTo(-32602);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "3, 3, false", "100, 100, false", "101, 100, true", "1000, 100, true"})
    void completion_givesAHundredAtMost_andSaysHowManyThereAre(int there, int given, boolean more) {
        features.completions = there;
        String result = result(OLD, "completion/complete", """
                {"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a","value":"v"}}""");
        assertThat(result).contains("\"hasMore\":" + more, "\"total\":" + there);
        assertThat(result.split("p a v", -1)).hasSize(given + 1);
    }

    @Test
    void completion_ofATemplate_isOfItsUri() {
        assertThat(result(NEW, "completion/complete", """
                {"ref":{"type":"ref/resource","uri":"u"},"argument":{"name":"a","value":""}}""")).contains("u a  0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"p\"}}",
                "{\"ref\":{\"type\":\"ref/prompt\"},\"argument\":{\"name\":\"a\",\"value\":\"\"}}",
                "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"p\"},\"argument\":{\"name\":\"a\"}}",
                "{\"ref\":{\"type\":\"other\",\"name\":\"p\"},\"argument\":{\"name\":\"a\",\"value\":\"\"}}",
                "{\"ref\":\"x\",\"argument\":{\"name\":\"a\",\"value\":\"\"}}",
                "{\"ref\":{},\"argument\":[]}"
            })
    void completion_wrongParameters_areInvalid(String params) {
        assertThat(code(ask(NEW, "completion/complete", params))).isEqualTo(-32602);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initialize",
                "ping",
                "logging/setLevel",
                "resources/subscribe",
                "resources/unsubscribe",
                "tasks/get",
                "Tools/List",
                ""
            })
    void method_thatStatelessHasNot_isNotFound(String method) {
        Answer answer = ask(NEW, method, "{\"protocolVersion\":\"2025-11-25\",\"level\":\"info\"}");
        assertThat(code(answer)).isEqualTo(-32601);
        assertThat(answer.httpStatus()).isEqualTo(404);
        assertThat(error(answer).text("message").orElseThrow()).contains("2026-07-28", "server/discover, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server/discover", "subscriptions/listen", "tasks/list", "unknown"})
    void method_thatAHandshakeHasNot_isNotFound(String method) {
        for (Revision revision : List.of(OLD, Revision.V2025_06_18, Revision.V2025_03_26, Revision.V2024_11_05)) {
            Answer answer = ask(revision, method, "{}");
            assertThat(code(answer)).isEqualTo(-32601);
            assertThat(answer.httpStatus()).isEqualTo(200);
        }
    }

    @Test
    void discover_namesRevisionsAndCapabilities() {
        assertThat(result(NEW, "server/discover", "{}"))
                .contains(
                        "\"supportedVersions\":[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\",\"2025-03-26\",\"2024-11-05\"]",
                        "\"capabilities\":{\"completions\":{},\"logging\":{},\"prompts\":{},"
                                + "\"resources\":{\"subscribe\":true},\"tools\":{}}",
                        "\"instructions\":\"Candor records",
                        "\"ttlMs\":3600000");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, 2025-11-25",
        "2025-06-18, 2025-06-18",
        "2025-03-26, 2025-03-26",
        "2024-11-05, 2024-11-05",
        "2024-10-07, 2025-11-25",
        "2026-07-28, 2025-11-25",
        "2099-01-01, 2025-11-25",
        "'', 2025-11-25"
    })
    void initialize_givesTheRevisionAskedFor_orTheNewestWithAHandshake(String asked, String given) {
        assertThat(result(OLD, "initialize", "{\"protocolVersion\":\"" + asked + "\"}"))
                .startsWith("{\"capabilities\":{\"completions\":{},\"logging\":{},\"prompts\":{},"
                        + "\"resources\":{\"subscribe\":true},\"tools\":{}},\"instructions\":\"")
                .endsWith("\"protocolVersion\":\"" + given + "\",\"serverInfo\":"
                        + "{\"name\":\"n\",\"title\":\"T\",\"version\":\"1.2.3\"}}");
    }

    @Test
    void initialize_withoutRevision_isInvalid() {
        assertThat(code(ask(OLD, "initialize", "{}"))).isEqualTo(-32602);
    }

    @Test
    void following_isAnsweredWithNothing_andBounded() {
        for (int i = 0; i < 16; i++) {
            String uri = "{\"uri\":\"test://" + i + "\"}";
            assertThat(result(OLD, "resources/subscribe", uri)).isEqualTo("{}");
            assertThat(result(OLD, "resources/subscribe", uri)).isEqualTo("{}");
        }
        assertThat(code(ask(OLD, "resources/subscribe", "{\"uri\":\"test://one-more\"}")))
                .isEqualTo(-32603);
        assertThat(result(OLD, "resources/unsubscribe", "{\"uri\":\"test://0\"}"))
                .isEqualTo("{}");
        assertThat(result(OLD, "resources/unsubscribe", "{\"uri\":\"test://never-followed\"}"))
                .isEqualTo("{}");
        assertThat(result(OLD, "resources/subscribe", "{\"uri\":\"test://one-more\"}"))
                .isEqualTo("{}");
        String tooLong = "{\"uri\":\"test://" + "x".repeat(4096) + "\"}";
        assertThat(code(ask(OLD, "resources/subscribe", tooLong))).isEqualTo(-32602);
        assertThat(code(ask(OLD, "resources/subscribe", "{}"))).isEqualTo(-32602);
    }

    @Test
    void following_ofManyClients_forgetsTheOldestThatHasNoStream() {
        for (int i = 0; i < 64 + 10; i++) {
            Request request = new Request(JsonValue.of("id"), "resources/subscribe", (ObjectValue)
                    JsonValue.parse("{\"uri\":\"test://one\"}"));
            RequestMeta meta = RequestMeta.of(request.params());
            CallUnderWay call = new CallUnderWay(
                    "client " + i, request.id(), meta, Optional.empty(), new Cancellation(), told::add);
            assertThat(dispatcher.answer(request, OLD, call).message().member("result"))
                    .isPresent();
        }
    }

    @Test
    void ping_isAnsweredWithNothing() {
        assertThat(result(OLD, "ping", "{}")).isEqualTo("{}");
    }

    @Test
    void setLevel_countsForOldRevisionsOnly() {
        ask(OLD, "tools/call", "{\"name\":\"tell\"}");
        assertThat(told).isEmpty();
        assertThat(result(OLD, "logging/setLevel", "{\"level\":\"info\"}")).isEqualTo("{}");
        ask(NEW, "tools/call", "{\"name\":\"tell\"}");
        assertThat(told).isEmpty();
        ask(OLD, "tools/call", "{\"name\":\"tell\"}");
        assertThat(told).hasSize(3);
        result(OLD, "logging/setLevel", "{\"level\":\"warning\"}");
        ask(OLD, "tools/call", "{\"name\":\"tell\"}");
        assertThat(told).hasSize(3);
    }

    @Test
    void logLevelOfARequest_countsForThatRequestOnly() {
        ask(NEW, "tools/call", "{\"name\":\"tell\",\"_meta\":{\"io.modelcontextprotocol/logLevel\":\"info\"}}");
        assertThat(told).hasSize(3);
        ask(NEW, "tools/call", "{\"name\":\"tell\"}");
        ask(OLD, "tools/call", "{\"name\":\"tell\",\"_meta\":{\"io.modelcontextprotocol/logLevel\":\"info\"}}");
        assertThat(told).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"level\":\"loud\"}", "{\"level\":\"INFO\"}", "{\"level\":3}"})
    void setLevel_unknown_isInvalid(String params) {
        assertThat(code(ask(OLD, "logging/setLevel", params))).isEqualTo(-32602);
    }

    static Stream<Supplier<Throwable>> unexpected() {
        return Stream.of(
                () -> new IllegalStateException(SECRET),
                () -> new NullPointerException(SECRET),
                () -> new StackOverflowError(SECRET),
                () -> new OutOfMemoryError(SECRET),
                () -> new NoClassDefFoundError(SECRET),
                () -> new AssertionError(SECRET));
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void failure_isTold_andAnsweredWithoutDetails(Supplier<Throwable> failure) {
        features.failure = failure;
        for (Revision revision : Revision.values()) {
            failures.clear();
            Answer answer = ask(revision, "tools/call", "{\"name\":\"fail\"}");
            assertThat(answer.httpStatus()).isEqualTo(200);
            assertThat(error(answer))
                    .isEqualTo(new ObjectValue(
                            Map.of("code", JsonValue.of(-32603), "message", JsonValue.of("report it as f-1"))));
            assertThat(failures)
                    .singleElement()
                    .satisfies(one -> assertThat(one).hasMessage(SECRET));
        }
    }

    @Test
    void notification_afterTheAnswer_isNotTold() {
        RequestMeta meta = RequestMeta.of(ObjectValue.parse("{\"_meta\":{\"progressToken\":1}}"));
        CallUnderWay call =
                new CallUnderWay("", JsonValue.of(1), meta, Optional.empty(), new Cancellation(), told::add);
        dispatcher.answer(
                new Request(JsonValue.of(1), "tools/call", ObjectValue.parse("{\"name\":\"tell\"}")), OLD, call);
        assertThat(told).hasSize(3);
        call.progress(99, java.util.OptionalDouble.empty(), "late");
        assertThat(told).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"notifications\":[]}",
                "{\"notifications\":{\"resourceSubscriptions\":\"x\"}}",
                "{\"notifications\":{\"resourceSubscriptions\":[1]}}",
                "{\"notifications\":{\"resourceSubscriptions\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\","
                        + "\"10\",\"11\",\"12\",\"13\",\"14\",\"15\",\"16\",\"17\"]}}"
            })
    void listen_wrongParameters_areInvalid_andNothingIsAcknowledged(String params) {
        assertThat(code(ask(NEW, "subscriptions/listen", params))).isEqualTo(-32602);
        assertThat(told).isEmpty();
    }

    @Test
    void listen_onceSubscriptionsHaveEnded_endsAtOnceWithItsResult() {
        dispatcher.endSubscriptions();
        for (int i = 0; i < 20; i++) {
            told.clear();
            assertThat(result(NEW, "subscriptions/listen", """
                    {"notifications":{"toolsListChanged":true,"resourceSubscriptions":["test://one"]}}"""))
                    .isEqualTo("{\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
                            + "{\"name\":\"n\",\"title\":\"T\",\"version\":\"1.2.3\"},"
                            + "\"io.modelcontextprotocol/subscriptionId\":\"id\"},\"resultType\":\"complete\"}");
            assertThat(told).containsExactly(ObjectValue.parse("""
                    {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":
                     {"_meta":{"io.modelcontextprotocol/subscriptionId":"id"},
                      "notifications":{"resourceSubscriptions":["test://one"]}}}"""));
        }
    }

    /** A client may change what it listens to as soon as it knows that it is heard. */
    @Test
    void listen_looksAtTheResources_beforeItAcknowledges() {
        List<Integer> toldWhenRead = new ArrayList<>();
        features.whenRead = () -> toldWhenRead.add(told.size());
        dispatcher.endSubscriptions();
        result(NEW, "subscriptions/listen", "{\"notifications\":{\"resourceSubscriptions\":[\"test://one\"]}}");
        assertThat(toldWhenRead).containsExactly(0);
        assertThat(told).hasSize(1);
    }

    @Test
    void listen_withoutResources_promisesNothing() {
        dispatcher.endSubscriptions();
        result(NEW, "subscriptions/listen", "{\"notifications\":{\"toolsListChanged\":true}}");
        assertThat(JsonWriter.compact(told.getFirst())).contains("\"notifications\":{}");
    }
}
