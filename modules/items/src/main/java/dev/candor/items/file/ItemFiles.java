package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.text.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Items by their file, for whoever writes statistics into them. Only what could be run may be opened: files in
 * {@code .ai/{directives,tools,knowledge}} of a project that the policy allows, or in those folders of the user path.
 */
public final class ItemFiles {
    private static final int MAX_LINE = 500;
    private static final int MAX_NAMED = 5;

    private static final String AI = ".ai";

    private final UserPath userPath;
    private final Path home;
    private final RunPolicy policy;

    /**
     * The items of one user.
     *
     * @param environment whose {@code HOME} is what a leading {@code ~} means
     * @param policy which projects' items may be opened; {@link RunPolicy#off} opens none
     */
    public ItemFiles(UserPath userPath, Map<String, String> environment, RunPolicy policy) {
        this.userPath = userPath;
        this.home = RunFolders.home(environment);
        this.policy = policy;
    }

    /** A place where the file may lie, and the kind of items that lie there. */
    private record Place(ItemType type, ItemRoot.Place place) {}

    /**
     * Opens an item; changes nothing.
     *
     * @param path absolute, or with a leading {@code ~}
     * @throws ToolException {@code bake-not-allowed}, {@code root-not-allowed}, {@code item-path-invalid},
     *     {@code item-outside}, {@code item-not-found}, {@code protected-item}, {@code item-not-regular},
     *     {@code item-too-large}, {@code item-unreadable}, {@code item-changed}
     */
    public BakeableItem open(String path) throws ToolException {
        mustBeOn();
        Path named = RunFolders.absolute(path, home)
                .map(Path::normalize)
                .orElseThrow(() -> new ToolException(
                        ToolException.Kind.INVALID_ARGUMENTS,
                        "item-path-invalid",
                        "item_path must be an absolute path of an item's file, or begin with ~/."));
        Path real = RealPath.of(named);
        Optional<Place> place = inUserPath(real).or(() -> inProject(named)).or(() -> inProject(real));
        if (place.isEmpty()) {
            throw refused(
                    "item-outside",
                    Wording.line(path, MAX_LINE)
                            + " is no item: items lie in .ai/directives, .ai/tools or .ai/knowledge"
                            + " of a project, or in those folders of " + userPath.folder() + ".");
        }
        mustBeAllowed(place.get(), path);
        return read(place.get(), real);
    }

