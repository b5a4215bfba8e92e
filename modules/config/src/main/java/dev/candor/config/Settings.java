package dev.candor.config;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code config.yaml} says about the server, under the key {@code server}.
 *
 * @param port {@code port}: where it listens, 0 for any free port; none when the file names none
 * @param allowRun {@code allow_run}: whether {@code run_with_telemetry} may be called over HTTP
 * @param runRoots {@code run_roots}: the folders whose items may be run over HTTP, absolute
 */
public record Settings(OptionalInt port, boolean allowRun, List<Path> runRoots) {
    /** The largest port number. */
    public static final int MAX_PORT = 65_535;

    /** How many folders may be named. */
    public static final int MAX_RUN_ROOTS = 100;

    public Settings {
        if (port.isPresent() && (port.getAsInt() < 0 || port.getAsInt() > MAX_PORT)) {
            throw new IllegalArgumentException("a port is 0 to " + MAX_PORT + ", found " + port.getAsInt());
        }
        runRoots = List.copyOf(runRoots);
        if (runRoots.size() > MAX_RUN_ROOTS || !runRoots.stream().allMatch(Path::isAbsolute)) {
            throw new IllegalArgumentException(
                    "run roots are at most " + MAX_RUN_ROOTS + " absolute folders, found " + runRoots);
        }
    }

    /** What holds when the file says nothing. */
    public static Settings defaults() {
        return new Settings(OptionalInt.empty(), false, List.of());
    }
}
