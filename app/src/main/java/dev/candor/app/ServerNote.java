package dev.candor.app;

import dev.candor.config.UserPath;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.time.Utc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The note {@code telemetry/server.json} about the server that runs, for those who look for it. One that was left behind
 * by a server that was killed is known by its process, which is gone.
 *
 * @param pid the process
 * @param process when that process began; a process id is used again some day
 * @param port where it listens
 * @param url how to call it
 * @param started when it was ready
 */
public record ServerNote(long pid, Instant process, int port, String url, Instant started) {
    /** How exactly the system says when a process began, should somebody set its clock. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private static final int MAX_BYTES = 4096;

    /** The note of this process. */
    public static ServerNote ofThisProcess(int port, String url, Instant started) {
        ProcessHandle self = ProcessHandle.current();
        return new ServerNote(self.pid(), begin(self).orElse(started), port, url, started);
    }

    /** Where it lies. */
    public static Path file(UserPath userPath) {
        return userPath.own().resolve("server.json");
    }

    /** The server that runs on a user path, if one does. */
    public static Optional<ServerNote> running(UserPath userPath) throws IOException {
        return read(file(userPath)).filter(ServerNote::isAlive);
    }

    private static Optional<ServerNote> read(Path file) throws IOException {
        try {
            Optional<byte[]> bytes = Input.regularFile(file, MAX_BYTES);
            if (bytes.isEmpty() || !(JsonValue.parse(bytes.get()) instanceof ObjectValue o)) {
                return Optional.empty();
            }
            return Optional.of(new ServerNote(
                    o.integer("pid").orElseThrow(),
                    Instant.parse(o.text("process_started").orElseThrow()),
                    Math.toIntExact(o.integer("port").orElseThrow()),
                    o.text("url").orElseThrow(),
                    Instant.parse(o.text("started").orElseThrow())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonSyntaxException | NoSuchElementException | DateTimeException | ArithmeticException notOurs) {
            return Optional.empty();
        }
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(ServerNote::begin)
                .filter(begin -> Duration.between(begin, process).abs().compareTo(SLACK) <= 0)
                .isPresent();
    }

    private static Optional<Instant> begin(ProcessHandle handle) {
        return handle.info().startInstant();
    }

    /** Writes it, in place of another one. */
    public void write(UserPath userPath) throws IOException {
        ObjectValue note = new ObjectValue(Map.of(
                "pid", JsonValue.of(pid),
                "process_started", JsonValue.of(Utc.timestamp(process)),
                "port", JsonValue.of(port),
                "url", JsonValue.of(url),
                "started", JsonValue.of(Utc.timestamp(started))));
        byte[] bytes = (JsonWriter.compact(note) + "\n").getBytes(StandardCharsets.UTF_8);
        PrivateFiles.replaceDisposable(file(userPath), bytes);
    }

    /** Removes this note; another's stays. */
    public void remove(UserPath userPath) throws IOException {
        if (read(file(userPath))
                .filter(note -> note.pid == pid && note.port == port)
                .isPresent()) {
            PrivateFiles.remove(file(userPath));
        }
    }
}
