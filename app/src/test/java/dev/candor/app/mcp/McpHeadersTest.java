package dev.candor.app.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.app.mcp.McpError.Code;
import dev.candor.app.mcp.Message.Request;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class McpHeadersTest {
    private static final String STATELESS = "2026-07-28";
    private static final List<String> VERSION = List.of(STATELESS);

    private static Request request(String method, Map<String, JsonValue> params) {
        Map<String, JsonValue> all = new LinkedHashMap<>(params);
        all.put("_meta", JsonValue.parse("""
                {"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                 "io.modelcontextprotocol/clientCapabilities":{}}"""));
        return new Request(JsonValue.of(1), method, new ObjectValue(all));
    }

    private static Request call(String name) {
        return request("tools/call", Map.of("name", JsonValue.of(name)));
    }

    private static Revision revision(McpHeaders headers, Request request) throws McpError {
        return headers.revision(request, RequestMeta.of(request.params()));
    }

    private static String refusal(McpHeaders headers, Request request) {
        McpError error = catchThrowableOfType(McpError.class, () -> revision(headers, request));
        assertThat(error.code()).isEqualTo(Code.HEADER_MISMATCH);
        return error.sentence();
    }

    private static McpHeaders named(String name) {
        return new McpHeaders(VERSION, List.of("tools/call"), List.of(name));
    }

    private static String encoded(String name) {
        return "=?base64?" + Base64.getEncoder().encodeToString(name.getBytes(UTF_8)) + "?=";
    }

    @Test
    void of_request_namesOfHeadersHaveNoCase() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("mcp-protocol-version", STATELESS);
        request.addHeader("MCP-METHOD", "tools/call");
        request.addHeader("mcp-NAME", "x");
        assertThat(McpHeaders.of(request)).isEqualTo(named("x"));
    }

    @ParameterizedTest
    @CsvSource({"tools/call, name", "prompts/get, name", "resources/read, uri"})
    void revision_everyHeaderThatIsNeeded(String method, String member) throws McpError {
        Request request = request(method, Map.of(member, JsonValue.of("x")));
        assertThat(revision(new McpHeaders(VERSION, List.of(method), List.of("x")), request))
                .isEqualTo(Revision.V2026_07_28);
        assertThat(refusal(new McpHeaders(VERSION, List.of(), List.of("x")), request))
                .isEqualTo("expected the header Mcp-Method to say what the body says, \"" + method + "\", found none");
        assertThat(refusal(new McpHeaders(VERSION, List.of(method), List.of()), request))
                .isEqualTo("expected the header Mcp-Name to say what the body says, \"x\", found none");
        assertThat(refusal(new McpHeaders(List.of(), List.of(method), List.of("x")), request))
                .contains("MCP-Protocol-Version");
    }

    @Test
    void revision_otherMethods_needNoName() throws McpError {
        assertThat(revision(new McpHeaders(VERSION, List.of("tools/list"), List.of()), request("tools/list", Map.of())))
                .isEqualTo(Revision.V2026_07_28);
    }

    @Test
    void revision_withoutNameInTheBody_isLeftToTheMethod() throws McpError {
        assertThat(revision(new McpHeaders(VERSION, List.of("tools/call"), List.of()), request("tools/call", Map.of())))
                .isEqualTo(Revision.V2026_07_28);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools/list", "Tools/Call", "TOOLS/CALL", "tools/call,tools/call", ""})
    void revision_otherMethod_isAMismatch(String method) {
        refusal(new McpHeaders(VERSION, List.of(method), List.of("x")), call("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "y", "", "x y"})
    void revision_otherName_isAMismatch(String name) {
        refusal(named(name), call("x"));
    }

    @Test
    void revision_whitespaceAround_isNoPartOfAValue() throws McpError {
        assertThat(revision(
                        new McpHeaders(List.of(" 2026-07-28\t"), List.of(" tools/call "), List.of("\tx ")), call("x")))
                .isEqualTo(Revision.V2026_07_28);
    }

    @Test
    void revision_headerTwice_isAMismatch_evenIfBothSayTheSame() {
        assertThat(refusal(
                        new McpHeaders(List.of(STATELESS, STATELESS), List.of("tools/call"), List.of("x")), call("x")))
                .isEqualTo("expected the header MCP-Protocol-Version once, found it 2 times");
        refusal(new McpHeaders(VERSION, List.of("tools/call", "tools/call"), List.of("x")), call("x"));
        refusal(new McpHeaders(VERSION, List.of("tools/call"), List.of("x", "x")), call("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello, 世界", " padded ", "line1\nline2", "=?base64?literal?=", "plain", "", "😀"})
    void revision_nameInBase64_isDecoded(String name) throws McpError {
        assertThat(revision(named(encoded(name)), call(name))).isEqualTo(Revision.V2026_07_28);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?base64?literal?=",
                "=?base64?_w==?=",
                "=?base64?/w==?=",
                "=?base64?a?=",
                "=?base64?=",
                "=?base64?wK8=?="
            })
    void revision_nameInBadBase64_isAMismatch(String header) {
        refusal(named(header), call(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?BASE64?eA==?=", "=?base64?eA==", "?base64?eA==?="})
    void revision_otherMarkers_areTheNameItself(String name) throws McpError {
        assertThat(revision(named(name), call(name))).isEqualTo(Revision.V2026_07_28);
        refusal(named(name), call("x"));
    }

    /** The same bytes would be another name to whoever reads headers as another charset. */
    @ParameterizedTest
    @ValueSource(strings = {"é", "a\u0001b", "x\u007f", "\u00a0x"})
    void revision_nameThatDoesNotFitAHeader_isAMismatch_evenIfItIsTheSame(String name) {
        assertThat(refusal(named(name), call(name))).contains("visible ASCII");
    }

    @Test
    void revision_withHandshake_looksAtTheVersionOnly() throws McpError {
        Request ping = new Request(JsonValue.of(1), "tools/call", new ObjectValue(Map.of("name", JsonValue.of("x"))));
        assertThat(revision(new McpHeaders(List.of("2025-06-18"), List.of("other"), List.of("a", "b")), ping))
                .isEqualTo(Revision.V2025_06_18);
        refusal(new McpHeaders(List.of("2025-06-18", "2025-06-18"), List.of(), List.of()), ping);
    }

    /** Else whoever trusts headers of 2026-07-28 would pass on what nobody has compared. */
    @Test
    void revision_headerOfOneEra_bodyOfTheOther_isAMismatch() {
        Request old = new Request(JsonValue.of(1), "tools/call", ObjectValue.parse("""
                {"name":"dangerous","_meta":{"io.modelcontextprotocol/protocolVersion":"2025-11-25"}}"""));
        assertThat(refusal(named("harmless"), old)).contains("MCP-Protocol-Version", "2025-11-25", "2026-07-28");
    }
}
