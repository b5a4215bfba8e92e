package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A user path that a later version wrote: each verb that would open it refuses, and changes nothing. */
@Timeout(60)
class LaterUserPathTest {
    private static final int REFUSED = 125;

    /** What opens no user path, or has a folder of its own; and a hook, which never fails an agent. */
    private static final Set<String> OTHERS =
            Set.of("help", "version", "completion", "schema", "validate", "hook", "tee");

    private static final List<String> OPENING = List.of(
            "run --skill s -- true",
            "coverage --skills s",
            "ingest FILE",
            "import claude-code",
            "exec core/hi --item-type tool",
            "export items",
            "export session s",
            "checkpoint",
            "sessions",
            "replay session s",
            "query SELECT",
            "verify FILE",
            "prune --older-than 30d",
            "backup NEW",
            "restore FILE",
            "tool telemetry_status {}",
            "tool telemetry_status {} --server",
            "setup --yes",
            "serve",
            "mcp",
            "health",
            "open",
            "demo",
            "enable",
            "disable",
            "status",
            "items list",
            "clear --all",
            "record core/hi --item-type tool --outcome success --duration-ms 1",
            "stats",
            "triage",
            "slo",
            "degraded",
            "unused --since 60d",
            "runs list",
            "search x",
            "badge x",
            "skills list",
            "quarantine list",
            "quarantine show x",
            "quarantine replay --all",
            "quarantine drop --all --reason x",
            "orchestration status",
            "orchestration release shop --reason mended",
            "trails list",
            "trails show x",
            "agents list",
            "agents show x",
            "doctor");

    @TempDir
    Path folder;

    private Path userPath;

    private static List<String> opening() {
        return OPENING;
    }

    @BeforeEach
    void mark() throws IOException {
        userPath = folder.toAbsolutePath().resolve("user");
        Files.createDirectories(userPath.resolve("telemetry"));
        Files.writeString(userPath.resolve("telemetry/format"), "2 9.0.0\n");
        Files.writeString(folder.resolve("FILE"), "{}\n");
    }

    @ParameterizedTest
    @MethodSource("opening")
    void verb_refuses(String command) throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments = Stream.of(command.split(" "))
                .map(word -> word.equals("FILE") || word.equals("NEW")
                        ? folder.resolve(word).toString()
                        : word)
                .toList();
        Surroundings surroundings = new Surroundings(
                Map.of("USER_PATH", userPath.toString(), "HOME", folder.toString()),
                new Terminal(new ByteArrayOutputStream(), err, false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> arguments.subList(arguments.size() - count, arguments.size()).stream()
                        .map(argument -> argument.getBytes(UTF_8))
                        .toList());
        int code = Candor.execute(arguments, surroundings);

        assertThat(err)
                .hasToString("candor: " + userPath + " was written by Candor 9.0.0 in format 2, and this version"
                        + " understands format 1 at most; use Candor 9.0.0 or a later one; or name another folder:"
                        + " USER_PATH=FOLDER\n");
        assertThat(code).isEqualTo(REFUSED);
        try (Stream<Path> found = Files.walk(folder)) {
            assertThat(found.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrder("FILE", "user/telemetry/format");
        }
    }

    @Test
    void eachVerb_isTriedOrKnownToOpenNone() {
        Set<String> tried = new TreeSet<>(OTHERS);
        OPENING.forEach(command -> tried.add(command.split(" ")[0]));
        Set<String> verbs = new TreeSet<>();
        Verb.all().forEach(entry -> verbs.add(entry.name().split(" ")[0]));
        assertThat(verbs).isEqualTo(tried);
    }
}
