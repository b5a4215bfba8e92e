package dev.candor.app.mcp;

import dev.candor.app.mcp.McpError.Code;
import dev.candor.app.mcp.Message.Request;
import dev.candor.validation.schema.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The headers that say what the body says, for those who pass a request on without reading it. They must agree.
 *
 * @param versions every {@code MCP-Protocol-Version}; the same for the others
 */
record McpHeaders(List<String> versions, List<String> methods, List<String> names) {
    static final String VERSION = "MCP-Protocol-Version";
    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    private static final String ENCODED = "=?base64?";
    private static final String ENCODED_END = "?=";

    /** What a name is of, by method. */
    private static final Map<String, String> NAMED_BY =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    static McpHeaders of(HttpServletRequest request) {
        return new McpHeaders(all(request, VERSION), all(request, METHOD), all(request, NAME));
    }

    private static List<String> all(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }

    /** The revision of a request, once the headers are found to agree with it. */
    Revision revision(Request request, RequestMeta meta) throws McpError {
        Optional<String> version = one(VERSION, versions);
        Revision revision = RevisionChoice.of(meta, version);
        if (revision.isStateless()) {
            expect(METHOD, one(METHOD, methods), request.method());
            String member = NAMED_BY.get(request.method());
            if (member != null) {
                Optional<String> name = request.params().text(member);
                Optional<String> header = one(NAME, names);
                if (name.isPresent()) {
                    expect(NAME, header.isPresent() ? Optional.of(decoded(header.get())) : header, name.get());
                }
            }
        }
        return revision;
    }

    /** For messages that are no requests, and so have no revision of their own. */
    void expectKnownRevision() throws McpError {
        Optional<String> version = one(VERSION, versions);
        if (version.isPresent() && Revision.of(version.get()).isEmpty()) {
            throw RevisionChoice.unsupported(version.get());
        }
    }

    private static Optional<String> one(String header, List<String> values) throws McpError {
        if (values.size() > 1) {
            throw mismatch("expected the header " + header + " once, found it " + values.size() + " times");
        }
        return values.stream().map(String::strip).findFirst();
    }

    private static void expect(String header, Optional<String> found, String body) throws McpError {
        if (!found.equals(Optional.of(body))) {
            throw mismatch("expected the header " + header + " to say what the body says, " + Violation.quoted(body)
                    + ", found " + found.map(Violation::quoted).orElse("none"));
        }
    }

    /** Values that do not fit a header come as the Base64 of their UTF-8. */
    private static String decoded(String value) throws McpError {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw mismatch("expected the header " + NAME + " to hold visible ASCII characters, found "
                    + Violation.quoted(value) + "; send other names as Base64");
        }
        if (!value.startsWith(ENCODED) || !value.endsWith(ENCODED_END)) {
            return value;
        }
        String base64 =
                value.substring(ENCODED.length(), Math.max(ENCODED.length(), value.length() - ENCODED_END.length()));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw mismatch("expected the header " + NAME + " to hold the Base64 of UTF-8 between " + ENCODED + " and "
                    + ENCODED_END + ", found " + Violation.quoted(value));
        }
    }

    private static McpError mismatch(String sentence) {
        return new McpError(Code.HEADER_MISMATCH, sentence);
    }
}
