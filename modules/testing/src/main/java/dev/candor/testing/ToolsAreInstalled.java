package dev.candor.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Ends a test run before its first test when a program that some test starts is not installed. The programs and their
 * Debian packages are the lines of {@code test-tools}, which {@code .ci/run} installs.
 */
public final class ToolsAreInstalled implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        List<String> missing = missing(System.getenv("PATH"));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the tests need programs that are not installed: "
                    + String.join(", ", missing) + "; install them, or run .ci/run, which does");
        }
    }

    /** What a search path lacks, as {@code zsh (Debian package zsh)}. */
    static List<String> missing(String path) {
        return tools().filter(tool ->
                        Stream.of(path.split(":")).noneMatch(folder -> Files.isExecutable(Path.of(folder, tool[0]))))
                .map(tool -> tool[0] + " (Debian package " + tool[1] + ")")
                .toList();
    }

    private static Stream<String[]> tools() {
        try (InputStream table = ToolsAreInstalled.class.getResourceAsStream("/test-tools")) {
            return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
