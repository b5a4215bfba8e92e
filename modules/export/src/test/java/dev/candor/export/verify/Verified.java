package dev.candor.export.verify;

import dev.candor.export.verify.Verification.Difference;
import dev.candor.sessions.ScenarioFolders;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What verifying says, with the scenarios that ship. */
final class Verified {
    static final Path SHIPPED = Path.of("../../config/scenarios");

    private Verified() {}

    static Verification of(Path bundle) throws Exception {
        return of(bundle, Optional.empty());
    }

    static Verification of(Path bundle, Optional<Path> csv) throws Exception {
        return BundleVerifier.verify(bundle, csv, new ScenarioFolders(List.of(SHIPPED)), false, count -> {});
    }

    /** By the bundle's own scenario, with others at hand. */
    static Verification byItsOwn(Path bundle, Path scenarios) throws Exception {
        return BundleVerifier.verify(
                bundle, Optional.empty(), new ScenarioFolders(List.of(scenarios)), true, count -> {});
    }

    /** A file of the tests. */
    static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(Verified.class.getResource("/dev/candor/export/verify/" + name))
                .toURI());
    }

    static List<String> codes(Verification verification) {
        return verification.differences().stream()
                .map(Difference::code)
                .distinct()
                .toList();
    }

    static Difference at(Verification verification, String pointer) {
        return verification.differences().stream()
                .filter(difference -> difference.pointer().equals(pointer))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing at " + pointer + ": " + verification.differences()));
    }
}
