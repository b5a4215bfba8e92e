package dev.candor.app.cli;

import dev.candor.app.backup.Backup;
import dev.candor.app.backup.BackupException;
import dev.candor.app.backup.Manifest;
import dev.candor.config.ByteSize;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code candor backup}: everything that was recorded, in one file. */
final class BackupVerb implements Verb {
    private static final int FAILED = 1;
    private static final String JSON = "--json";

    @Override
    public Manual manual() {
        return new Manual(
                "backup",
                "Copy everything that was recorded, and the settings, into one file; also while a server runs.",
                Optional.of("FILE"),
                false,
                List.of(Flag.choice(JSON, "print one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  written, and read back",
                        "1  FILE is there already, or something cannot be read or written; then there is no FILE",
                        "2  the arguments make no sense"),
                List.of("candor backup /media/disk/candor-20261201.zip"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Path file = operand(arguments, surroundings);
        Terminal terminal = surroundings.terminal();
        ProgressBar bar = new ProgressBar(terminal);
        try {
            Manifest manifest = Backup.write(
                    surroundings.hub(), file, Version.current(), bytes -> bar.moving("backing up", bytes, 0));
            bar.finish();
            return terminal.say(arguments.has(JSON) ? json(file, manifest) : text(file, manifest)) ? 0 : FAILED;
        } catch (BackupException e) {
            bar.finish();
            terminal.tell("no backup was made: " + e.sentence());
            return FAILED;
        } catch (IOException e) {
            bar.finish();
            terminal.tell("no backup was made in " + file + ": " + Reasons.of(e));
            return FAILED;
        }
    }

    /** The one operand, a file. */
    static Path operand(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> operands = arguments.operands();
        if (operands.size() != 1) {
            throw new UsageException("say one FILE, found " + (operands.isEmpty() ? "none" : operands.size()));
        }
        return surroundings.path(operands.getFirst()).toAbsolutePath();
    }

    private static String json(Path file, Manifest manifest) throws IOException {
        JsonObject rows = new JsonObject();
        manifest.rows().forEach(rows::put);
        return JsonWriter.compact(new JsonObject()
                .put("bytes", manifest.bytes())
                .put("created", manifest.created())
                .put("file", file.toString())
                .put("file_bytes", Files.size(file))
                .put("files", manifest.files().size())
                .put("rows", rows.object())
                .object());
    }

    private static String text(Path file, Manifest manifest) throws IOException {
        return rows(manifest) + file + ": " + Wording.count(manifest.allRows(), "row") + " and "
                + Wording.count(manifest.files().size(), "file") + ", " + ByteSize.text(manifest.bytes()) + " in "
                + ByteSize.text(Files.size(file)) + "; read back and found whole";
    }

    /** The rows of each log that has any, a line each. */
    static String rows(Manifest manifest) {
        StringBuilder lines = new StringBuilder();
        manifest.rows().forEach((log, rows) -> {
            if (rows > 0) {
                lines.append(log).append(' ').append(rows).append('\n');
            }
        });
        return lines.toString();
    }
}
