package dev.candor.export.verify;

import dev.candor.export.internal.bundle.FolderName;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.text.Wording;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether the bundle that a session was exported to can be made again. */
public final class VerifySession implements Capability<VerifySession.Request, Verification> {
    /** What doors know of it; {@code candor verify} takes bundles of anybody, and is a verb of its own. */
    public static final Declaration<Request, Verification> DECLARATION = Declaration.of(
                    "verify_session",
                    "Verify the export of a session",
                    VerifySessionRequestShape.INSTANCE,
                    VerificationShape.INSTANCE,
                    """
                    Makes the bundle that export_session wrote for a session again, from its events and the rubric alone, and \
                    compares score, report, table and sums. Use it to know whether a bundle still proves its score. Changes \
                    nothing. Example: {"session_id": "sess-1"}""")
            .unavailable("bundle-unavailable", "the bundle cannot be read");

    private final Path exports;
    private final ScenarioFolders scenarios;

    /** Which session. */
    @Arguments
    record Request(
            @Doc("The session whose bundle is verified.") @Size(min = 1, max = 1024)
            String sessionId) {}

    /**
     * Verifies what was exported.
     *
     * @param exports where bundles are written
     */
    public VerifySession(Path exports, ScenarioFolders scenarios) {
        this.exports = exports;
        this.scenarios = scenarios;
    }

    @Override
    public Verification call(Request request, ToolContext context) throws ToolException, IOException {
        Path bundle = exports.resolve(FolderName.of(request.sessionId()));
        if (!Files.isDirectory(bundle)) {
            throw new ToolException(
                    Kind.NOT_FOUND,
                    "bundle-not-found",
                    "the session " + Violation.quoted(request.sessionId()) + " was not exported into " + exports
                            + "; export it first: export_session");
        }
        return BundleVerifier.verify(
                bundle, Optional.empty(), scenarios, false, context.counting("reading", "events read"));
    }

    @Override
    public void tell(Verification verification, Page page) {
        verification.differences().forEach(difference -> page.line(difference.file() + ": " + difference.sentence()));
        page.line(
                verification.reproduced()
                        ? "reproduced: " + Wording.count(verification.events(), "event") + ", "
                                + Wording.count(verification.files(), "file") + " compared"
                        : "not reproduced: "
                                + Wording.count(
                                        verification.differences().size() + verification.omitted(), "difference"));
    }
}
