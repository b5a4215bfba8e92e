package dev.candor.execution;

import dev.candor.config.UserPath;
import dev.candor.execution.internal.ItemDoor;
import dev.candor.foundation.capability.ToolException;
import java.util.Map;

/**
 * Items by their file, for whoever writes statistics into them. Only what could be run may be opened: files in
 * {@code .ai/{directives,tools,knowledge}} of a project that the policy allows, or in those folders of the user path.
 */
public final class ItemFiles {
    private final ItemDoor door;

    /**
     * The items of one user.
     *
     * @param environment whose {@code HOME} is what a leading {@code ~} means
     * @param policy which projects' items may be opened; {@link RunPolicy#off} opens none
     */
    public ItemFiles(UserPath userPath, Map<String, String> environment, RunPolicy policy) {
        this.door = new ItemDoor(userPath, environment, policy);
    }

    /**
     * Opens an item; changes nothing.
     *
     * @param path absolute, or with a leading {@code ~}
     * @throws ToolException {@code bake-not-allowed}, {@code root-not-allowed}, {@code item-path-invalid},
     *     {@code item-outside}, {@code item-not-found}, {@code protected-item}, {@code item-not-regular},
     *     {@code item-too-large}, {@code item-unreadable}, {@code item-changed}
     */
    public BakeableItem open(String path) throws ToolException {
        return new BakeableItem(door.open(path));
    }
}
