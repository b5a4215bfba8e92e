package dev.candor.agents;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.candor.agents.AgentSetup.Changes;
import dev.candor.agents.AgentSetup.FileChange;
import dev.candor.agents.AgentSetup.Hub;
import dev.candor.agents.AgentSetup.Part;
import dev.candor.agents.AgentSetup.Place;
import dev.candor.agents.AgentSetup.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Sets agents up in a home and a project of its own. */
abstract class SetupScratch {
    static final Path LAUNCHER = Path.of("/opt/candor/bin/candor");
    static final Hub HUB = new Hub(7411, "T".repeat(43));
    static final Set<Part> ALL_PARTS = Set.of(Part.HOOKS, Part.OTLP, Part.MCP);

    @TempDir
    Path folder;

    Path home;
    AgentSetup setup;

    @BeforeEach
    void scratchHome() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        Files.createDirectory(folder.resolve("project"));
        setup = new AgentSetup(place(LAUNCHER));
    }

    Place place(Path launcher) {
        return new Place(home, folder.resolve("project"), Map.of("PATH", "/nowhere"), launcher, folder.resolve("kept"));
    }

    Changes setUp(String agent) throws IOException {
        return setUp(agent, ALL_PARTS);
    }

    Changes setUp(String agent, Set<Part> parts) throws IOException {
        return setup.carryOut(setup.setUp(new Request(List.of(agent), false, parts), Optional.of(HUB)));
    }

    Changes undo(String agent) throws IOException {
        return setup.carryOut(setup.undo(new Request(List.of(agent), false, Set.of())));
    }

    Path write(String file, String text) throws IOException {
        return write(file, text.getBytes(UTF_8));
    }

    Path write(String file, byte[] bytes) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    /** Path, kind, mode and SHA-256 of all below a folder. */
    static Map<String, String> tree(Path root) throws Exception {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                String mode =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
                String content = Files.isSymbolicLink(file)
                        ? "-> " + Files.readSymbolicLink(file)
                        : Files.isDirectory(file) ? "/" : sha256(Files.readAllBytes(file));
                tree.put(root.relativize(file).toString(), mode + " " + content);
            }
        }
        return tree;
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    static List<FileChange> files(Changes changes) {
        return changes.agents().stream()
                .flatMap(agent -> agent.files().stream())
                .toList();
    }

    static List<String> sentences(Changes changes) {
        return files(changes).stream()
                .flatMap(file -> Stream.concat(Stream.of(file.sentence()), file.left().stream()))
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }
}
