package dev.candor.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.agents.AgentSetup.Action;
import dev.candor.agents.AgentSetup.AgentChange;
import dev.candor.agents.AgentSetup.Changes;
import dev.candor.agents.AgentSetup.FileChange;
import dev.candor.agents.AgentSetup.Part;
import dev.candor.agents.AgentSetup.Place;
import dev.candor.agents.AgentSetup.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is set up and what is not, and what a set-up finds that others did since. */
class SetupChoicesTest extends SetupScratch {
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
