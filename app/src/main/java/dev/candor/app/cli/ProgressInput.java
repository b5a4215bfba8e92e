package dev.candor.app.cli;

import dev.candor.foundation.files.BlockStream;
import dev.candor.foundation.files.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An input that shows on a terminal how far it was read, once that takes a while. */
final class ProgressInput extends BlockStream {
    /** As the name of a file: standard input. */
    static final String STANDARD_INPUT = "-";

    static final Path OPEN_STANDARD_INPUT = Path.of("/proc/self/fd/0");

    private static final long QUIET = TimeUnit.SECONDS.toNanos(1);
    private static final long REFRESH = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long MEBIBYTE = 1 << 20;

    private final Input input;
    private final String name;
    private final Terminal terminal;
    private final boolean shown;
    private long nextShow = System.nanoTime() + QUIET;
    private boolean showing;

    private ProgressInput(Input input, String name, Terminal terminal) {
        super(input);
        this.input = input;
        this.name = name;
        this.terminal = terminal;
        this.shown = Terminal.isTerminal(2);
    }

    /** Opens what a user names: a path, or {@value #STANDARD_INPUT}. */
    static ProgressInput open(String name, Surroundings surroundings) throws UsageException, IOException {
        Terminal terminal = surroundings.terminal();
        if (name.equals(STANDARD_INPUT)) {
            mustNotBePrintedInto(OPEN_STANDARD_INPUT, "standard input");
            return new ProgressInput(Input.standardInput(), "standard input", terminal);
        }
        Path path = surroundings.path(name);
        mustNotBePrintedInto(path, name);
        return new ProgressInput(Input.open(path), name, terminal);
    }

    /** A finding that is appended to the rows would be the next row. */
    static void mustNotBePrintedInto(Path input, String name) throws UsageException {
        Surroundings.mustNotBeOutput(input, "the file that is read, " + name);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = input.read(into, from, length);
        if (shown && System.nanoTime() - nextShow > 0) {
            show();
        }
        return count;
    }

    private void show() {
        String part = input.size() > 0 ? " (" + 100 * input.position() / input.size() + " %)" : "";
        terminal.progress("reading " + name + ": " + input.position() / MEBIBYTE + " MiB" + part);
        showing = true;
        nextShow = System.nanoTime() + REFRESH;
    }

    /** Takes the progress off the terminal. */
    void finish() {
        if (showing) {
            terminal.progress("");
            showing = false;
        }
    }

    @Override
    public void close() throws IOException {
        finish();
        super.close();
    }
}
