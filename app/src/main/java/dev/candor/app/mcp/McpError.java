package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Map;

/** A request that is answered with an error of the protocol. The message is a full sentence that says what to do instead. */
public final class McpError extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * The codes of JSON-RPC 2.0 and of the protocol's schema.
     *
     * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic#error-codes">Error codes</a>
     */
    public enum Code {
        PARSE_ERROR(-32700, 400),
        INVALID_REQUEST(-32600, 400),
        METHOD_NOT_FOUND(-32601, 404),
        INVALID_PARAMS(-32602, 200),
        /** What every request must carry is missing, so that it is malformed rather than wrong. */
        MALFORMED_PARAMS(-32602, 400),
        RESOURCE_NOT_FOUND(-32602, 200),
        INTERNAL_ERROR(-32603, 200),
        HEADER_MISMATCH(-32020, 400),
        MISSING_CLIENT_CAPABILITY(-32021, 400),
        UNSUPPORTED_PROTOCOL_VERSION(-32022, 400);

        private static final int BAD_REQUEST = 400;
        private static final int RESOURCE_NOT_FOUND_UNTIL_2025 = -32002;

        private final int number;
        private final int httpStatus;

        Code(int number, int httpStatus) {
            this.number = number;
            this.httpStatus = httpStatus;
        }

        int number(Revision revision) {
            return this == RESOURCE_NOT_FOUND && !revision.isStateless() ? RESOURCE_NOT_FOUND_UNTIL_2025 : number;
        }

        /** Older clients take 404 for a session that has ended, so only what is no request at all is none with status 200. */
        int httpStatus(Revision revision) {
            return revision.isStateless() || httpStatus == BAD_REQUEST ? httpStatus : 200;
        }
    }

    private final Code code;
    private final transient ObjectValue data;

    public McpError(Code code, String sentence) {
        this(code, sentence, new ObjectValue(Map.of()));
    }

    /**
     * An error.
     *
     * @param data what a program can read of it; empty when there is nothing
     */
    public McpError(Code code, String sentence, ObjectValue data) {
        super(sentence, null, false, false);
        this.code = code;
        this.data = data;
    }

    public Code code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    ObjectValue data() {
        return data;
    }

    /** What the protocol calls the wrong value of a parameter. */
    public static McpError invalidParams(String sentence) {
        return new McpError(Code.INVALID_PARAMS, sentence);
    }

    /** There is no resource of that address. */
    public static McpError noResource(String uri, String sentence) {
        return new McpError(Code.RESOURCE_NOT_FOUND, sentence, new ObjectValue(Map.of("uri", JsonValue.of(uri))));
    }
}
