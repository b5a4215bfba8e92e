package dev.candor.execution.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the kernel tells of processes in {@code /proc}; nothing where there is none. */
final class Proc {
    private static final Path PROC = Path.of("/proc");
    private static final int MOST = 4 << 20;

    private Proc() {}

    /** The ids of the processes that were started with a variable of that value. Those of others are not to be seen. */
    static List<Long> startedWith(String name, String value) {
        String entry = name + "=" + value + "\0";
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : processes) {
                String environment = read(process.resolve("environ"));
                if (environment.startsWith(entry) || environment.contains("\0" + entry)) {
                    found.add(Long.valueOf(process.getFileName().toString()));
                }
            }
        } catch (IOException noProc) {
            return found;
        }
        return found;
    }

    /** Whether a process has ended and only waits for its parent to notice. */
    static boolean isZombie(long pid) {
        String stat = read(PROC.resolve(Long.toString(pid)).resolve("stat"));
        int name = stat.lastIndexOf(')');
        return name >= 0 && stat.startsWith(" Z", name + 1);
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }
}
