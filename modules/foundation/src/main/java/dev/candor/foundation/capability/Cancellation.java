package dev.candor.foundation.capability;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says once, to whoever listens, that a call's result is no longer wanted. */
public final class Cancellation {
    private final Set<Runnable> listeners = new LinkedHashSet<>();
    private boolean cancelled;

    /** Ends the listening. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /** Cancels the call; a second time does nothing. The listeners are called on this thread. */
    public void cancel() {
        List<Runnable> told;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            told = List.copyOf(listeners);
            listeners.clear();
        }
        told.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Calls the listener when the call is cancelled, at once if it has been; it must be quick. */
    public Listening whenCancelled(Runnable listener) {
        // an object of its own, so that the same listener may listen twice
        Runnable own = new Runnable() {
            @Override
            public void run() {
                listener.run();
            }
        };
        synchronized (this) {
            if (!cancelled) {
                listeners.add(own);
                return () -> forget(own);
            }
        }
        listener.run();
        return () -> {};
    }

    private synchronized void forget(Runnable listener) {
        listeners.remove(listener);
    }
}
