package dev.candor.execution;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells whether a signal was sent to this process alone or to its whole process group, which the wrapped command
 * belongs to. The kernel does not say. So a second member of the group sleeps with every signal blocked: what is
 * pending there too was sent to the group, has already reached the command, and must not be passed on once more.
 */
final class GroupWitness implements AutoCloseable {
    private static final int LOOKS = 5;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private Sleeper sleeper = Sleeper.start();
    private SignalSet announced = new SignalSet(0);

    /** The process id of the sleeper; 0 when there is none. */
    int pid() {
        return sleeper.pid();
    }

    /** Whether this signal, which has just reached us, was sent to the group. */
    boolean sawToo(int signal) {
        if (announced.contains(signal)) {
            renew(signal);
            return true;
        }
        for (int look = 0; look < LOOKS && sleeper.pid() > 0; look++) {
            if (sleeper.pending().contains(signal)) {
                renew(signal);
                return true;
            }
            LockSupport.parkNanos(PAUSE);
        }
        return false;
    }

    /**
     * A signal stays pending at a sleeper for ever, so each testimony takes a new one, which is up before the old one
     * goes. What else is pending at the old one has been sent to the group as well and is about to reach us.
     */
    private void renew(int testified) {
        Sleeper next = Sleeper.start();
        announced = announced.and(sleeper.pending()).without(SignalSet.of(testified));
        sleeper.close();
        sleeper = next;
    }

    /** A child has been collected, which may have been the sleeper. */
    void collected(int child) {
        if (child == sleeper.pid()) {
            sleeper.forget();
        }
    }

    @Override
    public void close() {
        sleeper.close();
    }
}
