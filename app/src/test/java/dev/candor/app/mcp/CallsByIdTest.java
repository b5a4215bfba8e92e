package dev.candor.app.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.mcp.CallsById.Key;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.json.JsonValue;
import org.junit.jupiter.api.Test;

class CallsByIdTest {
    private static final Key KEY = new Key("client", JsonValue.of(1));

    private final CallsById calls = new CallsById();
    private final Cancellation call = new Cancellation();
    private final Cancellation other = new Cancellation();

    @Test
    void cancel_cancelsTheCallOfThatKey_andNoOther() {
        calls.add(KEY, call);
        calls.add(new Key("client", JsonValue.of(2)), other);
        calls.cancel(KEY);
        assertThat(call.isCancelled()).isTrue();
        assertThat(other.isCancelled()).isFalse();
    }

    @Test
    void cancel_tellsNumbersFromTexts_andClientsFromEachOther() {
        calls.add(KEY, call);
        calls.cancel(new Key("client", JsonValue.of("1")));
        calls.cancel(new Key("another", JsonValue.of(1)));
        assertThat(call.isCancelled()).isFalse();
    }

    @Test
    void cancel_ambiguousKey_cancelsNobody_untilOneIsLeft() {
        assertThat(calls.add(KEY, call)).isTrue();
        assertThat(calls.add(KEY, other)).isFalse();
        calls.cancel(KEY);
        assertThat(call.isCancelled()).isFalse();
        assertThat(other.isCancelled()).isFalse();

        calls.remove(KEY, other);
        calls.cancel(KEY);
        assertThat(call.isCancelled()).isTrue();
        assertThat(other.isCancelled()).isFalse();
    }

    @Test
    void cancel_ofAFinishedCall_doesNothing_andItsKeyIsFree() {
        calls.add(KEY, call);
        calls.remove(KEY, call);
        calls.remove(KEY, call);
        calls.cancel(KEY);
        calls.cancelAll();
        assertThat(call.isCancelled()).isFalse();
        assertThat(calls.add(KEY, other)).isTrue();
    }

    @Test
    void cancelAll_cancelsAmbiguousOnesToo() {
        calls.add(KEY, call);
        calls.add(KEY, other);
        calls.cancelAll();
        assertThat(call.isCancelled()).isTrue();
        assertThat(other.isCancelled()).isTrue();
    }

    /** A listener may end the call, which removes it. */
    @Test
    void cancelAll_whileListenersRemoveCalls() {
        Key second = new Key("client", JsonValue.of(2));
        calls.add(KEY, call);
        calls.add(second, other);
        call.whenCancelled(() -> calls.remove(KEY, call));
        other.whenCancelled(() -> calls.remove(second, other));
        calls.cancelAll();
        assertThat(calls.add(KEY, new Cancellation())).isTrue();
        assertThat(calls.add(second, new Cancellation())).isTrue();
    }

    @Test
    void cancelAll_cancelsAlsoWhatComesLater() {
        calls.add(KEY, call);
        calls.cancelAll();
        calls.add(new Key("client", JsonValue.of(2)), other);
        assertThat(call.isCancelled()).isTrue();
        assertThat(other.isCancelled()).isTrue();
    }
}