    /**
     * Opens the item of an id; changes nothing. It is looked for where it ran and in the user path.
     *
     * @param ranAt the files that its statistics name
     * @throws ToolException {@code bake-not-allowed}, {@code item-not-found}, {@code item-ambiguous} when several files are
     *     known by that id, {@code item-unreadable}
     */
    public BakeableItem find(String itemId, List<String> ranAt) throws ToolException {
        mustBeOn();
        SortedMap<Path, BakeableItem> found = new TreeMap<>();
        List<String> places = new ArrayList<>(ranAt);
        boolean isWhole = true;
        for (ItemType type : ItemType.values()) {
            ItemWalk walk = ItemWalk.inUserPath(RealPath.of(userPath.folder()), type);
            walk.files().forEach(file -> places.add(file.toString()));
            isWhole = isWhole && walk.complete();
        }
        for (String place : places) {
            known(place, itemId).ifPresent(item -> found.putIfAbsent(item.path(), item));
        }
        String id = Wording.line(itemId, MAX_LINE);
        if (found.isEmpty()) {
            throw new ToolException(
                    ToolException.Kind.NOT_FOUND,
                    ItemFinder.NOT_FOUND,
                    "No file is known as " + id + " now and may be written: looked in the "
                            + Wording.count(ranAt.size(), "place") + " where it ran, and in the items of "
                            + userPath.folder() + (isWhole ? "" : " (not in all: there are too many)")
                            + ". Name its file as well; nothing was written.");
        }
        if (found.size() > 1) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENTS,
                    "item-ambiguous",
                    found.size() + " files are known as " + id + ": "
                            + found.keySet().stream()
                                    .limit(MAX_NAMED)
                                    .map(Path::toString)
                                    .collect(Collectors.joining(", "))
                            + (found.size() > MAX_NAMED ? " and " + (found.size() - MAX_NAMED) + " more" : "")
                            + ". Name the file that is meant as well; nothing was written.");
        }
        return found.values().iterator().next();
    }

    /** The item in a place, if it is known by that id. What may not be opened is none that was meant. */
    private Optional<BakeableItem> known(String place, String itemId) {
        try {
            return Optional.of(open(place)).filter(item -> item.identity().equals(itemId));
        } catch (ToolException mayNotBeOpened) {
            return Optional.empty();
        }
    }

    private void mustBeOn() throws ToolException {
        if (!policy.enabled()) {
            throw refused(
                    "bake-not-allowed",
                    "Writing into items is off here. To allow it, start the server with candor serve --allow-run"
                            + " --run-roots DIR, or use candor export --item-id ID --bake.");
        }
    }

    private Optional<Place> inUserPath(Path real) {
        Path user = RealPath.of(userPath.folder());
        for (ItemType type : ItemType.values()) {
            Path folder = user.resolve(FileNames.folder(type));
            if (real.startsWith(RealPath.of(folder))) {
                return Optional.of(new Place(type, new ItemRoot.Place(user, folder)));
            }
        }
        return Optional.empty();
    }

    /** By the names of the folders above the file: nothing is looked at before its project is known to be allowed. */
    private static Optional<Place> inProject(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            Path ai = folder.getParent();
            Path project = ai == null ? null : ai.getParent();
            Optional<ItemType> type = type(folder);
            if (ai != null && project != null && ai.endsWith(AI) && type.isPresent()) {
                return Optional.of(new Place(type.get(), new ItemRoot.Place(RealPath.of(project), folder)));
            }
        }
        return Optional.empty();
    }

    private static Optional<ItemType> type(Path folder) {
        return Stream.of(ItemType.values())
                .filter(type -> folder.endsWith(FileNames.folder(type)))
                .findFirst();
    }

    private void mustBeAllowed(Place place, String written) throws ToolException {
        Path owner = place.place().owner();
        if (!owner.equals(RealPath.of(userPath.folder())) && !policy.allows(owner)) {
            throw refused(
                    "root-not-allowed",
                    "item_path must lie in one of the folders that runs are allowed in ("
                            + policy.namedRoots()
                            + ") or in the user path, and " + Wording.line(written, MAX_LINE)
                            + " does not. To allow it, start the server with --run-roots DIR.");
        }
    }

    private static BakeableItem read(Place place, Path real) throws ToolException {
        Optional<ItemRoot> root = place.place().root();
        if (root.isEmpty() || Reasons.found(real).equals("nothing")) {
            throw new ToolException(
                    ToolException.Kind.NOT_FOUND, ItemFinder.NOT_FOUND, "There is no file " + real + ".");
        }
        ItemFile file = root.get().read(real);
        if (!FileNames.mayBe(place.type(), file.fileName())) {
            throw refused(
                    "item-outside",
                    real + " is no item: a " + place.type().word() + " is a file " + endings(place.type())
                            + ", and its name does not begin with a dot.");
        }
        if (place.type() == ItemType.TOOL
                && !file.category().isEmpty()
                && ItemReference.isProtected(file.category().getFirst())) {
            throw ItemReference.protectedItem(FileNames.stem(place.type(), file.fileName()));
        }
        return new BakeableItem(FoundItem.of(place.type(), file));
    }

    private static String endings(ItemType type) {
        List<String> endings = FileNames.extensions(type).stream()
                .filter(ending -> !ending.isEmpty())
                .toList();
        return String.join(" ", endings)
                + (endings.size() < FileNames.extensions(type).size() ? " or without an ending" : "");
    }

    private static ToolException refused(String code, String sentence) {
        return new ToolException(ToolException.Kind.REFUSED, code, sentence);
    }
}
