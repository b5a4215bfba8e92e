package dev.candor.export.verify;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.Reasons;
import dev.candor.sessions.ScenarioFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Recomputes bundles from their own events. It only reads. */
public final class BundleVerifier {
    private final ScenarioFolders scenarios;

    /**
     * A verifier.
     *
     * @param scenarios where scenarios are looked for; a bundle's own copies stand in for one that is not there
     */
    public BundleVerifier(ScenarioFolders scenarios) {
        this.scenarios = scenarios;
    }

    /**
     * Recomputes one.
     *
     * @param bundle the folder that an export wrote, or a file with the JSON of a bundle
     * @param csv a file that should have the same events; for a folder its own by default
     * @param isOwnScenario whether to recompute by the folder's copies of the scenario, whatever is at hand
     * @param progress takes how many events were read
     * @throws ToolException {@code bundle-not-found}: there is no such bundle, or no such CSV file, or the bundle is a file
     *     and has no scenario of its own
     */
    public Verification verify(Path bundle, Optional<Path> csv, boolean isOwnScenario, LongConsumer progress)
            throws ToolException, IOException {
        if (!Files.isDirectory(bundle) && !Files.isRegularFile(bundle)) {
            throw missing(bundle, "a bundle is the folder that an export wrote, or a file with its JSON");
        }
        if (isOwnScenario && !Files.isDirectory(bundle)) {
            throw missing(bundle, "a bundle with a scenario of its own is the folder that an export wrote");
        }
        if (csv.isPresent() && !Files.isRegularFile(csv.get())) {
            throw missing(csv.get(), "a CSV file to compare with is a regular file");
        }
        return new BundleVerification(bundle, csv, scenarios, isOwnScenario).run(progress);
    }

    private static ToolException missing(Path path, String expected) {
        return new ToolException(
                Kind.NOT_FOUND, "bundle-not-found", expected + ", found " + Reasons.found(path) + " at " + path);
    }
}
