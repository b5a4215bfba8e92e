package dev.candor.items.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to be.
 *
 * @param command the program and its arguments; no shell sees them
 * @param environment all of it
 * @param input what it finds on standard input, before its end
 */
record Launch(List<String> command, Path folder, Map<String, String> environment, String input) {
    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
