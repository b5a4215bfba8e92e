package dev.candor.app.mcp;

import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.capability.TraceContext;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.OptionalDouble;

/** What a request lends the call that it makes. May be used from any thread, and never waits for the client. */
public interface CallContext {
    /** Tells when the client no longer wants the result. */
    Cancellation cancellation();

    /** The distributed trace that the client's request is part of. */
    TraceContext trace();

    /**
     * What the client says it can do; empty when it said nothing. What needs more refuses with
     * {@link McpError.Code#MISSING_CLIENT_CAPABILITY}.
     */
    ObjectValue clientCapabilities();

    /**
     * Tells the client how far the call is, if it asked to know.
     *
     * @param progress more than the last time; less is not sent
     * @param message a line for a person
     */
    void progress(double progress, OptionalDouble total, String message);

    /** Tells the client something about the call, if it asked to hear of things that matter so much. */
    void log(LogLevel level, JsonValue data);
}
