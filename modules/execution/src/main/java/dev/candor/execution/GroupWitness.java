package dev.candor.execution;

/**
 * Tells whether a signal was sent to this process alone or to its whole process group, which the wrapped command
 * belongs to. The kernel does not say. So a second member of the group sleeps with every signal blocked: what is
 * pending there too was sent to the group, has already reached the command, and must not be passed on once more.
 */
final class GroupWitness implements AutoCloseable {
    private Sleeper sleeper = Sleeper.start();
    private SignalSet announced = new SignalSet(0);

    /** The process id of the sleeper; 0 when there is none. */
    int pid() {
        return sleeper.pid();
    }

    /** Those of these signals, which have just reached us, that were sent to the group. */
    SignalSet sawToo(SignalSet arrived) {
        SignalSet seen = announced.and(sleeper.pending()).common(arrived);
        if (seen.bits() != 0) {
            renew(seen);
        }
        return seen;
    }

    /**
     * A signal stays pending at a sleeper for ever, so each testimony takes a new one, which is up before the old one
     * goes. What else is pending at the old one has been sent to the group as well and is about to reach us.
     */
    private void renew(SignalSet testified) {
        Sleeper next = Sleeper.start();
        announced = announced.and(sleeper.pending()).without(testified);
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
