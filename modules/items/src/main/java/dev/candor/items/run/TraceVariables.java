package dev.candor.items.run;

import dev.candor.foundation.capability.TraceContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The environment variables that tell a process which trace it is part of: the names of the headers in upper case. The
 * state of one trace says nothing of another, so whoever names a trace takes away the state that was there.
 */
final class TraceVariables {
    private static final String PARENT = "TRACEPARENT";
    private static final String STATE = "TRACESTATE";
    private static final String BAGGAGE = "BAGGAGE";

    private TraceVariables() {}

    /** An environment with the trace of a call; as it is, when the call is part of none. */
    static Map<String, String> in(Map<String, String> environment, TraceContext trace) {
        Map<String, String> traced = new HashMap<>(environment);
        if (!trace.headers().isEmpty()) {
            traced.remove(PARENT);
            traced.remove(STATE);
            traced.remove(BAGGAGE);
        }
        trace.headers().forEach((name, value) -> traced.put(name.toUpperCase(Locale.ROOT), value));
        return traced;
    }

    /** An environment without the state of a trace that an item's own variables replace. */
    static Map<String, String> without(Map<String, String> own, Map<String, String> environment) {
        Map<String, String> rest = new HashMap<>(environment);
        if (own.containsKey(PARENT)) {
            rest.remove(STATE);
        }
        return rest;
    }
}
