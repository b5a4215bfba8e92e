package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;
import java.util.List;

/** Where items of a type lie, and how their files are called. */
public final class FileNames {
    private FileNames() {}

    /** The folder below {@code .ai} or the user path. */
    static String folder(ItemType type) {
        return type == ItemType.KNOWLEDGE ? type.word() : type.word() + "s";
    }

    /** What a file's name may end in, the empty ending included for programs. */
    static List<String> extensions(ItemType type) {
        return type == ItemType.TOOL
                ? List.of(".yaml", ".yml", ".py", ".sh", ".bash", ".js", ".mjs", ".cjs", "")
                : List.of(".md");
    }

    /** The name of a file without the ending that this type knows; the whole name when it has none of them. */
    public static String stem(ItemType type, String fileName) {
        for (String extension : extensions(type)) {
            if (!extension.isEmpty() && fileName.endsWith(extension) && fileName.length() > extension.length()) {
                return fileName.substring(0, fileName.length() - extension.length());
            }
        }
        return fileName;
    }

    /** Whether a file of that name can be an item of this type. */
    static boolean mayBe(ItemType type, String fileName) {
        return !fileName.startsWith(".")
                && extensions(type).stream()
                        .anyMatch(extension ->
                                extension.isEmpty() ? fileName.indexOf('.') < 0 : fileName.endsWith(extension));
    }
}
