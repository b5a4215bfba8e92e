package dev.candor.app.cli;

import dev.candor.export.ExportFormat;
import dev.candor.export.ExportOptions;
import dev.candor.export.ExportedBundle;
import dev.candor.export.OpenSession;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.tool.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
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
                    try (OpenSession session = source.open(id, rows)) {
                        long total = session.count() * formats.size();
                        ExportedBundle bundle =
                                session.writeTo(parent, formats, options, arguments.has(ExportVerb.FORCE), events -> {
                                    mustGoOn.run();
                                    bar.writing(events, total);
                                });
                        bar.finish();
                        String text = arguments.has("--json") ? JsonWriter.compact(bundle.json()) : words(bundle);
                        boolean said = terminal.say(text);
                        source.warn(bundle.warnings());
                        return said ? 0 : 1;
                    }
                });
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

    private static String words(ExportedBundle bundle) {
        List<String> lines = new ArrayList<>();
        lines.add(bundle.folder().normalize() + ": " + Wording.count(bundle.events(), "event") + ", score "
                + (bundle.score().members().get("score_total") instanceof NumberValue total ? total.text() : "?") + " ("
                + bundle.score().text("status").orElse("?") + ") by " + bundle.scenarioId());
        int widest = bundle.files().stream()
                .mapToInt(file -> file.name().length())
                .max()
                .orElse(0);
        bundle.files()
                .forEach(file -> lines.add("  " + ResultWords.padded(file.name(), widest) + "  " + file.sha256() + "  "
                        + Wording.count(file.bytes(), "byte") + (file.isUnchanged() ? ", unchanged" : "")));
        return String.join("\n", lines);
    }
}
