package dev.candor.execution;

import dev.candor.execution.internal.ItemBaking;
import dev.candor.foundation.capability.ToolException;
import java.nio.file.Path;

/**
 * An item's file, as it was when it was opened, that statistics can be written into and taken out of again. All else in
 * it stays as it is, byte for byte, and so does what the item's statistics are kept under. A file is replaced as a
 * whole, keeps its mode and owner, and is left alone when anything at all is in the way.
 */
public final class BakeableItem {
    private final ItemBaking baking;

    BakeableItem(ItemBaking baking) {
        this.baking = baking;
    }

    /** What became of the file. */
    public enum Change {
        /** It has statistics now and had none. */
        BAKED,
        /** Its statistics were replaced. */
        REBAKED,
        /** Its statistics were taken out. */
        UNBAKED,
        /** It was so already. */
        UNCHANGED
    }

    /** What became of the signature. */
    public enum SignatureState {
        /** There is none. */
        NONE,
        /** It does not cover the statistics, or nothing changed. */
        KEPT,
        /** It covers them: it has a new hash, and the time it had. */
        RENEWED
    }

    /** What was done, or would be. */
    public record Result(Change change, SignatureState signature) {}

    /** The file, links resolved. */
    public Path path() {
        return baking.path();
    }

    /** {@code directive}, {@code tool} or {@code knowledge}. */
    public String type() {
        return baking.type();
    }

    /** What the item's statistics are kept under. */
    public String identity() {
        return baking.identity();
    }

    /**
     * Writes statistics into the file, in the place of those that are there.
     *
     * @param dryRun whether to change nothing
     * @throws ToolException {@code item-unbakeable} when they cannot stand there without changing the rest,
     *     {@code item-invalid} for broken YAML, {@code telemetry-foreign} when others' statistics are there,
     *     {@code signature-mismatch}, {@code item-linked}, {@code item-too-large}, {@code item-unwritable},
     *     {@code item-changed}
     */
    public Result bake(ItemStatistics statistics, boolean dryRun) throws ToolException {
        return baking.bake(statistics, dryRun);
    }

    /** Takes the statistics out: the file is then what it was before {@link #bake}, to the byte. Throws as that does. */
    public Result unbake(boolean dryRun) throws ToolException {
        return baking.unbake(dryRun);
    }
}
