package dev.candor.execution.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * All processes of one run: the first one, its descendants, and whoever was started with the run's mark in the
 * environment, which finds daemons that gave up their parent and their session. Only a process that does both, and clears
 * its environment, is not found.
 */
final class RunTree {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int SWEEPS = 200;

    private final ProcessHandle first;
    private final String variable;
    private final String mark;
    private final Map<Long, ProcessHandle> known = new LinkedHashMap<>();

    RunTree(ProcessHandle first, String variable, String mark) {
        this.first = first;
        this.variable = variable;
        this.mark = mark;
        known.put(first.pid(), first);
    }

    /**
     * Ends them: asks (TERM), waits, then kills until nobody is left.
     *
     * @param meanwhile is called while waiting, so that nobody blocks on a full pipe
     * @return how many there were
     */
    int end(Duration grace, Runnable meanwhile) {
        look();
        int found = known.size();
        known.values().forEach(ProcessHandle::destroy);
        long started = System.nanoTime();
        while (!known.isEmpty() && System.nanoTime() - started < grace.toNanos()) {
            pause(meanwhile);
        }
        for (int sweep = 0; sweep < SWEEPS && !known.isEmpty(); sweep++) {
            known.values().forEach(ProcessHandle::destroyForcibly);
            pause(meanwhile);
        }
        return found;
    }

    private void pause(Runnable meanwhile) {
        meanwhile.run();
        LockSupport.parkNanos(PAUSE);
        look();
    }

    /** What was seen once stays known until it is gone: its parent may end before it and leave no trace of it. */
    private void look() {
        Stream.concat(
                        first.descendants(),
                        Proc.startedWith(variable, mark).stream().flatMap(pid -> ProcessHandle.of(pid).stream()))
                .forEach(process -> known.putIfAbsent(process.pid(), process));
        known.values().removeIf(process -> !process.isAlive() || Proc.isZombie(process.pid()));
    }
}
