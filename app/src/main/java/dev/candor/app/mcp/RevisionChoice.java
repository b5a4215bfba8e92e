package dev.candor.app.mcp;

import dev.candor.app.mcp.McpError.Code;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.Violation;
import java.util.Map;
import java.util.Optional;

/** Finds the revision that a request is of, from what the request carries and nothing else. */
final class RevisionChoice {
    private RevisionChoice() {}

    /** Of a request without headers: it is stateless when it names a revision, unless it names one with a handshake. */
    static Revision of(RequestMeta meta) throws McpError {
        Optional<Revision> named = meta.version().flatMap(Revision::of);
        if (meta.version().isEmpty()
                || named.filter(known -> !known.isStateless()).isPresent()) {
            return named.orElseGet(Revision::newestWithHandshake);
        }
        return stateless(meta);
    }

    /**
     * Of a request with headers.
     *
     * @param header {@code MCP-Protocol-Version}
     */
    static Revision of(RequestMeta meta, Optional<String> header) throws McpError {
        Optional<Revision> known = meta.version().or(() -> header).flatMap(Revision::of);
        boolean saysNothing = meta.version().isEmpty() && header.isEmpty();
        if (saysNothing || known.filter(revision -> !revision.isStateless()).isPresent()) {
            return known.orElseGet(Revision::newestWithHandshake);
        }
        if (meta.version().isPresent() && !meta.version().equals(header)) {
            throw new McpError(
                    Code.HEADER_MISMATCH,
                    "expected the header MCP-Protocol-Version to say what _meta says, "
                            + Violation.quoted(meta.version().get()) + ", found "
                            + header.map(Violation::quoted).orElse("none"));
        }
        if (meta.version().isEmpty() && known.isEmpty()) {
            throw unsupported(header.orElse(""));
        }
        return stateless(meta);
    }

    private static Revision stateless(RequestMeta meta) throws McpError {
        String version = meta.version().orElseThrow(() -> missing(RequestMeta.PROTOCOL_VERSION, "a string"));
        Revision revision = Revision.of(version).orElseThrow(() -> unsupported(version));
        if (meta.clientCapabilities().isEmpty()) {
            throw missing(RequestMeta.CLIENT_CAPABILITIES, "an object, {} when the client can do nothing special");
        }
        return revision;
    }

    private static McpError missing(String key, String kind) {
        return new McpError(
                Code.MALFORMED_PARAMS, "expected params._meta to hold \"" + key + "\", " + kind + "; found none");
    }

    private static McpError unsupported(String requested) {
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
