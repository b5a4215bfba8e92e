package dev.candor.app.cli;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Wording;
import dev.candor.ingestion.Receipt;
import dev.candor.ingestion.Receipt.RowNote;
import dev.candor.ingestion.Receipt.Status;
import dev.candor.ingestion.ReceiptRowNoteShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up the receipts of files, and tells each row that is in quarantine, as far as anybody would read. */
final class IngestedFiles {
    private static final int MAX_NAMED = 20;
    private static final int MAX_SENTENCE = 1000;

    private final Terminal terminal;
    private final List<JsonValue> rows = new ArrayList<>();
    private long accepted;
    private long duplicate;
    private long quarantined;
    private long omitted;
    private int incomplete;

    IngestedFiles(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A file was taken to its end. */
    void taken(String file, Receipt receipt) {
        if (receipt.received() == 0) {
            terminal.tell(RowFiles.empty(file));
        }
        add(file, receipt);
    }

    private void add(String file, Receipt receipt) {
        accepted += receipt.accepted();
        duplicate += receipt.duplicate();
        quarantined += receipt.quarantined();
        omitted += receipt.omitted().orElse(0L);
        note(file, receipt);
        tell(file, receipt);
    }

    /** A file could not be taken to its end. */
    void takenInPart(String file, Receipt receipt, String why) {
        add(file, receipt);
        incomplete++;
        terminal.tell("the file " + file + " was not taken to its end (" + Wording.count(receipt.received(), "row")
                + " before it failed): " + why);
    }

    boolean areIncomplete() {
        return incomplete > 0;
    }

    /** Whether there was not a single row. */
    boolean areEmpty() {
        return accepted + duplicate + quarantined == 0;
    }

    boolean hasQuarantined() {
        return quarantined > 0;
    }

    private void note(String file, Receipt receipt) {
        for (RowNote note : receipt.rows()) {
            if (rows.size() == Receipt.MAX_ROWS) {
                omitted++;
            } else {
                Map<String, JsonValue> members = new LinkedHashMap<>(
                        ReceiptRowNoteShape.INSTANCE.write(note).members());
                members.put("file", JsonValue.of(file));
                rows.add(new ObjectValue(members));
            }
        }
    }

    private void tell(String file, Receipt receipt) {
        receipt.rows().stream()
                .filter(note -> note.status() == Status.QUARANTINED)
                .limit(MAX_NAMED)
                .forEach(note -> terminal.complain(offence(file, note)));
        if (receipt.quarantined() > MAX_NAMED) {
            terminal.complain(file + ": and " + (receipt.quarantined() - MAX_NAMED) + " more");
        }
    }

    private static String offence(String file, RowNote note) {
        return file + ":" + note.line() + ": " + Wording.line(note.sentence(), MAX_SENTENCE) + " [" + note.code() + "]";
    }

    /** The sum for a person. */
    String words() {
        String taken = Wording.count(accepted + duplicate + quarantined, "row") + ": " + accepted + " accepted, "
                + duplicate + " duplicate, ";
        String refused = quarantined + " quarantined";
        String failed =
                incomplete == 0 ? "" : terminal.red(", " + Wording.count(incomplete, "file") + " not taken to the end");
        return taken + (quarantined == 0 ? terminal.green(refused) : terminal.red(refused)) + failed;
    }

    /** The same as the receipt of all files. */
    String json() {
        JsonObject sum = new JsonObject();
        sum.put("received", accepted + duplicate + quarantined);
        sum.put("accepted", accepted);
        sum.put("duplicate", duplicate);
        sum.put("quarantined", quarantined);
        sum.put("rows", rows);
        if (omitted > 0) {
            sum.put("omitted", omitted);
        }
        if (incomplete > 0) {
            sum.put("incomplete_files", incomplete);
        }
        return JsonWriter.compact(sum.object());
    }
}
