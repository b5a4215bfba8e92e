package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor version}: which Candor this is; as JSON, also of which commit, on which Java, from which folder. */
final class VersionVerb implements Verb {
    @Override
    public Manual manual() {
        return new Manual(
                "version",
                "Show the version; with --json also its commit, the Java that runs it and its folder.",
                Optional.empty(),
                false,
                List.of(ToolCall.JSON),
                USAGE_ERROR,
                List.of("0  shown", "2  unknown flags"),
                List.of("candor version", "candor -V", "candor version --json"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        String home = System.getProperty("candor.home", "");
        members.put("version", JsonValue.of(Version.current()));
        members.put("commit", JsonValue.of(commit(home)));
        members.put("java", JsonValue.of(Runtime.version().toString()));
        members.put("folder", JsonValue.of(home.isEmpty() ? "unknown" : folder(home)));
        if (arguments.has("--json")) {
            return surroundings.terminal().say(JsonWriter.compact(new ObjectValue(members))) ? 0 : 1;
        }
        return surroundings.terminal().say("candor " + Version.current()) ? 0 : 1;
    }

    private static String folder(String home) {
        return Path.of(home).toAbsolutePath().normalize().toString();
    }

    /** Noted when the folder was put together; nobody has to have git for a build. */
    private static String commit(String home) {
        try {
            String noted = Files.readString(Path.of(home, "lib", "commit")).strip();
            return noted.isEmpty() ? "unknown" : noted;
        } catch (IOException e) {
            return "unknown";
        }
    }
}
