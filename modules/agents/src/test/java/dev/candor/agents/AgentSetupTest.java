package dev.candor.agents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.agents.AgentSetup.Action;
import dev.candor.agents.AgentSetup.AgentChange;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgentSetupTest {
    private static final Path LAUNCHER = Path.of("/opt/candor/bin/candor");
    private static final Hub HUB = new Hub(7411, "T".repeat(43));
    private static final Set<Part> ALL_PARTS = Set.of(Part.HOOKS, Part.OTLP, Part.MCP);

    @TempDir
    Path folder;

    private Path home;
    private AgentSetup setup;

    @BeforeEach
    void scratchHome() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        Files.createDirectory(folder.resolve("project"));
        setup = new AgentSetup(place(LAUNCHER));
    }

    private Place place(Path launcher) {
        return new Place(home, folder.resolve("project"), Map.of("PATH", "/nowhere"), launcher, folder.resolve("kept"));
    }

    private Changes setUp(String agent) throws IOException {
        return setUp(agent, ALL_PARTS);
    }

    private Changes setUp(String agent, Set<Part> parts) throws IOException {
        return setup.carryOut(setup.setUp(new Request(List.of(agent), false, parts), Optional.of(HUB)));
    }

    private Changes undo(String agent) throws IOException {
        return setup.carryOut(setup.undo(new Request(List.of(agent), false, Set.of())));
    }

    private Path write(String file, String text) throws IOException {
        return write(file, text.getBytes(UTF_8));
    }

    private Path write(String file, byte[] bytes) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    /** Path, kind, mode and SHA-256 of all below a folder. */
    private static Map<String, String> tree(Path root) throws Exception {
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

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static List<FileChange> files(Changes changes) {
        return changes.agents().stream()
                .flatMap(agent -> agent.files().stream())
                .toList();
    }

    private static List<String> sentences(Changes changes) {
        return files(changes).stream()
                .flatMap(file -> Stream.concat(Stream.of(file.sentence()), file.left().stream()))
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    static Stream<PreparedSettings> good() {
        return PreparedSettings.all().stream().filter(file -> file.refusal().isEmpty());
    }

    static Stream<PreparedSettings> broken() {
        return PreparedSettings.all().stream().filter(file -> file.refusal().isPresent());
    }

    @Test
    void prepared_areAtLeastForty() {
        assertThat(PreparedSettings.all()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(PreparedSettings.all()).extracting(PreparedSettings::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("good")
    void setUpTwiceAndUndo_isByteForByteAsBefore(PreparedSettings file) throws Exception {
        Path path = write(file.file(), file.bytes());
        Map<String, String> before = tree(home);

        setUp(file.agent());
        Map<String, String> once = tree(home);
        assertThat(once).isNotEqualTo(before);
        assertHolds(Files.readString(path), file.bytes());
        Changes second = setUp(file.agent());
        assertThat(files(second)).extracting(FileChange::action).containsOnly(Action.NOTHING);
        assertThat(tree(home)).isEqualTo(once);

        Changes undone = undo(file.agent());
        assertThat(files(undone)).extracting(FileChange::action).doesNotContain(Action.REFUSE, Action.TAKE_OUT);
        assertThat(tree(home)).isEqualTo(before);
        assertThat(tree(folder.resolve("kept"))).containsOnlyKeys("", "journal.json", "lock");
    }

    @ParameterizedTest
    @MethodSource("good")
    void editedSince_keepsTheEdit_andSaysSo(PreparedSettings file) throws Exception {
        Path path = write(file.file(), file.bytes());
        setUp(file.agent());
        if (sha256(Files.readAllBytes(path)).equals(sha256(file.bytes()))) {
            // all that was asked for stood there, or was left as it was
            return;
        }
        boolean isByHand = new String(file.bytes(), UTF_8).contains("/opt/candor/bin/candor hook");
        String edit = file.file().endsWith(".toml") ? "\n[added.by.hand]\nx = 1\n" : "\n \n";
        Files.write(path, (Files.readString(path) + edit).getBytes(UTF_8));

        Changes undone = undo(file.agent());
        assertThat(Files.readString(path))
                .endsWith(edit)
                .doesNotContain(isByHand ? "/nowhere" : "/opt/candor/bin/candor hook", HUB.token());
        assertThat(sentences(undone))
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("it was changed after the set-up, so only what is Candor's was taken out"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenFile_isRefusedWithItsPlace_andLeftAsItIs(PreparedSettings file) throws Exception {
        Path path = write(file.file(), file.bytes());
        String before = sha256(Files.readAllBytes(path));

        Changes changes = setUp(file.agent());
        assertThat(files(changes))
                .filteredOn(change -> change.path().equals(path))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.action()).isEqualTo(Action.REFUSE);
                    assertThat(change.sentence())
                            .startsWith(path + ":" + file.refusal().orElseThrow());
                    assertThat(change.sentence()).endsWith("; the file is left as it is");
                });
        assertThat(changes.agents().getFirst().isIncomplete()).isTrue();
        assertThat(sha256(Files.readAllBytes(path))).isEqualTo(before);
        undo(file.agent());
        assertThat(sha256(Files.readAllBytes(path))).isEqualTo(before);
    }

    /** Each character that is no white space is there, in its order; but for values that are ours. */
    private static void assertHolds(String after, byte[] before) {
        String kept = new String(before, UTF_8)
                .replace("/old/place/candor", "")
                .replace("'/old/candor'", "")
                .replace("/old/candor", "")
                .replace("\"none\"", "")
                .replace("false, \"logPrompts\": true, \"otlpEndpoint\": \"http://localhost:4317\"", "");
        int at = 0;
        for (int c : kept.chars().filter(c -> c > ' ').toArray()) {
            at = after.indexOf(c, at) + 1;
            assertThat(at).isPositive();
        }
    }

    @Test
    void links_stayAndTheirTargetsChange() throws Exception {
        Path target = write("dotfiles/gemini.json", "{\"theme\": \"Dark\"}\n");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        Files.createDirectories(home.resolve(".gemini"));
        Files.createSymbolicLink(home.resolve(".gemini/settings.json"), Path.of("../dotfiles/gemini.json"));
        Map<String, String> before = tree(home);

        setUp("gemini-cli", Set.of(Part.HOOKS));
        assertThat(home.resolve(".gemini/settings.json")).isSymbolicLink();
        assertThat(Files.readString(target)).contains("AfterTool");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");
        undo("gemini-cli");
        assertThat(tree(home)).isEqualTo(before);
    }

    @Test
    void linkedFolder_isGoneThrough() throws Exception {
        write("dotfiles/claude/settings.json", "{}\n");
        Files.createSymbolicLink(home.resolve(".claude"), home.resolve("dotfiles/claude"));
        Map<String, String> before = tree(home);
        setUp("claude-code");
        assertThat(tree(home)).isNotEqualTo(before);
        undo("claude-code");
        assertThat(tree(home)).isEqualTo(before);
    }

    @Test
    void linkToNothing_isRefused() throws Exception {
        Files.createDirectories(home.resolve(".claude"));
        Files.createSymbolicLink(home.resolve(".claude/settings.json"), Path.of("gone"));
        assertThat(sentences(setUp("claude-code")))
                .containsExactly(home.resolve(".claude/settings.json")
                        + " is a link to a file that is not there; make the file, or remove the link");
        assertThat(home.resolve(".claude/gone")).doesNotExist();
    }

    @Test
    void readOnlyFile_isLeftAsItIs() throws Exception {
        Path path = write(".claude/settings.json", "{}\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
        assertThat(sentences(setUp("claude-code")))
                .containsExactly(
                        path + " is read-only, and is left as it is; to allow it: chmod u+w " + path.toRealPath());
        assertThat(Files.readString(path)).isEqualTo("{}\n");
    }

    @Test
    void folderInTheWay_isRefused() throws Exception {
        Files.createDirectories(home.resolve(".claude/settings.json"));
        assertThat(sentences(setUp("claude-code")))
                .containsExactly(
                        home.resolve(".claude/settings.json") + " cannot be read: it is no regular file; move it away");
    }

    @Test
    void modeOfTheFile_isKept() throws Exception {
        Path path = write(".gemini/settings.json", "{}\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-r--"));
        setUp("gemini-cli", Set.of(Part.HOOKS));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-rw-r--");
        undo("gemini-cli");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-rw-r--");
    }

    @Test
    void newFiles_areTheirOwnersOnly_andGoWithTheirFolders() throws Exception {
        Map<String, String> before = tree(home);
        setUp("copilot", Set.of(Part.HOOKS));
        assertThat(tree(home).get(".copilot/hooks/candor.json")).startsWith("rw------- ");
        assertThat(tree(home).get(".copilot")).startsWith("rwx------ ");
        undo("copilot");
        assertThat(tree(home)).isEqualTo(before);
    }

    @Test
    void twoNewFilesInANewFolder_goWithIt() throws Exception {
        for (String agent : List.of("codex", "cursor", "copilot")) {
            setUp(agent);
            undo(agent);
        }
        assertThat(tree(home)).containsOnlyKeys("");
    }

    @Test
    void tokenInAFileThatOthersRead_isNotWritten() throws Exception {
        Path path = write(".gemini/settings.json", "{}\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        Changes changes = setUp("gemini-cli", Set.of());
        assertThat(Files.readString(path)).contains("AfterTool", "mcpServers").doesNotContain("telemetry", HUB.token());
        assertThat(changes.agents().getFirst().notes())
                .contains("no address for telemetry was set: " + path
                        + " (rw-r--r--) can be read by others, and would hold"
                        + " the hub's token; to allow it: chmod 600 " + path);
    }

    @Test
    void withoutAHub_hooksAndServerOnly_andWhy() throws Exception {
        write(".codex/config.toml", "");
        Changes changes = setup.carryOut(setup.setUp(new Request(List.of("codex"), false, Set.of()), Optional.empty()));
        assertThat(Files.readString(home.resolve(".codex/config.toml"))).isEqualTo("""
                [mcp_servers.candor]
                command = "/opt/candor/bin/candor"
                args = ["mcp"]
                """);
        assertThat(changes.agents().getFirst().notes())
                .contains("hooks only: no hub answers now, and Codex would wait for one that is gone"
                        + " (Gemini CLI 10 s, Codex up to 30 s at its end)");
        assertThat(changes.agents().getFirst().steps())
                .containsExactly(
                        "start codex, type /hooks and approve the hook; until then Codex skips it without a word");
    }

    @Test
    void otlpWithoutAHub_isRefused() throws Exception {
        Changes changes = setup.setUp(new Request(List.of("codex"), false, Set.of(Part.OTLP)), Optional.empty());
        assertThat(changes.agents().getFirst().refusal().orElseThrow()).startsWith("no hub answers on this user path");
        assertThat(changes.isAnything()).isFalse();
    }

    @Test
    void diff_showsWhatChanges_withoutTheToken() throws Exception {
        write(".gemini/settings.json", """
                {
                  "theme": "Dark", // at night
                  "mcpServers": {}
                }
                """);
        Changes changes =
                setup.setUp(new Request(List.of("gemini-cli"), false, Set.of(Part.OTLP, Part.MCP)), Optional.of(HUB));
        Path path = home.resolve(".gemini/settings.json");
        assertThat(files(changes).getFirst().diff()).isEqualTo("--- " + path + "\n+++ " + path + "\n" + """
                @@ -1,4 +1,16 @@
                 {
                   "theme": "Dark", // at night
                -  "mcpServers": {}
                +  "mcpServers": {
                +    "candor": {
                +      "command": "/opt/candor/bin/candor",
                +      "args": ["mcp"]
                +    }
                +  },
                +  "telemetry": {
                +    "enabled": true,
                +    "target": "local",
                +    "otlpEndpoint": "http://127.0.0.1:7411/otlp/…",
                +    "otlpProtocol": "http",
                +    "logPrompts": false
                +  }
                 }
                """);
    }

    @Test
    void noEventThatMayBlock_isRegistered() throws Exception {
        for (String agent : AgentSetup.AGENTS) {
            setUp(agent);
        }
        StringBuilder all = new StringBuilder();
        for (String file : List.of(
                ".claude/settings.json",
                ".codex/hooks.json",
                ".gemini/settings.json",
                ".copilot/hooks/candor.json",
                ".cursor/hooks.json")) {
            all.append(Files.readString(home.resolve(file)));
        }
        assertThat(all.toString())
                .contains("PostToolUse", "AfterTool", "SessionStart", "SessionEnd", "postToolUse")
                .doesNotContainPattern(
                        "(?i)\"(pre|before)|permission|prompt(submit|expansion)|\"stop\"|subagentstop|compact")
                .doesNotContain("AfterModel", "AfterAgent", "WorktreeCreate", "PostCompact");
    }

    @Test
    void launcherThatMoved_takesThePlaceOfTheOldOne() throws Exception {
        setUp("codex", Set.of(Part.HOOKS));
        String once = Files.readString(home.resolve(".codex/hooks.json"));
        setup = new AgentSetup(place(Path.of("/home/ada's/new place/bin/candor")));
        setUp("codex", Set.of(Part.HOOKS));
        assertThat(Files.readString(home.resolve(".codex/hooks.json")))
                .isEqualTo(
                        once.replace("/opt/candor/bin/candor hook", "'/home/ada'\\\\''s/new place/bin/candor' hook"));
        Changes third = setUp("codex", Set.of(Part.HOOKS));
        assertThat(third.isAnything()).isFalse();
        undo("codex");
        assertThat(tree(home)).containsOnlyKeys("");
    }

    @Test
    void setUpAgainAfterAnEdit_undoLeavesTheEditOnly() throws Exception {
        Path path = write(".claude/settings.json", "{\n  \"model\": \"opus\"\n}\n");
        setUp("claude-code", Set.of(Part.HOOKS));
        Files.writeString(path, Files.readString(path).replace("opus", "sonnet"));
        setUp("claude-code", Set.of(Part.OTLP));
        undo("claude-code");
        assertThat(Files.readString(path)).isEqualTo("{\n  \"model\": \"sonnet\"\n}\n");
    }

    @Test
    void changedBetweenPlanAndWriting_isLeftAsItIs() throws Exception {
        Path path = write(".claude/settings.json", "{}\n");
        Changes planned = setup.setUp(new Request(List.of("claude-code"), false, ALL_PARTS), Optional.of(HUB));
        Files.writeString(path, "{\"a\": 1}\n");
        assertThat(sentences(setup.carryOut(planned)))
                .containsExactly(path + " was changed meanwhile, and is left as it is; run this once more");
        assertThat(Files.readString(path)).isEqualTo("{\"a\": 1}\n");
    }

    @Test
    void fileThatWasRemovedSince_staysAway() throws Exception {
        setUp("cursor");
        Files.delete(home.resolve(".cursor/hooks.json"));
        Changes undone = undo("cursor");
        assertThat(files(undone)).extracting(FileChange::action).containsExactly(Action.GONE, Action.DELETE);
        assertThat(home.resolve(".cursor")).doesNotExist();
        assertThat(files(undo("cursor"))).extracting(FileChange::action).containsOnly(Action.NOTHING);
    }

    @Test
    void withoutARecord_onlyOursIsTakenOut() throws Exception {
        Path path = write(".gemini/settings.json", "{\n  \"theme\": \"Dark\"\n}\n");
        setUp("gemini-cli");
        setup = new AgentSetup(new Place(home, folder, Map.of(), LAUNCHER, folder.resolve("another")));
        assertThat(sentences(undo("gemini-cli")))
                .containsExactly("there is no record of a set-up, so only what is Candor's was taken out");
        assertThat(Files.readString(path)).isEqualTo("{\n  \"theme\": \"Dark\"\n}\n");
    }

    @Test
    void project_isSetUpInItsFolderOnly() throws Exception {
        Map<String, String> before = tree(folder);
        setup.carryOut(setup.setUp(
                new Request(List.of("codex", "gemini-cli", "claude-code", "copilot", "cursor"), true, Set.of()),
                Optional.of(HUB)));
        assertThat(tree(folder.resolve("project")).keySet())
                .contains(
                        ".codex/hooks.json",
                        ".gemini/settings.json",
                        ".claude/settings.local.json",
                        ".github/hooks/candor.json",
                        ".cursor/hooks.json");
        assertThat(tree(home)).containsOnlyKeys("");
        setup.carryOut(setup.undo(new Request(List.of(), true, Set.of())));
        Map<String, String> after = tree(folder);
        after.keySet().removeIf(file -> file.startsWith("kept"));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void otherHomesOfAgents_areFound() throws Exception {
        Path other = Files.createDirectory(folder.resolve("codex"));
        setup = new AgentSetup(
                new Place(home, folder, Map.of("CODEX_HOME", other.toString()), LAUNCHER, folder.resolve("kept")));
        assertThat(setup.installed()).containsExactly("codex");
        setUp("codex");
        assertThat(other.resolve("hooks.json")).exists();
        assertThat(tree(home)).containsOnlyKeys("");
        // the variable is gone: what was set up is found by its record
        setup = new AgentSetup(new Place(home, folder, Map.of(), LAUNCHER, folder.resolve("kept")));
        undo("codex");
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void opencode_saysWhatIsNotPossibleYet() throws Exception {
        Changes changes = setup.setUp(new Request(List.of("opencode"), false, Set.of()), Optional.empty());
        assertThat(changes.agents())
                .extracting(AgentChange::refusal)
                .containsExactly(
                        Optional.of("opencode has no hooks that run a command, only plugins in JavaScript, so it"
                                + " cannot be set up yet; wrap its commands with: candor run"));
    }

    @Test
    void installed_isWhatHasAFolderOrAProgram() throws Exception {
        Files.createDirectories(home.resolve(".gemini"));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createFile(
                bin.resolve("claude"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(
                bin.resolve("codex"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        setup = new AgentSetup(
                new Place(home, folder, Map.of("PATH", bin + "::relative"), LAUNCHER, folder.resolve("kept")));
        assertThat(setup.installed()).containsExactly("claude-code", "gemini-cli");
    }
}
