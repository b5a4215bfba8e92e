package dev.candor.execution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says of a process in {@code /proc/PID/status}.
 *
 * @param state a letter, as ps(1) shows it; a space of a process that is gone
 */
record ProcStatus(char state, SignalSet blocked, SignalSet ignored, SignalSet pending) {
    private static final SignalSet NONE = new SignalSet(0);

    /** The status of this process; its blocked signals are those of the first thread. */
    static ProcStatus self() {
        return read("self");
    }

    /** The status of a process; one that is gone has nothing pending. */
    static ProcStatus of(int pid) {
        return read(Integer.toString(pid));
    }

    /** Whether it has a processor, or waits for one or for a disk. */
    boolean atWork() {
        return state == 'R' || state == 'D';
    }

    /** Whether it only waits for its parent to collect it. */
    boolean ended() {
        return state == 'Z';
    }

    /** For how many nanoseconds the first thread of a process has run; all of this machine's where nobody can say. */
    static long timeOnProcessor(int pid) {
        try {
            byte[] text = Files.readAllBytes(Path.of("/proc", Integer.toString(pid), "schedstat"));
            String line = new String(text, StandardCharsets.ISO_8859_1);
            return Long.parseLong(line.substring(0, line.indexOf(' ')));
        } catch (IOException | RuntimeException unknown) {
            return System.nanoTime();
        }
    }

    private static ProcStatus read(String process) {
        char state = ' ';
        SignalSet blocked = NONE;
        SignalSet ignored = NONE;
        SignalSet pending = NONE;
        try {
            byte[] status = Files.readAllBytes(Path.of("/proc", process, "status"));
            for (String line : new String(status, StandardCharsets.ISO_8859_1).split("\n", -1)) {
                if (line.startsWith("State:\t")) {
                    state = line.charAt(7);
                } else if (line.startsWith("SigBlk:\t")) {
                    blocked = SignalSet.parse(line.substring(8));
                } else if (line.startsWith("SigIgn:\t")) {
                    ignored = SignalSet.parse(line.substring(8));
                } else if (line.startsWith("ShdPnd:\t")) {
                    pending = SignalSet.parse(line.substring(8));
                }
            }
        } catch (IOException gone) {
            return new ProcStatus(' ', NONE, NONE, NONE);
        }
        return new ProcStatus(state, blocked, ignored, pending);
    }
}
