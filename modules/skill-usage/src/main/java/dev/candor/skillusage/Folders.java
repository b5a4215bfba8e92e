package dev.candor.skillusage;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Candor keeps what is not the user's own file.
 *
 * @param userPath what must not be lost
 * @param cache what may be deleted at any time; empty when there is no place for it
 */
public record Folders(Path userPath, Optional<Path> cache) {}
