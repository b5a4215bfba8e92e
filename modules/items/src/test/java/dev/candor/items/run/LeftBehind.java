package dev.candor.items.run;

import dev.candor.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a run left behind: processes and threads. */
final class LeftBehind {
    private LeftBehind() {}

    static void awaitNoWriter() {
        Await.until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("candor-run")));
    }

    /** What still runs of those that were started with a mark in this folder. */
    static List<String> of(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> isRunning(Long.toString(process.pid())))
                .filter(process -> {
                    try {
                        return Files.readString(
                                        Path.of("/proc", Long.toString(process.pid()), "environ"),
                                        StandardCharsets.ISO_8859_1)
                                .contains("CANDOR_CONTEXT=" + folder);
                    } catch (IOException gone) {
                        return false;
                    }
                })
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse(""))
                .toList();
    }

    /** Whether a process is there, and not only waits for its parent to collect it. */
    static boolean isRunning(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid.strip(), "stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }
}
