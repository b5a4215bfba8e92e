package dev.candor.app.mcp;

import dev.candor.foundation.capability.TraceContext;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says about itself, in {@code params._meta}.
 *
 * @param version the protocol's revision, as the client writes it
 * @param clientCapabilities what the client can do
 * @param progressToken asks to be told of progress; an integer or a string, as an id is
 * @param logLevel asks to be told of what matters at least so much, as the client writes it
 * @param saysOfItself whether it says anything of what only stateless requests say of themselves
 */
record RequestMeta(
        Optional<String> version,
        Optional<ObjectValue> clientCapabilities,
        Optional<JsonValue> progressToken,
        Optional<String> logLevel,
        boolean saysOfItself,
        TraceContext trace) {
    /** What the protocol's own keys begin with. */
    static final String PREFIX = "io.modelcontextprotocol/";

    static final String PROTOCOL_VERSION = PREFIX + "protocolVersion";
    static final String CLIENT_CAPABILITIES = PREFIX + "clientCapabilities";
    static final String LOG_LEVEL = PREFIX + "logLevel";
    static final String SERVER_INFO = PREFIX + "serverInfo";
    private static final List<String> OF_ITSELF = List.of(PROTOCOL_VERSION, CLIENT_CAPABILITIES, PREFIX + "clientInfo");
    private static final ObjectValue NONE = new ObjectValue(Map.of());

    static RequestMeta of(ObjectValue params) {
        ObjectValue meta = object(params, "_meta").orElse(NONE);
        return new RequestMeta(
                meta.text(PROTOCOL_VERSION),
                object(meta, CLIENT_CAPABILITIES),
                meta.member("progressToken").filter(Message::isId),
                meta.text(LOG_LEVEL),
                OF_ITSELF.stream().anyMatch(key -> meta.member(key).isPresent()),
                new TraceContext(meta.text("traceparent"), meta.text("tracestate"), meta.text("baggage")));
    }

    private static Optional<ObjectValue> object(ObjectValue parent, String name) {
        return parent.member(name)
                .filter(ObjectValue.class::isInstance)
                .map(value -> ((ObjectValue) value).withoutNulls());
    }
}
