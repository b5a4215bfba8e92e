package dev.candor.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The folder that the build makes to install, used from a scratch folder as a user would. */
final class Installed {
    static final Path CANDOR = Path.of("target/candor/bin/candor").toAbsolutePath();
    private static final Path PYTHON = Path.of("src/test/python").toAbsolutePath();
    private static final long TIMEOUT_SECONDS = 120;

    /** What says that an agent started a command, as one may have started the tests. */
    private static final List<String> CALLER = List.of(
            "TRACEPARENT",
            "CODEX_THREAD_ID",
            "CODEX_SESSION_ID",
            "CODEX_TOOL_CALL_ID",
            "GEMINI_CLI",
            "GEMINI_SESSION_ID",
            "CLAUDE_CODE_SESSION_ID");

    private final Path folder;

    Installed(Path folder) {
        this.folder = folder;
    }

    /** How a process ended and what it said. */
    record Ended(int exitCode, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Runs {@code candor} with these arguments. */
    Ended candor(String... arguments) {
        return command(with(CANDOR.toString(), arguments));
    }

    /** Runs {@code candor run} on the events file {@code events.jsonl}; flags of its own come first. */
    Ended run(String... arguments) {
        return command(with(
                CANDOR.toString(),
                with("run", with("--skill", with("s", with("--events", with("events.jsonl", arguments)))))));
    }

    /** Runs any command in the scratch folder. */
    Ended command(String... command) {
        return command(Map.of(), command);
    }

    Ended command(Map<String, String> environment, String... command) {
        try {
            Path out = Files.createTempFile(folder, ".out", "");
            Path err = Files.createTempFile(folder, ".err", "");
            ProcessBuilder builder =
                    builder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end");
            }
            Ended ended = new Ended(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.ISO_8859_1),
                    Files.readString(err, StandardCharsets.UTF_8));
            Files.delete(out);
            Files.delete(err);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command without waiting for it. */
    Process start(String... command) throws IOException {
        return builder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder builder(String... command) {
        // whoever runs the tests may ignore signals (nohup, a background job), and children would inherit that
        ProcessBuilder builder =
                new ProcessBuilder(with("env", with("--default-signal", command))).directory(folder.toFile());
        builder.environment().put("HOME", folder.resolve("home").toString());
        List.of("USER_PATH", "USER_SPACE", "XDG_CACHE_HOME", "NO_COLOR").forEach(builder.environment()::remove);
        CALLER.forEach(builder.environment()::remove);
        return builder;
    }

    /** Runs one of the test helpers in Python and expects it to succeed. */
    Ended python(String script, String... arguments) {
        Ended ended = command(with("python3", with(PYTHON.resolve(script).toString(), arguments)));
        if (ended.exitCode() != 0) {
            throw new AssertionError(script + " failed: " + ended.out() + ended.err());
        }
        return ended;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** The rows of the events file. */
    List<String> rows() {
        return rows("events.jsonl");
    }

    List<String> rows(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An executable file. */
    Path script(String file, String text) {
        write(file, text);
        if (!folder.resolve(file).toFile().setExecutable(true)) {
            throw new IllegalStateException(file + " cannot be made executable");
        }
        return folder.resolve(file);
    }

    private static String[] with(String first, String... rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }
}
