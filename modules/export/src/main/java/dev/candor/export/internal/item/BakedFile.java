package dev.candor.export.internal.item;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Words;
import dev.candor.items.file.BakeableItem.Change;
import dev.candor.items.file.BakeableItem.SignatureState;
import dev.candor.items.file.ItemStatistics;
import java.util.Optional;

/** What became of an item's own file. */
@Result
public record BakedFile(
        @Doc("The file, links resolved.") String path,

        @Doc("What the item is.") @Words({"directive", "tool", "knowledge"})
        String itemType,

        @Doc("What was done; unchanged when it was so already.")
        Change change,

        @Doc("Whether nothing was written.") boolean dryRun,

        @Doc("renewed when it covers the statistics, else left as it was.")
        SignatureState signature,

        @Doc("What the file carries now; null when nothing.") @OrNull
        Optional<ItemStatistics> section) {

    /** In a sentence. */
    public String words() {
        String renewed = signature == SignatureState.RENEWED
                ? " Its signature " + (dryRun ? "would be" : "was") + " renewed."
                : "";
        String done = path + (dryRun ? " would be " : " was ");
        return switch (change) {
            case BAKED -> done + "given its statistics." + renewed;
            case REBAKED -> done + "given its new statistics." + renewed;
            case UNBAKED -> done + "restored to what it was without statistics." + renewed;
            case UNCHANGED -> path + " is so already; nothing " + (dryRun ? "would be" : "was") + " written.";
        };
    }
}
