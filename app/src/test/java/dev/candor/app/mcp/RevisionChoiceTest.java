package dev.candor.app.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the body and the header can say of a revision, and what comes of it. A dash is nothing said. */
class RevisionChoiceTest {
    private static RequestMeta meta(String version, boolean capabilities) {
        Map<String, JsonValue> meta = new LinkedHashMap<>();
        said(version).ifPresent(word -> meta.put(RequestMeta.PROTOCOL_VERSION, JsonValue.of(word)));
        if (capabilities) {
            meta.put(RequestMeta.CLIENT_CAPABILITIES, new ObjectValue(Map.of()));
        }
        return RequestMeta.of(new ObjectValue(Map.of("_meta", new ObjectValue(meta))));
    }

    private static Optional<String> said(String word) {
        return word.equals("-") ? Optional.empty() : Optional.of(word);
    }

    @ParameterizedTest
    @CsvSource({
        "-, false, -, 2025-11-25",
        "-, false, 2025-11-25, 2025-11-25",
        "-, false, 2025-06-18, 2025-06-18",
        "-, true, 2025-11-25, 2025-11-25",
        "2026-07-28, true, 2026-07-28, 2026-07-28",
        "2025-11-25, false, 2025-11-25, 2025-11-25",
        "2025-11-25, true, -, 2025-11-25",
        "2025-06-18, false, -, 2025-06-18"
    })
    void of_bodyAndHeaderThatAgree_isTheRevision(String body, boolean capabilities, String header, String revision)
            throws McpError {
        assertThat(RevisionChoice.of(meta(body, capabilities), said(header)).word())
                .isEqualTo(revision);
    }

    @ParameterizedTest
    @CsvSource({
        // differ
        "2026-07-28, true, 2025-11-25, -32020",
        "2025-11-25, false, 2026-07-28, -32020",
        "2025-11-25, true, 2025-06-18, -32020",
        "2026-07-28, true, 1900-01-01, -32020",
        "1900-01-01, true, 2026-07-28, -32020",
        "1900-01-01, true, 2025-11-25, -32020",
        "2025-11-25, true, 1900-01-01, -32020",
        "2026-07-28, true, 2026-07-28x, -32020",
        "2026-07-28, true, '', -32020",
        // the header is missing
        "2026-07-28, true, -, -32020",
        "2026-07-28, false, -, -32020",
        "1900-01-01, true, -, -32020",
        // what every stateless request must say is missing
        "-, false, 2026-07-28, -32602",
        "-, true, 2026-07-28, -32602",
        "-, true, -, -32602",
        "2026-07-28, false, 2026-07-28, -32602",
        // unknown
        "1900-01-01, true, 1900-01-01, -32022",
        "1900-01-01, false, 1900-01-01, -32022",
        "-, false, 2024-10-07, -32022",
        "-, false, '', -32022",
        "-, true, DRAFT, -32022"
    })
    void of_bodyAndHeader_everythingElse_isABadRequest(String body, boolean capabilities, String header, int code) {
        McpError error =
                catchThrowableOfType(McpError.class, () -> RevisionChoice.of(meta(body, capabilities), said(header)));
        assertThat(error.code().number(Revision.V2026_07_28)).isEqualTo(code);
        assertThat(error.code().httpStatus(Revision.V2026_07_28)).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "-, false, 2025-11-25",
        "2025-11-25, false, 2025-11-25",
        "2025-06-18, true, 2025-06-18",
        "2026-07-28, true, 2026-07-28"
    })
    void of_bodyAlone_isTheRevision(String body, boolean capabilities, String revision) throws McpError {
        assertThat(RevisionChoice.of(meta(body, capabilities)).word()).isEqualTo(revision);
    }

    @ParameterizedTest
    @CsvSource({"-, true, -32602", "2026-07-28, false, -32602", "1900-01-01, true, -32022", "'', false, -32022"})
    void of_bodyAlone_everythingElse_isRefused(String body, boolean capabilities, int code) {
        McpError error = catchThrowableOfType(McpError.class, () -> RevisionChoice.of(meta(body, capabilities)));
        assertThat(error.code().number(Revision.V2026_07_28)).isEqualTo(code);
    }

    @Test
    void requestThatSaysAnythingOfItself_isStateless_andMustSayAll() {
        for (String own : List.of("\"protocolVersion\":7", "\"clientInfo\":{}", "\"clientCapabilities\":{}")) {
            RequestMeta meta = RequestMeta.of((ObjectValue)
                    JsonValue.parse("{\"_meta\":{" + own.replaceFirst("\"", "\"io.modelcontextprotocol/") + "}}"));
            assertThatThrownBy(() -> RevisionChoice.of(meta))
                    .isInstanceOfSatisfying(
                            McpError.class, e -> assertThat(e.code()).isEqualTo(McpError.Code.MALFORMED_PARAMS));
        }
    }

    @Test
    void unknownLogLevel_isInvalid() {
        RequestMeta meta = RequestMeta.of(
                ObjectValue.parse("{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":{},"
                        + "\"io.modelcontextprotocol/logLevel\":\"loud\"}}"));
        assertThatThrownBy(() -> RevisionChoice.of(meta))
                .hasMessageContaining("debug, info, notice")
                .hasMessageContaining("\"loud\"");
    }

    @Test
    void unsupported_namesWhatIsSupported_andWhatWasAsked() {
        McpError error = catchThrowableOfType(
                McpError.class, () -> RevisionChoice.of(meta("1900-01-01", true), Optional.of("1900-01-01")));
        assertThat(error.data()).isEqualTo(JsonValue.parse("""
                {"supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"requested":"1900-01-01"}"""));
    }

    @Test
    void missing_namesTheKey() {
        assertThat(catchThrowableOfType(McpError.class, () -> RevisionChoice.of(meta("2026-07-28", false)))
                        .sentence())
                .contains("\"io.modelcontextprotocol/clientCapabilities\"");
        assertThat(catchThrowableOfType(McpError.class, () -> RevisionChoice.of(meta("-", true)))
                        .sentence())
                .contains("\"io.modelcontextprotocol/protocolVersion\"");
    }
}
