package dev.candor.items.file;

import java.nio.file.Path;

/**
 * Where items of a kind should be.
 *
 * @param owner the project or the user path that the folder must not lead out of; real
 * @param folder need not be there
 */
record ItemPlace(Path owner, Path folder) {}
