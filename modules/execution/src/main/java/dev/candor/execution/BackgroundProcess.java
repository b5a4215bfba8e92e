package dev.candor.execution;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts processes that go on when whoever started them, or the terminal, has gone: in a session of their own, with nothing to read. */
public final class BackgroundProcess {
    private static final File NOTHING = new File("/dev/null");

    private BackgroundProcess() {}

    /**
     * Starts one.
     *
     * @param environment all of its variables
     * @param output the file that takes what it says, which is there already; empty when nobody wants to know
     */
    public static Process start(List<String> command, Map<String, String> environment, Optional<Path> output)
            throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.addFirst("setsid");
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectInput(NOTHING)
                .redirectOutput(output.map(Path::toFile).map(Redirect::to).orElse(Redirect.DISCARD))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }
}
