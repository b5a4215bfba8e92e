package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code candor setup} as a user runs it, in a scratch home. */
class SetupIT {
    @TempDir
    Path folder;

    private Path home;
    private Map<String, String> environment;

    @BeforeEach
    void scratchHome() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        environment = Map.of(
                "HOME", home.toString(), "USER_PATH", folder.resolve("user").toString());
    }

    private Installed.Ended candor(String... arguments) {
        String[] command = Stream.concat(Stream.of(Installed.CANDOR.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return new Installed(folder).command(environment, command);
    }

    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.put(home.relativize(file).toString(), Files.readString(file));
            }
        }
        return tree;
    }

    @Test
    void setUpAllAgents_testEventsArrive_undoLeavesNothing() throws Exception {
        Files.createDirectories(home.resolve(".gemini"));
        Files.writeString(home.resolve(".gemini/settings.json"), "{\n\t\"theme\": \"Dark\" // mine\n}\n");
        Map<String, String> before = tree();

        Installed.Ended refused = candor("setup", "gemini-cli");
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(tree()).isEqualTo(before);

        Installed.Ended set = candor("setup", "claude-code", "codex", "gemini-cli", "copilot", "cursor", "--yes");
        assertThat(set.exitCode()).as(set.out() + set.err()).isZero();
        for (String agent : new String[] {"claude-code", "codex", "gemini-cli", "copilot", "cursor"}) {
            assertThat(set.out()).contains("a test event of " + agent + " arrived: {\"agent\":\"" + agent + "\"");
        }
        assertThat(set.out()).contains("next: start codex, type /hooks and approve the hook");
        assertThat(tree().get(".gemini/settings.json")).contains("\t\"theme\": \"Dark\", // mine", "hook gemini-cli");

        Installed.Ended doctor = candor("doctor");
        assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isZero();
        // what the set-up sent tells nothing about the agent
        assertThat(doctor.out()).contains("codex: none ever came, though its hooks are set up");

        assertThat(candor("setup", "--undo", "--yes").exitCode()).isZero();
        assertThat(tree()).isEqualTo(before);
        assertThat(home.resolve(".codex")).doesNotExist();
    }
}
