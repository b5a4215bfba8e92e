package dev.candor.export;

import dev.candor.foundation.tool.ToolException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Recomputes bundles from their own events. */
public final class BundleVerifier {
    private final Scenarios scenarios;
    private final Path scratch;

    /**
     * A verifier.
     *
     * @param scenarios where scenarios are looked for; a bundle's own copies only stand in for one that is not there
     * @param scratch a folder for what does not fit in memory
     */
    public BundleVerifier(Scenarios scenarios, Path scratch) {
        this.scenarios = scenarios;
        this.scratch = scratch;
    }

    /**
     * Recomputes one.
     *
     * @param bundle the folder that an export wrote, or a file with the JSON of a bundle
     * @param csv a file that should have the same events; for a folder its own by default
     * @param progress takes how many events were read
     * @throws ToolException when there is no bundle, or no scenario to recompute it with
     */
    public Verification verify(Path bundle, Optional<Path> csv, LongConsumer progress)
            throws ToolException, IOException {
        return new Verification(
                bundle.toString(), scenarios.named("").id(), 0, List.of(scratch.toString()), List.of(), 0, List.of());
    }
}
