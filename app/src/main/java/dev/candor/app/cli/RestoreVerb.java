package dev.candor.app.cli;

import dev.candor.app.Hub;
import dev.candor.app.backup.BackupException;
import dev.candor.app.backup.BackupFile;
import dev.candor.app.backup.Manifest;
import dev.candor.app.backup.Restore;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code candor restore}: a user path as a backup has it. */
final class RestoreVerb implements Verb {
    private static final int FAILED = 1;
    private static final String JSON = "--json";

    @Override
    public Manual manual() {
        return new Manual(
                "restore",
                "Put back what a backup holds, into a user path that holds no telemetry.",
                Optional.of("FILE"),
                false,
                List.of(Flag.choice(JSON, "print one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  restored, and as many rows counted as the backup has",
                        "1  the backup is damaged, of a later format or none, or the user path is in use; nothing was",
                        "   written then; or something cannot be read or written",
                        "2  the arguments make no sense"),
                List.of(
                        "candor restore candor-20261201.zip",
                        "USER_PATH=~/restored candor restore candor-20261201.zip"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Path file = BackupVerb.operand(arguments, surroundings);
        Terminal terminal = surroundings.terminal();
        ProgressBar bar = new ProgressBar(terminal);
        Hub hub = surroundings.hub();
        try (BackupFile backup = BackupFile.open(file)) {
            Manifest manifest = backup.manifest();
            Restore.mustBeFree(hub, manifest);
            backup.verify(bytes -> bar.moving("checking", bytes, manifest.bytes()));
            Restore.into(hub, backup, bytes -> bar.moving("restoring", bytes, manifest.bytes()));
            bar.finish();
            Path folder = hub.userPath().folder();
            return terminal.say(arguments.has(JSON) ? json(folder, manifest) : text(folder, manifest)) ? 0 : FAILED;
        } catch (BackupException e) {
            bar.finish();
            terminal.tell(file + " is not restored: " + e.sentence());
            return FAILED;
        } catch (IOException e) {
            bar.finish();
            terminal.tell(file + " is not restored: " + Reasons.of(e));
            return FAILED;
        }
    }

    private static String json(Path folder, Manifest manifest) {
        JsonObject rows = new JsonObject();
        manifest.rows().forEach(rows::put);
        return JsonWriter.compact(new JsonObject()
                .put("bytes", manifest.bytes())
                .put("created", manifest.created())
                .put("files", manifest.files().size())
                .put("rows", rows.object())
                .put("user_path", folder.toString())
                .object());
    }

    private static String text(Path folder, Manifest manifest) {
        return BackupVerb.rows(manifest) + folder + ": " + Wording.count(manifest.allRows(), "row") + " and "
                + Wording.count(manifest.files().size(), "file") + " of " + manifest.created()
                + " restored; the server makes a new token when it starts";
    }
}
