package dev.candor.items.file;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.HeldPath;
import dev.candor.foundation.files.KeptFiles;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives an item's file another content, when nobody else would miss the old one. */
final class ItemReplacement {
    private ItemReplacement() {}

    /**
     * Replaces the file, or only finds out whether that may be done. Its folder is held: a link in the folder's place
     * leads nobody elsewhere.
     */
    static void of(ItemFile item, byte[] content, boolean dryRun) throws ToolException {
        Path file = item.path();
        try (HeldPath folder = HeldPath.of(item.folder())) {
            Path held = folder.path().resolve(item.fileName());
            if (Files.getAttribute(held, "unix:nlink") instanceof Integer names && names > 1) {
                throw new ToolException(
                        ToolException.Kind.REFUSED,
                        "item-linked",
                        file + " has " + names
                                + " names (hard links), which replacing it would part. Make it a file of its"
                                + " own (cp, then mv); nothing was written.");
            }
            if (!Files.isWritable(held)) {
                throw unwritable(file, "it is read-only");
            }
            KeptFiles.mustHaveNoAccessList(held);
            if (!dryRun && !KeptFiles.replace(held, content, item.stamp())) {
                throw new ToolException(
                        ToolException.Kind.UNAVAILABLE,
                        "item-changed",
                        file + " was changed by somebody else meanwhile. Nothing was written; try again.");
            }
        } catch (IOException e) {
            throw unwritable(file, Reasons.of(e));
        }
    }

    private static ToolException unwritable(Path file, String why) {
        return new ToolException(
                ToolException.Kind.UNAVAILABLE,
                "item-unwritable",
                file + " cannot be written: " + why + ". It is as it was.");
    }
}
