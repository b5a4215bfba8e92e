package dev.candor.items.file;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.HeldPath;
import dev.candor.foundation.files.KeptFiles;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.yaml.YamlSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An item's file, as it was when it was opened, that statistics can be written into and taken out of again. All else in
 * it stays as it is, byte for byte, and so does what the item's statistics are kept under. A file is replaced as a
 * whole, keeps its mode and owner, and is left alone when anything at all is in the way: every change is proven before it is
 * made, that it can be taken back to the byte, that the item still has the same identity, and that its YAML says the same
 * but for the statistics.
 */
public final class BakeableItem {
    private static final String KEY = "telemetry";

    private final FoundItem item;
    private final BakingPlace place;

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

    BakeableItem(FoundItem item) {
        this.item = item;
        this.place = BakingPlace.in(item.file().fileName());
    }

    /** The file, links resolved. */
    public Path path() {
        return item.file().path();
    }

    /** {@code directive}, {@code tool} or {@code knowledge}. */
    public String type() {
        return item.type().word();
    }

    /** What the item's statistics are kept under. */
    public String identity() {
        return item.identity();
    }

    /**
     * Writes statistics into the file, in the place of those that are there.
     *
     * @param dryRun whether to change nothing
     * @throws ToolException {@code item-unbakeable} when they cannot stand there without changing the rest,
     *     {@code item-invalid} for broken YAML, {@code telemetry-foreign} when others' statistics are there,
     *     {@code signature-unknown}, {@code item-linked}, {@code item-too-large}, {@code item-unwritable},
     *     {@code item-changed}
     */
    public Result bake(ItemStatistics statistics, boolean dryRun) throws ToolException {
        State state = state();
        Optional<String> obstacle = state.baked.isPresent() ? Optional.empty() : place.obstacle(state.clean);
        if (obstacle.isPresent()) {
            throw unbakeable(obstacle.get());
        }
        List<List<String>> tries = state.baked.isPresent()
                ? List.of(BakedSection.replaced(state.text.lines(), state.baked.get(), statistics))
                : place.bakings(state.clean, statistics);
        for (List<String> lines : tries) {
            if (isFaithful(state, lines, statistics)) {
                return write(state, lines, state.baked.isPresent() ? Change.REBAKED : Change.BAKED, dryRun);
            }
        }
        throw unbakeable("there is no place in it where they could stand and all else mean what it means now");
    }

    /** Takes the statistics out: the file is then what it was before {@link #bake}, to the byte. Throws as that does. */
    public Result unbake(boolean dryRun) throws ToolException {
        State state = state();
        return write(state, state.clean, Change.UNBAKED, dryRun);
    }

    /**
     * The file as it is.
     *
     * @param baked the statistics in it
     * @param clean its lines without them
     * @param members what its YAML says without them
     */
    private record State(
            ItemText text,
            Optional<BakingPlace.Baked> baked,
            List<String> clean,
            Optional<ObjectValue> members,
            Optional<Signature> signature) {}

    private State state() throws ToolException {
        String latin = item.file().latin();
        if (latin.indexOf('\0') >= 0) {
            throw unbakeable("it holds bytes that are no text");
        }
        ItemText text = ItemText.of(latin);
        Optional<Signature> signature = Signature.of(item, text);
        Optional<ObjectValue> all = members(text.lines());
        Optional<BakingPlace.Baked> baked = place.baked(text.lines());
        List<String> clean =
                baked.map(at -> BakedSection.without(text.lines(), at)).orElse(text.lines());
        mustBeFreeOfOthers(clean);
        Optional<ObjectValue> members = members(clean);
        if (!all.map(BakeableItem::withoutStatistics).equals(members)) {
            throw foreign("the YAML has a key telemetry");
        }
        return new State(text, baked, clean, members, signature);
    }

    private void mustBeFreeOfOthers(List<String> clean) throws ToolException {
        List<String> without = place.withoutAny(clean);
        for (int i = 0; i < clean.size(); i++) {
            if (i >= without.size() || !clean.get(i).equals(without.get(i))) {
                throw foreign("line " + (i + 1) + " begins statistics");
            }
        }
    }

    private ToolException foreign(String what) {
        return refused(
                "telemetry-foreign",
                path() + ": " + what
                        + " in a form that Candor did not write and could not restore. Take it out by hand;"
                        + " nothing was written.");
    }

    private Optional<ObjectValue> members(List<String> lines) throws ToolException {
        try {
            return place.members(lines);
        } catch (YamlSyntaxException e) {
            throw refused(
                    "item-invalid",
                    path() + " has YAML that cannot be read, so nothing was written: " + e.sentence() + ".");
        }
    }

    private static ObjectValue withoutStatistics(ObjectValue members) {
        Map<String, JsonValue> others = new LinkedHashMap<>(members.members());
        others.remove(KEY);
        return new ObjectValue(others);
    }

    /** Whether taking the statistics out gives back the file, and nothing else in it changed. */
    private boolean isFaithful(State state, List<String> lines, ItemStatistics statistics) {
        Optional<BakingPlace.Baked> baked = place.baked(lines);
        if (baked.isEmpty() || !BakedSection.without(lines, baked.get()).equals(state.clean)) {
            return false;
        }
        try {
            Optional<ObjectValue> expected = state.members.map(members -> {
                Map<String, JsonValue> all = new LinkedHashMap<>(members.members());
                all.put(KEY, statistics.json());
                return new ObjectValue(all);
            });
            return place.members(lines).equals(expected);
        } catch (YamlSyntaxException doesNotFitThere) {
            return false;
        }
    }

    private Result write(State state, List<String> lines, Change change, boolean dryRun) throws ToolException {
        ItemText changed = state.text.with(lines);
        Optional<Signature> signature = state.signature;
        ItemText signed = signature.map(known -> known.renewed(changed)).orElse(changed);
        boolean renewed = signature.filter(Signature::coversStatistics).isPresent();
        SignatureState kept = signature.isPresent() ? SignatureState.KEPT : SignatureState.NONE;
        if (signed.equals(state.text)) {
            return new Result(Change.UNCHANGED, kept);
        }
        byte[] bytes = signed.bytes();
        if (bytes.length > ItemRoot.MAX_BYTES) {
            throw refused("item-too-large", path() + " would become larger than an item may be: 1 MiB.");
        }
        ItemFile after = item.file().with(bytes);
        if (!FoundItem.of(item.type(), after).identity().equals(identity())) {
            throw unbakeable("they would change what it is known by");
        }
        replace(item.file(), bytes, dryRun);
        return new Result(change, renewed ? SignatureState.RENEWED : kept);
    }

    /**
     * Replaces the file, or only finds out whether that may be done. Its folder is held: a link in the folder's place
     * leads nobody elsewhere.
     */
    private static void replace(ItemFile item, byte[] content, boolean dryRun) throws ToolException {
        Path file = item.path();
        try (HeldPath folder = HeldPath.of(item.folder())) {
            Path held = folder.path().resolve(item.fileName());
            if (Files.getAttribute(held, "unix:nlink") instanceof Integer names && names > 1) {
                throw refused(
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

    private ToolException unbakeable(String why) {
        return refused(
                "item-unbakeable",
                "Statistics cannot be written into " + path() + ": " + why
                        + ". Send them beside the item instead; nothing was written.");
    }

    private static ToolException refused(String code, String sentence) {
        return new ToolException(ToolException.Kind.REFUSED, code, sentence);
    }
}
