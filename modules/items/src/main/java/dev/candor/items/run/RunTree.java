package dev.candor.items.run;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All processes of one run: the first one, its descendants, and whoever was started with the run's mark in the
 * environment, which finds daemons that gave up their parent and their session. A process that does both, and clears its
 * environment, is not found; nor is, with bad luck, a chain of processes that fork and exit faster than we look.
 */
final class RunTree {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long BLINK = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int SWEEPS = 200;
    private static final long BLINKING = TimeUnit.MILLISECONDS.toNanos(100);

    private final ProcessHandle first;
    private final Optional<Instant> started;
    private final String variable;
    private final String mark;
    private final Map<Long, ProcessHandle> known = new LinkedHashMap<>();
    private final Set<Long> everFound = new LinkedHashSet<>();
    private final Set<Long> strangers = new LinkedHashSet<>();

    RunTree(ProcessHandle first, String variable, String mark) {
        this.first = first;
        this.started = first.info().startInstant();
        this.variable = variable;
        this.mark = mark;
        known.put(first.pid(), first);
    }

    /**
     * Ends them: asks (TERM), waits, then kills until nobody is left.
     *
     * @param grace how long this may take until they are killed; asked again and again, because somebody may get
     *     impatient
     * @param meanwhile is called while waiting, so that nobody blocks on a full pipe
     * @return how many were found alive, also those that were started meanwhile
     */
    int end(Supplier<Duration> grace, Runnable meanwhile) {
        long began = System.nanoTime();
        look();
        known.values().forEach(ProcessHandle::destroy);
        long asked = System.nanoTime();
        while (!known.isEmpty() && isWithin(grace.get().toNanos(), began, asked)) {
            pause(meanwhile);
            forgetTheDead();
            if (known.isEmpty()) {
                look();
            }
        }
        if (!known.isEmpty()) {
            // whoever was started meanwhile loses the parent that it is found by
            meet(first.descendants());
        }
        for (int sweep = 0; sweep < SWEEPS && !known.isEmpty(); sweep++) {
            known.values().forEach(ProcessHandle::destroyForcibly);
            pause(meanwhile);
            look();
        }
        return everFound.size();
    }

    /** On a busy machine looking takes long, and who was asked must still have a moment. */
    private static boolean isWithin(long grace, long began, long asked) {
        long now = System.nanoTime();
        return now - began < grace || now - asked < Math.min(grace, MOMENT);
    }

    private static void pause(Runnable meanwhile) {
        meanwhile.run();
        LockSupport.parkNanos(PAUSE);
    }

    /**
     * What was seen once stays known until it is gone: its parent may end before it and leave no trace of it. Before
     * nobody is left, those are waited for who are just becoming another program: one of them may be ours.
     */
    private void look() {
        Proc.Search search = see();
        long since = System.nanoTime();
        while (known.isEmpty()
                && System.nanoTime() - since < BLINKING
                && search.unclear().stream().anyMatch(this::mayBeOurs)) {
            LockSupport.parkNanos(BLINK);
            search = see();
        }
        if (known.isEmpty()) {
            // whoever is unclear that long has no environment, and is not waited for again
            strangers.addAll(search.unclear());
        }
    }

    private Proc.Search see() {
        Proc.Search search = Proc.startedWith(variable, mark);
        Stream<ProcessHandle> marked = search.marked().stream()
                .filter(pid -> !known.containsKey(pid))
                .flatMap(pid -> ProcessHandle.of(pid).stream());
        meet(Stream.concat(first.descendants(), marked));
        return search;
    }

    private void meet(Stream<ProcessHandle> processes) {
        processes
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .forEach(process -> known.putIfAbsent(process.pid(), process));
        forgetTheDead();
        everFound.addAll(known.keySet());
    }

    private void forgetTheDead() {
        known.values().removeIf(process -> !process.isAlive() || Proc.isZombie(process.pid()));
    }

    private boolean mayBeOurs(long pid) {
        Optional<Instant> begun =
                ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
        boolean older = begun.isPresent() && started.isPresent() && begun.get().isBefore(started.get());
        return !older && !strangers.contains(pid);
    }
}
