package dev.candor.export;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.Schema.Words;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.sessions.LoadedSession;
import dev.candor.sessions.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A session as a bundle of files that prove its score. */
public final class ExportSession implements Capability<ExportSession.Request, ExportedBundle> {
    /** What doors know of it; {@code candor export session} also reads files, and is a verb of its own. */
    public static final Declaration<Request, ExportedBundle> DECLARATION = Declaration.of(
                    "export_session",
                    "Export a session",
                    ExportSessionRequestShape.INSTANCE,
                    ExportedBundleShape.INSTANCE,
                    """
                    Writes a recorded session as a bundle, a folder below exports in the user path: all events in JSON and \
                    as a table (CSV), the score and the report that its scenario's rubric gives, the rubric itself, and a \
                    manifest with the SHA-256 of each file. The same events give the same bytes. Use it to hand a session \
                    to an analyst or auditor, or to learn its score and why; list_sessions finds session ids. Files that \
                    are there already with other content are replaced only with force. \
                    Example: {"session_id": "sess-1", "format": "both"}""")
            .changes(true, true)
            .unavailable("sessions-unavailable", "the session cannot be read");

    private final Sessions sessions;
    private final Path exports;

    /** Which session, and how. */
    @Arguments
    record Request(
            @Doc("The session to export.") @Size(min = 1, max = 1024)
            String sessionId,

            @Doc("json, csv, both of them (the default), html for a page to read, or all three.")
            @Words({"json", "csv", "both", "html", "all"})
            @Default("\"both\"")
            String format,

            @Doc(
                    "When the bundle says it was made: ISO 8601 in UTC. Default: the time of the last event, so that the same"
                            + " events give the same bytes.")
            @Size(min = 20, max = 40)
            Optional<String> exportedAt,

            @Doc("The id of the scenario to score by. Default: the one that knows all words of the session.")
            @Size(min = 1, max = 100)
            Optional<String> scenario,

            @Doc("Whether cells of the table that a spreadsheet could take for a formula get an apostrophe before them"
                    + " (default false).")
            boolean spreadsheetSafe,

            @Doc("Whether files that are there with other content are replaced (default false).")
            boolean force) {}

    /**
     * Exports sessions of a log.
     *
     * @param exports where bundles are written
     */
    public ExportSession(Sessions sessions, Path exports) {
        this.sessions = sessions;
        this.exports = exports;
    }

    @Override
    public ExportedBundle call(Request request, ToolContext context) throws ToolException, IOException {
        ExportOptions options = options(request);
        try (LoadedSession session = sessions.open(
                request.sessionId(), Optional.empty(), request.scenario(), context.counting("reading", "rows read"))) {
            return new SessionBundle(session, options)
                    .writeTo(
                            exports,
                            ExportFormat.named(request.format()).orElseThrow(),
                            request.force(),
                            context.counting("writing", "events written"));
        }
    }

    private static ExportOptions options(Request request) throws ToolException {
        try {
            return new ExportOptions(request.exportedAt(), request.spreadsheetSafe());
        } catch (IllegalArgumentException e) {
            throw new ToolException(Kind.INVALID_ARGUMENTS, "arguments-invalid", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void tell(ExportedBundle bundle, Page page) {
        bundle.tell(page);
    }
}
