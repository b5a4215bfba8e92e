package dev.candor.app.cli;

import dev.candor.export.ExportFormat;
import dev.candor.export.ExportOptions;
import dev.candor.export.ExportedBundle;
import dev.candor.export.ExportedBundleShape;
import dev.candor.export.SessionBundle;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.sessions.LoadedSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code candor export session ID}: a bundle of a session. */
final class SessionExport {
    private static final String EXPORTED_AT = "--exported-at";

    static final List<Flag> FLAGS = List.of(
            Flag.optional(
                    EXPORTED_AT, "TIME", "what a bundle says of its making (default: the time of its last event)"),
            SessionSource.FROM,
            RowFiles.FORMAT,
            SessionSource.SCENARIO,
            SessionSource.SCENARIOS);

    private SessionExport() {}

    static int run(List<String> operands, Arguments arguments, Surroundings surroundings) throws UsageException {
        if (operands.size() != 2) {
            throw new UsageException("session needs the id of one session");
        }
        String id = operands.get(1);
        Set<ExportFormat> formats = formats(arguments.text(ExportVerb.FORMAT, "both"));
        Path parent = surroundings.pathOfThisMachine(ExportVerb.OUT, "a folder", arguments.text(ExportVerb.OUT, "."));
        ExportOptions options = new ExportOptions(exportedAt(arguments), arguments.has(ExportVerb.SPREADSHEET_SAFE));
        Terminal terminal = surroundings.terminal();
        ProgressBar bar = new ProgressBar(terminal);
        return new SessionSource(arguments, surroundings)
                .work(bar, "interrupted; nothing was written", (source, rows, mustGoOn) -> {
                    try (LoadedSession session = source.open(id, rows)) {
                        long total = session.count() * formats.size();
                        ExportedBundle bundle = new SessionBundle(session, options)
                                .writeTo(parent, formats, arguments.has(ExportVerb.FORCE), events -> {
                                    mustGoOn.run();
                                    bar.writing(events, total);
                                });
                        bar.finish();
                        boolean said = terminal.say(text(bundle, arguments));
                        source.warn(bundle.warnings());
                        return said ? 0 : 1;
                    }
                });
    }

    private static String text(ExportedBundle bundle, Arguments arguments) {
        if (arguments.has("--json")) {
            return JsonWriter.compact(ExportedBundleShape.INSTANCE.write(bundle));
        }
        Page page = new Page();
        bundle.tell(page);
        return page.text();
    }

    private static Set<ExportFormat> formats(String word) throws UsageException {
        return ExportFormat.named(word)
                .orElseThrow(() -> new UsageException(
                        "the flag " + ExportVerb.FORMAT + " needs json, csv, both, html or all, found '" + word + "'"));
    }

    private static Optional<String> exportedAt(Arguments arguments) throws UsageException {
        Optional<String> text = arguments.text(EXPORTED_AT);
        if (text.isPresent() && !ExportOptions.isMoment(text.get())) {
            throw new UsageException("the flag " + EXPORTED_AT + " needs a moment in UTC such as 2026-02-28T14:10:00Z,"
                    + " found '" + text.get() + "'");
        }
        return text;
    }
}
