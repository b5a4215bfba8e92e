package dev.candor.execution;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The open file descriptors of this process. */
final class Descriptors {
    private static final Path OPEN = Path.of("/proc/self/fd");

    private Descriptors() {}

    /** All that are open now, standard streams included. */
    static Set<Integer> open() {
        Set<Integer> numbers = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(OPEN)) {
            for (Path entry : entries) {
                numbers.add(Integer.valueOf(entry.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(OPEN + " cannot be listed: Candor runs commands on Linux only", e);
        }
        return numbers;
    }
}
