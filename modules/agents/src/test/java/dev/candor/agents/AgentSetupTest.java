package dev.candor.agents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.agents.AgentSetup.Action;
import dev.candor.agents.AgentSetup.Changes;
import dev.candor.agents.AgentSetup.FileChange;
import dev.candor.agents.AgentSetup.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What set-up does to the files of agents, whatever stands in them. */
class AgentSetupTest extends SetupScratch {
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
}
