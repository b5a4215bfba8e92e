package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.text.CodePoints;
import java.util.List;
import java.util.Optional;

/**
 * What a caller calls an item: {@code name}, {@code category/name} or either with {@code @version}.
 *
 * @param category the folders, outermost first; empty when the caller named none
 */
public record ItemReference(List<String> category, String name, Optional<String> version) {
    private static final int MAX_LENGTH = 256;
    private static final String PROTECTED = "core";

    /**
     * Reads an item id.
     *
     * @throws ToolException {@code item-id-invalid} when it could lead out of its folder or is none at all,
     *     {@code protected-item} when it is the name of a tool of ours
     */
    public static ItemReference parse(ItemType type, String id) throws ToolException {
        refuseUnless(
                !id.isEmpty() && !CodePoints.exceed(id, MAX_LENGTH),
                "1 to 256 characters are needed, found " + CodePoints.count(id));
        refuseUnless(
                id.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c == '\\'),
                "backslashes and control characters are not allowed");
        int slash = id.lastIndexOf('/');
        int at = id.indexOf('@', slash + 1);
        String path = at < 0 ? id : id.substring(0, at);
        Optional<String> version = at < 0 ? Optional.empty() : Optional.of(id.substring(at + 1));
        refuseUnless(!path.startsWith("/"), "an absolute path is not allowed");
        refuseUnless(version.filter(String::isBlank).isEmpty(), "a version is needed after '@'");
        List<String> segments = List.of(path.split("/", -1));
        for (String segment : segments) {
            refuseUnless(!segment.isBlank(), "an empty part is not allowed");
            refuseUnless(!segment.equals("..") && !segment.equals("."), "'" + segment + "' is not allowed");
        }
        String name = segments.getLast();
        if (type == ItemType.TOOL && segments.size() > 1 && isProtected(segments.getFirst())) {
            throw protectedItem(name);
        }
        return new ItemReference(segments.subList(0, segments.size() - 1), name, version);
    }

    /** Whether a top folder of tools is ours alone. */
    static boolean isProtected(String folder) {
        return folder.equals(PROTECTED);
    }

    static ToolException protectedItem(String name) {
        return new ToolException(
                ToolException.Kind.REFUSED,
                "protected-item",
                PROTECTED + "/" + name + " is one of Candor's own tools and never read from disk. Call the tool '"
                        + name + "' directly.");
    }

    private static void refuseUnless(boolean fine, String why) throws ToolException {
        if (!fine) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENTS,
                    "item-id-invalid",
                    "item_id must be name or category/name, each optionally with @version: " + why + ".");
        }
    }

    /** The reference without its version, as a caller writes it. */
    public String path() {
        return category.isEmpty() ? name : String.join("/", category) + "/" + name;
    }
}
