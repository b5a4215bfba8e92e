package dev.candor.items.file;

import java.util.List;

/** The kinds of items, where they lie and how their files are called. */
public enum ItemType {
    DIRECTIVE("directive", "directives", ".md"),
    TOOL("tool", "tools", ".yaml,.yml,.py,.sh,.bash,.js,.mjs,.cjs,"),
    KNOWLEDGE("knowledge", "knowledge", ".md");

    private final String word;
    private final String folder;
    private final String extensions;

    ItemType(String word, String folder, String extensions) {
        this.word = word;
        this.folder = folder;
        this.extensions = extensions;
    }

    public String word() {
        return word;
    }

    /** The folder below {@code .ai} or the user path. */
    String folder() {
        return folder;
    }

    /** What a file's name may end in, the empty ending included for programs. */
    List<String> extensions() {
        return List.of(extensions.split(",", -1));
    }

    /** The name of a file without the ending that this kind knows; the whole name when it has none of them. */
    public String stem(String fileName) {
        for (String extension : extensions()) {
            if (!extension.isEmpty() && fileName.endsWith(extension) && fileName.length() > extension.length()) {
                return fileName.substring(0, fileName.length() - extension.length());
            }
        }
        return fileName;
    }

    /** Whether a file of that name can be an item of this kind. */
    boolean mayBeCalled(String fileName) {
        return !fileName.startsWith(".")
                && extensions().stream()
                        .anyMatch(extension ->
                                extension.isEmpty() ? fileName.indexOf('.') < 0 : fileName.endsWith(extension));
    }
}
