package dev.candor.execution;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A process and all that it starts, whatever that does to its parents, its session and its environment.
 *
 * <p>Two properties of Linux find them. This process is the parent of every descendant whose own parent ends
 * ({@code PR_SET_CHILD_SUBREAPER}), so nothing leaves the tree below it. And each tree has a mark, a number that the kernel
 * hands on to whatever a process starts, and that nobody has a reason to change: {@code RLIMIT_RSS}, which Linux has not
 * enforced since 2.4.30. It tells the trees of this process apart.
 *
 * <p>Not found are a process that leaves its parents and also sets that limit itself, or has none because the one of this
 * process may not be so high; and, with bad luck, a chain of processes that fork and exit faster than we look.
 */
public final class ProcessTree {
    private static final int RLIMIT_RSS = 5;
    /** Marks are this number or larger, and smaller than twice it: two million terabytes. */
    private static final long MARKS = 1L << 61;

    private static final int TIME_BITS = 38;

    private static final int STAT_PARENT = 1;
    private static final int STAT_MARK = 22;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int SWEEPS = 200;

    /** A limit is one of the whole process: only one tree begins at a time. */
    private static final Object BEGINNING = new Object();

    private final Process first;
    private final long mark;
    private final Map<Long, ProcessHandle> known = new LinkedHashMap<>();
    private final Set<Long> everFound = new LinkedHashSet<>();

    private ProcessTree(Process first, long mark) {
        this.first = first;
        this.mark = mark;
    }

    /**
     * Starts the first process of a tree. What any other part of this program starts at the same moment would be taken for a
     * part of it; no other part does.
     *
     * @throws IOException as {@link ProcessBuilder#start} does
     */
    public static ProcessTree start(ProcessBuilder builder) throws IOException {
        adoptOrphans();
        NativeMemory memory = new NativeMemory();
        ByteBuffer before = memory.block(2 * NativeMemory.WORD);
        ByteBuffer marked = memory.block(2 * NativeMemory.WORD);
        synchronized (BEGINNING) {
            long mark = newMark();
            Posix.PRLIMIT.call(0, RLIMIT_RSS, 0, NativeMemory.address(before));
            marked.putLong(0, mark).putLong(NativeMemory.WORD, before.getLong(NativeMemory.WORD));
            boolean isMarked = Posix.PRLIMIT.call(0, RLIMIT_RSS, NativeMemory.address(marked), 0) == 0;
            try {
                return new ProcessTree(builder.start(), mark);
            } finally {
                if (isMarked) {
                    Posix.PRLIMIT.call(0, RLIMIT_RSS, NativeMemory.address(before), 0);
                }
                Reference.reachabilityFence(memory);
            }
        }
    }

    /** Another one for each call, here and in a process below this one that has trees of its own. */
    private static long newMark() {
        long time = System.nanoTime() & ((1L << TIME_BITS) - 1);
        return MARKS | (ProcessHandle.current().pid() << TIME_BITS) | time;
    }

    /** Makes this process the parent of every descendant whose own parent ends. */
    static void adoptOrphans() {
        Posix.PRCTL.call(Posix.PR_SET_CHILD_SUBREAPER, 1);
    }

    /** The process that all others stem from. */
    public Process first() {
        return first;
    }

    /**
     * Ends all: asks (TERM), waits, then kills until nobody is left.
     *
     * @param grace how long this may take until they are killed; asked again and again, because somebody may get
     *     impatient
     * @param meanwhile is called while waiting, so that nobody blocks on a full pipe
     * @return how many were found alive, also those that were started meanwhile
     */
    public int end(Supplier<Duration> grace, Runnable meanwhile) {
        long began = System.nanoTime();
        look();
        terminate(known.keySet());
        long asked = System.nanoTime();
        while (!known.isEmpty() && isWithin(grace.get().toNanos(), began, asked)) {
            pause(meanwhile);
            known.values().removeIf(ProcessTree::hasEnded);
            if (known.isEmpty()) {
                look();
            }
        }
        if (!known.isEmpty()) {
            look();
        }
        for (int sweep = 0; sweep < SWEEPS && !known.isEmpty(); sweep++) {
            known.values().forEach(ProcessHandle::destroyForcibly);
            pause(meanwhile);
            look();
        }
        collect();
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

    /** What was seen once stays known until it has ended. Nobody is left when two looks in a row find nobody. */
    private void look() {
        for (int looks = 0; looks < 2; looks++) {
            Stream<ProcessHandle> marked = below().filter(process -> isOurs(stat(process.pid())));
            Stream.concat(Stream.concat(Stream.of(first.toHandle()), first.descendants()), marked)
                    .forEach(process -> known.putIfAbsent(process.pid(), process));
            known.values().removeIf(ProcessTree::hasEnded);
            everFound.addAll(known.keySet());
            if (!known.isEmpty()) {
                return;
            }
        }
    }

    private static boolean hasEnded(ProcessHandle process) {
        return !process.isAlive() || isZombie(stat(process.pid()));
    }

    /** Collects those that have ended and that this process has adopted; the JDK collects the first one. */
    public void collect() {
        String parent = Long.toString(ProcessHandle.current().pid());
        ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != first.pid())
                .filter(pid -> {
                    String[] stat = stat(pid);
                    boolean ours = everFound.contains(pid) || isOurs(stat);
                    return ours && isZombie(stat) && stat[STAT_PARENT].equals(parent);
                })
                .forEach(pid -> Posix.WAITPID.call(pid, 0, Posix.WNOHANG));
    }

    private boolean isOurs(String[] stat) {
        return stat.length > STAT_MARK && stat[STAT_MARK].equals(Long.toString(mark));
    }

    private static boolean isZombie(String[] stat) {
        return stat[0].equals("Z");
    }

    /** What the kernel says of a process, from its state on: the name before that may contain anything. */
    private static String[] stat(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat"));
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException gone) {
            return new String[] {""};
        }
    }

    private static Stream<ProcessHandle> below() {
        return ProcessHandle.current().descendants();
    }

    /** All that stem from this process, but for one. */
    static List<Integer> members(int except) {
        return below().map(process -> (int) process.pid())
                .filter(pid -> pid != except)
                .toList();
    }

    /** Asks processes to end; a stopped one is woken so that it can. */
    static void terminate(Iterable<? extends Number> pids) {
        pids.forEach(pid -> Posix.KILL.call(pid.longValue(), Posix.SIGTERM));
        pids.forEach(pid -> Posix.KILL.call(pid.longValue(), Posix.SIGCONT));
    }

    /** Kills until nobody but one is left; processes that fork meanwhile are met by the next sweep. */
    static void kill(int except, Runnable reap) {
        List<Integer> members = members(except);
        for (int sweep = 0; sweep < SWEEPS && !members.isEmpty(); sweep++) {
            members.forEach(pid -> Posix.KILL.call(pid, Posix.SIGKILL));
            reap.run();
            members = members(except);
        }
    }
}
