package dev.candor.foundation.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** A program in another language that takes {@code flock(2)} on a file, and says what it did. */
final class PythonHolder implements AutoCloseable {
    private static final String PROGRAM = """
            import fcntl, sys
            with open(sys.argv[1], "a") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    print("locked by another", flush=True)
                    sys.exit()
                print("taken", flush=True)
                if sys.argv[2] == "hold":
                    sys.stdin.readline()
                    fcntl.flock(file, fcntl.LOCK_UN)
                    print("let go", flush=True)
                    sys.stdin.readline()
            """;

    private final Process process;
    private final BufferedReader said;

    private PythonHolder(Path file, String what) throws IOException {
        process = new ProcessBuilder("python3", "-X", "utf8", "-c", PROGRAM, file.toString(), what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        said = process.inputReader(UTF_8);
    }

    /** Tries once; says {@code taken} or {@code locked by another}. */
    static String tryOnce(Path file) throws IOException {
        try (PythonHolder holder = new PythonHolder(file, "try")) {
            return holder.said.readLine();
        }
    }

    /** Holds the lock until it lets go, or ends. */
    static PythonHolder take(Path file) throws IOException {
        PythonHolder holder = new PythonHolder(file, "hold");
        holder.expect("taken");
        return holder;
    }

    void letGo() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        expect("let go");
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    private void expect(String line) throws IOException {
        String found = said.readLine();
        if (!line.equals(found)) {
            throw new IOException("the other program was expected to say '" + line + "', it said " + found);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
