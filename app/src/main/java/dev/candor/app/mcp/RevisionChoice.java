package dev.candor.app.mcp;

import dev.candor.app.mcp.McpError.Code;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Violation;
import java.util.Map;
import java.util.Optional;

/** Finds the revision that a request is of, from what the request carries and nothing else. */
final class RevisionChoice {
    private RevisionChoice() {}

    /**
     * Of a request without headers: it is stateless when it says what only stateless requests say, unless it names a
     * revision with a handshake.
     */
    static Revision of(RequestMeta meta) throws McpError {
        if (!meta.saysOfItself() || namesHandshake(meta)) {
            return meta.version().flatMap(Revision::of).orElseGet(Revision::newestWithHandshake);
        }
        return stateless(meta);
    }

    /**
     * Of a request with headers. Both must say the same, or those who read the headers only would be misled.
     *
     * @param header {@code MCP-Protocol-Version}
     */
    static Revision of(RequestMeta meta, Optional<String> header) throws McpError {
        if (header.isEmpty() && (meta.version().isEmpty() || namesHandshake(meta))) {
            return of(meta);
        }
        if (meta.version().isPresent() && !meta.version().equals(header)) {
            throw new McpError(
                    Code.HEADER_MISMATCH,
                    "expected the header MCP-Protocol-Version to say what _meta says, "
                            + Violation.quoted(meta.version().get()) + ", found "
                            + header.map(Violation::quoted).orElse("none"));
        }
        Revision revision = header.flatMap(Revision::of).orElseThrow(() -> unsupported(header.orElse("")));
        return revision.isStateless() ? stateless(meta) : revision;
    }

    private static boolean namesHandshake(RequestMeta meta) {
        return meta.version()
                .flatMap(Revision::of)
                .filter(known -> !known.isStateless())
                .isPresent();
    }

    private static Revision stateless(RequestMeta meta) throws McpError {
        String version = meta.version().orElseThrow(() -> missing(RequestMeta.PROTOCOL_VERSION, "a string"));
        Revision revision = Revision.of(version).orElseThrow(() -> unsupported(version));
        if (meta.clientCapabilities().isEmpty()) {
            throw missing(RequestMeta.CLIENT_CAPABILITIES, "an object, {} when the client can do nothing special");
        }
        if (meta.logLevel().isPresent()) {
            LogLevel.named(
                    "params._meta's " + RequestMeta.LOG_LEVEL, meta.logLevel().get());
        }
        return revision;
    }

    private static McpError missing(String key, String kind) {
        return new McpError(
                Code.MALFORMED_PARAMS, "expected params._meta to hold \"" + key + "\", " + kind + "; found none");
    }

    static McpError unsupported(String requested) {
        return new McpError(
                Code.UNSUPPORTED_PROTOCOL_VERSION,
                "the revision " + Violation.quoted(requested) + " of the protocol is not supported; choose one of "
                        + String.join(", ", Revision.words()),
                new ObjectValue(Map.of(
                        "supported",
                                JsonValue.of(Revision.words().stream()
                                        .map(JsonValue::of)
                                        .toList()),
                        "requested", JsonValue.of(requested))));
    }
}
