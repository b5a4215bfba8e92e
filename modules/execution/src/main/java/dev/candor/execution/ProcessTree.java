package dev.candor.execution;

import java.util.List;

/** All processes that stem from this one, the witness excepted. */
final class ProcessTree {
    private static final int SWEEPS = 100;

    private ProcessTree() {}

    /**
     * Makes this process the parent of every descendant whose own parent ends, so that a daemon which detached itself
     * stays in the tree.
     */
    static void adoptOrphans() {
        Posix.PRCTL.call(Posix.PR_SET_CHILD_SUBREAPER, 1);
    }

    static List<Integer> members(int except) {
        return ProcessHandle.current()
                .descendants()
                .map(process -> (int) process.pid())
                .filter(pid -> pid != except)
                .toList();
    }

    /** Asks every process to end; a stopped one is woken so that it can. */
    static void terminate(int except) {
        List<Integer> members = members(except);
        for (int pid : members) {
            Posix.KILL.call(pid, Posix.SIGTERM);
        }
        for (int pid : members) {
            Posix.KILL.call(pid, Posix.SIGCONT);
        }
    }

    /** Kills until nobody is left; processes that fork meanwhile are met by the next sweep. */
    static void kill(int except, Runnable reap) {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            List<Integer> members = members(except);
            if (members.isEmpty()) {
                return;
            }
            for (int pid : members) {
                Posix.KILL.call(pid, Posix.SIGKILL);
            }
            reap.run();
        }
    }
}
