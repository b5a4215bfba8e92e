package dev.candor.foundation.capability;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The distributed trace that a call is part of, as W3C Trace Context and W3C Baggage write it. Only what is valid is kept,
 * and of too long a {@code tracestate} or {@code baggage} nothing: half of it would say something else.
 *
 * @param traceparent version, trace id, parent id and flags: {@code 00-…-…-01}
 * @param tracestate at most 512 characters; none without a traceparent
 * @param baggage at most 8192 characters
 */
public record TraceContext(Optional<String> traceparent, Optional<String> tracestate, Optional<String> baggage) {
    /** The name of the header that names a trace and the place in it. */
    public static final String PARENT = "traceparent";
    /** The name of the header with what systems on the way keep with the trace. */
    public static final String STATE = "tracestate";
    /** The name of the header with what the application keeps with the trace. */
    public static final String BAGGAGE = "baggage";

    private static final int MAX_STATE = 512;
    private static final int MAX_BAGGAGE = 8192;
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]+");

    public TraceContext {
        traceparent = traceparent.filter(TraceContext::isTraceparent);
        boolean traced = traceparent.isPresent();
        tracestate = tracestate.filter(text -> traced && isPrintable(text, MAX_STATE));
        baggage = baggage.filter(text -> isPrintable(text, MAX_BAGGAGE));
    }

    /** Whether a text is a traceparent: four fields in lower case hexadecimal, neither id all zeros, no version ff. */
    public static boolean isTraceparent(String text) {
        return TRACEPARENT.matcher(text).matches();
    }

    private static boolean isPrintable(String text, int most) {
        return text.length() <= most && PRINTABLE.matcher(text).matches();
    }

    /** No trace. */
    public static TraceContext none() {
        return new TraceContext(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What is known, by the names of the headers: a new map each time. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        traceparent.ifPresent(text -> headers.put(PARENT, text));
        tracestate.ifPresent(text -> headers.put(STATE, text));
        baggage.ifPresent(text -> headers.put(BAGGAGE, text));
        return headers;
    }
}
