package dev.candor.app.referee;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs in {@code src/test/node}, installed in the build's own folder, with the Node that they want. */
public final class NodeProject {
    private static final Path FETCH = Path.of("src/test/sh/node-project.sh").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/node").toAbsolutePath();
    private static final Path BIN = FOLDER.resolve("node_modules/.bin");
    /** What the script promises, and a minute. */
    private static final Duration MAX_INSTALLATION = Duration.ofMinutes(17);

    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(20);

    private NodeProject() {}

    /**
     * The same for every test of a build; installs it when that has not been done or the lock file has changed.
     *
     * @throws AssertionError when it cannot be installed; a second test hears the same at once, without another try
     */
    public static NodeProject installed() {
        Installation.FAILURE.ifPresent(failure -> {
            throw new AssertionError(failure);
        });
        return new NodeProject();
    }

    /** Made once, by the first test that asks. */
    private static final class Installation {
        static final Optional<String> FAILURE = install();

        private static Optional<String> install() {
            try {
                Path said = Files.createDirectories(FOLDER).resolve("node-project.log");
                ProcessBuilder fetch = new ProcessBuilder(FETCH.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
                int exitCode = finish(fetch, MAX_INSTALLATION);
                return exitCode == 0
                        ? Optional.empty()
                        : Optional.of(FETCH + " ended with exit code " + exitCode + ":\n" + Files.readString(said));
            } catch (IOException | AssertionError e) {
                return Optional.of(FETCH + " failed: " + e);
            }
        }
    }

    /** Where a program of a package is. */
    public String program(String name) {
        return BIN.resolve(name).toString();
    }

    /** Where a script of ours is. */
    public String script(String name) {
        return FOLDER.resolve(name).toString();
    }

    /** What a program's environment must have beside the usual, so that it finds its own Node. */
    public Map<String, String> environment() {
        return Map.of("PATH", BIN + File.pathSeparator + System.getenv("PATH"));
    }

    /**
     * Runs a command, with all that it says in one file.
     *
     * @return its exit code
     */
    public int run(Map<String, String> environment, Path said, Duration longest, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment());
        builder.environment().putAll(environment);
        return finish(builder, longest);
    }

    private static int finish(ProcessBuilder builder, Duration longest) throws IOException {
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(String.join(" ", builder.command()) + " did not end within " + longest + ":\n"
                        + Files.readString(said(builder), StandardCharsets.UTF_8));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            end(process);
        }
    }

    /** Only of a process that still runs are the descendants known, so they are asked for before it is ended. */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        process.onExit()
                .orTimeout(EXIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static Path said(ProcessBuilder builder) {
        return Objects.requireNonNull(builder.redirectOutput().file()).toPath();
    }
}
