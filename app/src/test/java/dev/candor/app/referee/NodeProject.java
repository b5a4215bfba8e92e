package dev.candor.app.referee;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs in {@code src/test/node}, installed in the build's own folder, with the Node that they want. */
public final class NodeProject {
    private static final Path SOURCE = Path.of("src/test/node").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/node").toAbsolutePath();
    private static final Path MARK = FOLDER.resolve("installed");
    private static final Path BIN = FOLDER.resolve("node_modules/.bin");
    private static final List<String> DECIDES = List.of("package.json", "package-lock.json", ".npmrc");
    private static final Duration LONGEST_INSTALLATION = Duration.ofMinutes(8);

    private NodeProject() {}

    /** The same for every test of a build; installs it when that has not been done or the lock file has changed. */
    public static synchronized NodeProject installed() {
        try {
            Files.createDirectories(FOLDER);
            try (Stream<Path> files = Files.list(SOURCE)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.write(FOLDER.resolve(file.getFileName()), Files.readAllBytes(file));
                }
            }
            String wanted = checksum();
            if (!Files.exists(MARK) || !Files.readString(MARK).equals(wanted)) {
                Files.deleteIfExists(MARK);
                install();
                Files.writeString(MARK, wanted);
            }
            return new NodeProject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checksum() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : DECIDES) {
                digest.update(Files.readAllBytes(FOLDER.resolve(file)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void install() throws IOException {
        Path log = FOLDER.resolve("npm.log");
        ProcessBuilder npm = new ProcessBuilder("npm", "ci", "--no-progress")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        int exitCode = finish(npm, LONGEST_INSTALLATION);
        if (exitCode != 0 || !Files.isExecutable(BIN.resolve("node"))) {
            throw new AssertionError("npm ci ended with exit code " + exitCode + " in " + FOLDER
                    + "; it needs npm 10 or later and a registry that npm is configured for:\n"
                    + Files.readString(log));
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
        Process process = started(builder);
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
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process started(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    builder.command().getFirst() + " cannot be started; install Node and npm (Debian: nodejs, npm)", e);
        }
    }

    private static Path said(ProcessBuilder builder) {
        return Objects.requireNonNull(builder.redirectOutput().file()).toPath();
    }
}
