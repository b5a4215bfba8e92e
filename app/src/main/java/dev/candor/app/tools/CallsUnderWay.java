package dev.candor.app.tools;

import dev.candor.foundation.capability.Cancellation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls of tools that have not ended, so that a server that stops can cancel them. */
public final class CallsUnderWay {
    private final Set<Cancellation> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A call, from its begin to its end. */
    public final class Call implements AutoCloseable {
        private final Cancellation cancellation = new Cancellation();

        private Call() {
            calls.add(cancellation);
        }

        public Cancellation cancellation() {
            return cancellation;
        }

        @Override
        public void close() {
            calls.remove(cancellation);
        }
    }

    /** Begins a call; who closes it says that it has ended. */
    public Call begin() {
        Call call = new Call();
        if (closed) {
            call.cancellation().cancel();
        }
        return call;
    }

    /** Cancels all that are under way, and those that begin later. */
    public void cancel() {
        closed = true;
        calls.forEach(Cancellation::cancel);
    }
}
