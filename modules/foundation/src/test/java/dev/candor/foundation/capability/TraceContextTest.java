package dev.candor.foundation.capability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of W3C Trace Context (sections 3.2 and 3.3) and W3C Baggage. */
class TraceContextTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    private static TraceContext context(String traceparent, String tracestate, String baggage) {
        return new TraceContext(Optional.of(traceparent), Optional.of(tracestate), Optional.of(baggage));
    }

    @Test
    void context_thatIsValid_isKeptAndNamedAsHeaders() {
        TraceContext context = context(PARENT, "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7", "user=42,plan=free;p=1");

        assertThat(context.headers())
                .containsExactly(
                        Map.entry("traceparent", PARENT),
                        Map.entry("tracestate", "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"),
                        Map.entry("baggage", "user=42,plan=free;p=1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PARENT,
                "00-" + TRACE_ID + "-00f067aa0ba902b7-00",
                "00-" + TRACE_ID + "-00f067aa0ba902b7-ff",
                "fe-" + TRACE_ID + "-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000001-0000000000000001-01"
            })
    void traceparent_valid(String text) {
        assertThat(TraceContext.isTraceparent(text)).isTrue();
        assertThat(context(text, "a=b", "c=d").traceparent()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ff-" + TRACE_ID + "-00f067aa0ba902b7-01",
                "FE-" + TRACE_ID + "-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + TRACE_ID + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-" + TRACE_ID + "-00F067AA0BA902B7-01",
                "00-" + TRACE_ID + "-00f067aa0ba902b7-0A",
                "00-" + TRACE_ID + "0-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
                "00-" + TRACE_ID + "-00f067aa0ba902b-01",
                "00-" + TRACE_ID + "-00f067aa0ba902b70-01",
                "00-" + TRACE_ID + "-00f067aa0ba902b7-1",
                "00-" + TRACE_ID + "-00f067aa0ba902b7-011",
                "0-" + TRACE_ID + "-00f067aa0ba902b7-01",
                "00-" + TRACE_ID + "-00f067aa0ba902b7",
                "00-" + TRACE_ID + "-00f067aa0ba902b7-01-more",
                "00_" + TRACE_ID + "_00f067aa0ba902b7_01",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
                " " + PARENT,
                PARENT + " ",
                PARENT + "\n"
            })
    void traceparent_invalid_isNoTraceAndItsStateGoesWithIt(String text) {
        assertThat(TraceContext.isTraceparent(text)).isFalse();
        assertThat(context(text, "a=b", "c=d").headers()).containsExactly(Map.entry("baggage", "c=d"));
    }

    @Test
    void tracestate_upTo512Characters() {
        assertThat(context(PARENT, "s".repeat(512), "c=d").tracestate()).contains("s".repeat(512));
        assertThat(context(PARENT, "s".repeat(513), "c=d").headers()).doesNotContainKey("tracestate");
    }

    @Test
    void baggage_upTo8192Characters_alsoWithoutATrace() {
        assertThat(context("none", "a=b", "b".repeat(8192)).baggage()).contains("b".repeat(8192));
        assertThat(context(PARENT, "a=b", "b".repeat(8193)).headers()).doesNotContainKey("baggage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b\r\nX-Evil: 1", "a=\u0000", "a=é", "a=\u007f"})
    void whatNoHeaderMayHold_isNotKept(String text) {
        assertThat(context(PARENT, text, text).headers()).containsExactly(Map.entry("traceparent", PARENT));
    }

    @Test
    void none_hasNoHeaders() {
        assertThat(TraceContext.none().headers()).isEmpty();
    }
}
