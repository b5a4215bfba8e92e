package dev.candor.items.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the kernel tells of processes in {@code /proc}; nothing where there is none. */
final class Proc {
    private static final Path PROC = Path.of("/proc");
    private static final int MAX_BYTES = 4 << 20;
    private static final int VSIZE = 20;

    private Proc() {}

    /**
     * Processes by their environment.
     *
     * @param marked those that were started with the variable
     * @param unclear those that are just becoming another program: their environment cannot be read yet
     */
    record Search(List<Long> marked, List<Long> unclear) {}

    /** Looks for the processes that were started with a variable of that value. Those of others are not to be seen. */
    static Search startedWith(String name, String value) {
        String entry =
                new String((name + "=" + value + "\0").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Search search = new Search(new ArrayList<>(), new ArrayList<>());
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, Proc::isProcess)) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                Optional<String> environment = read(process.resolve("environ"));
                if (environment.isEmpty()) {
                    continue;
                }
                if (environment.get().startsWith(entry) || environment.get().contains("\0" + entry)) {
                    search.marked().add(pid);
                } else if (environment.get().isEmpty() && hasMemory(pid)) {
                    search.unclear().add(pid);
                }
            }
        } catch (IOException noProc) {
            return search;
        }
        return search;
    }

    private static boolean isProcess(Path entry) {
        return Character.isDigit(entry.getFileName().toString().charAt(0));
    }

    /** Whether a process has ended and only waits for its parent to notice. */
    static boolean isZombie(long pid) {
        return stat(pid).startsWith("Z");
    }

    /** Threads of the kernel and processes that have ended have none. */
    private static boolean hasMemory(long pid) {
        String[] fields = stat(pid).split(" ", VSIZE + 2);
        return fields.length > VSIZE && !fields[VSIZE].equals("0");
    }

    /** The fields from the state on: the name before it may contain anything. */
    private static String stat(long pid) {
        String stat = read(PROC.resolve(Long.toString(pid)).resolve("stat")).orElse("");
        return stat.substring(Math.min(stat.length(), stat.lastIndexOf(')') + 2));
    }

    /** The bytes of a file, one character each. */
    private static Optional<String> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1));
        } catch (IOException goneOrNotOurs) {
            return Optional.empty();
        }
    }
}
