package dev.candor.execution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of a process's signals in {@code /proc/PID/status}. */
record ProcStatus(SignalSet blocked, SignalSet ignored, SignalSet pending) {
    private static final SignalSet NONE = new SignalSet(0);

    /** The status of this process; its blocked signals are those of the first thread. */
    static ProcStatus self() {
        return read("self");
    }

    /** The status of a process; one that is gone has nothing pending. */
    static ProcStatus of(int pid) {
        return read(Integer.toString(pid));
    }

    private static ProcStatus read(String process) {
        SignalSet blocked = NONE;
        SignalSet ignored = NONE;
        SignalSet pending = NONE;
        try {
            byte[] status = Files.readAllBytes(Path.of("/proc", process, "status"));
            for (String line : new String(status, StandardCharsets.ISO_8859_1).split("\n", -1)) {
                if (line.startsWith("SigBlk:\t")) {
                    blocked = SignalSet.parse(line.substring(8));
                } else if (line.startsWith("SigIgn:\t")) {
                    ignored = SignalSet.parse(line.substring(8));
                } else if (line.startsWith("ShdPnd:\t")) {
                    pending = SignalSet.parse(line.substring(8));
                }
            }
        } catch (IOException gone) {
            return new ProcStatus(NONE, NONE, NONE);
        }
        return new ProcStatus(blocked, ignored, pending);
    }
}
