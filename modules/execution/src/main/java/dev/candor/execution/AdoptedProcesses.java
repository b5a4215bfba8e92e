package dev.candor.execution;

import dev.candor.foundation.time.PeriodicTask;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Collects the processes that process 1 of a container has adopted and that have ended, as an init does. The JDK collects
 * those that it started at once; what has ended and is still there a whole pause later is nobody else's.
 */
public final class AdoptedProcesses implements AutoCloseable {
    private static final long INIT = 1;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Optional<PeriodicTask> task;
    private Set<Long> endedBefore = Set.of();

    private AdoptedProcesses() {
        this.task = ProcessHandle.current().pid() == INIT
                ? Optional.of(new PeriodicTask("init", PAUSE, PAUSE, this::collect))
                : Optional.empty();
    }

    /** Begins, when this process is process 1. */
    public static AdoptedProcesses collected() {
        return new AdoptedProcesses();
    }

    private void collect() {
        Set<Long> ended = ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .filter(pid -> ProcStatus.of(Math.toIntExact(pid)).ended())
                .collect(Collectors.toSet());
        ended.stream().filter(endedBefore::contains).forEach(pid -> Posix.WAITPID.call(pid, 0, Posix.WNOHANG));
        endedBefore = ended;
    }

    @Override
    public void close() {
        task.ifPresent(PeriodicTask::close);
    }
}
