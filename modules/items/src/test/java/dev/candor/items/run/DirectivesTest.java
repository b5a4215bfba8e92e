package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.file.Directive;
import dev.candor.items.file.Directives;
import dev.candor.items.file.RunPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectivesTest {
    @TempDir
    Path folder;

    private ItemBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new ItemBench(folder);
    }

    @Test
    void find_neitherPlaceHasOne_isEmpty() throws Exception {
        bench.item("directives/deploys.md", "Near, but another");

        assertThat(find("deploy")).isEmpty();
        assertThat(directives().find("deploy", Optional.empty())).isEmpty();
    }

    @Test
    void find_inBothPlaces_theProjectWins() throws Exception {
        Path users = user("directives/deploy.md", "user's");
        Path projects = bench.item("directives/deploy.md", "project's");

        assertThat(find("deploy")).contains(new Directive(projects, "project's"));
        assertThat(directives().find("deploy", Optional.empty())).contains(new Directive(users, "user's"));
    }

    @Test
    void find_projectBelowTheHomeFolder_mayBeWrittenWithATilde() throws Exception {
        Path file = bench.item("directives/deploy.md", "project's");

        assertThat(directives().find("deploy", Optional.of("~/project")))
                .map(Directive::path)
                .contains(file);
    }

    @Test
    void find_inAFolderOrByItsOwnName_isFoundAsARunFindsIt() throws Exception {
        bench.item("directives/ops/ship.md", "<directive name=\"deploy\" version=\"2.1.0\">Ship</directive>");
        bench.item("directives/ops/stop.md", "---\nname: halt\nversion: 1.0.0\n---\nStop\n");

        for (String name : List.of("ship", "ops/ship", "deploy", "ops/deploy@2.1.0", "stop", "halt", "halt@1.0.0")) {
            Path run = Path.of(bench.call(
                            "{'item_type':'directive','item_id':'" + name + "','project_path':'" + bench.project + "'}")
                    .text("path"));

            assertThat(find(name)).as(name).map(Directive::path).contains(run);
        }
    }

    @Test
    void filled_isTheContentOfARun() throws Exception {
        bench.item("directives/deploy.md", """
                ---
                owner: ops
                ---
                <directive name="deploy" version="1.0.0">
                  <inputs><input name="target" required="true"/><input name="retries" default="3"/></inputs>
                  Deploy to {target}, {retries} times at most; {"json": 1} and {other} stay.
                </directive>
                """);
        String run = bench.call("{'item_type':'directive','item_id':'deploy','project_path':'" + bench.project
                        + "','params':{'target':'{retries}'}}")
                .text("content");

        String filled = find("deploy").orElseThrow().filled(object("{\"target\":\"{retries}\"}"));

        assertThat(filled)
                .isEqualTo(run)
                .startsWith("<directive")
                .contains("Deploy to {retries}, 3 times at most; {\"json\": 1} and {other} stay.");
    }

    @Test
    void filled_withOtherInputsThanDeclared_isRefused() throws Exception {
        bench.item("directives/deploy.md", "<inputs><input name=\"target\" required=\"true\"/></inputs>{target}");
        Directive directive = find("deploy").orElseThrow();

        assertThatThrownBy(() -> directive.filled(object("{\"aim\":\"x\"}")))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("target is required")
                .hasMessageContaining("unknown: \"aim\"");
    }

    @Test
    void find_oneThatMayNotBeUsed_isRefusedAlthoughTheUserPathHasAnother() throws Exception {
        user("directives/large.md", "user's");
        user("directives/linked.md", "user's");
        user("directives/gone.md", "user's");
        user("directives/twice.md", "user's");
        user("directives/folder.md", "user's");
        bench.item("directives/large.md", "x".repeat((1 << 20) + 1));
        Path outside = Files.writeString(folder.resolve("outside.md"), "secret");
        Path directives = bench.project.resolve(".ai/directives");
        Files.createSymbolicLink(directives.resolve("linked.md"), outside);
        Files.createSymbolicLink(directives.resolve("gone.md"), directives.resolve("nowhere.md"));
        bench.item("directives/a/twice.md", "one");
        bench.item("directives/b/twice.md", "two");
        Files.createDirectory(directives.resolve("folder.md"));

        assertThat(List.of("large", "linked", "gone", "twice", "folder"))
                .extracting(name -> refusal(name).code())
                .containsExactly(
                        "item-too-large", "item-outside", "item-unreadable", "item-ambiguous", "item-not-regular");
    }

    @Test
    void find_noName_isRefused() {
        assertThat(List.of("", "../deploy", "/deploy", "a\nb"))
                .extracting(name -> refusal(name).code())
                .containsOnly("item-id-invalid");
    }

    @Test
    void find_projectThatThePolicyDoesNotAllow_isRefusedBeforeAnythingIsRead() throws Exception {
        bench.item("directives/deploy.md", "project's");
        Path users = user("directives/deploy.md", "user's");
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.toRealPath().resolve("allowed")).resolve("link"), bench.project);
        bench.policy = RunPolicy.within(List.of(folder.toRealPath().resolve("allowed")));

        assertThat(refusal("deploy").code()).isEqualTo("root-not-allowed");
        assertThatThrownBy(() -> directives().find("deploy", Optional.of(link.toString())))
                .hasMessageContaining("project_path must lie in one of the folders");
        assertThat(directives().mayLookInto(bench.project)).isFalse();
        assertThat(directives().mayLookInto(link)).isFalse();
        assertThat(directives().find("deploy", Optional.empty()))
                .map(Directive::path)
                .contains(users);
    }

    @Test
    void find_whereNothingMayBeRun_looksIntoTheUserPathOnly() throws Exception {
        Path users = user("directives/deploy.md", "user's");
        bench.policy = RunPolicy.off();

        assertThat(refusal("deploy").code()).isEqualTo("run-not-allowed");
        assertThat(directives().mayLookInto(bench.project)).isFalse();
        assertThat(directives().find("deploy", Optional.empty()))
                .map(Directive::path)
                .contains(users);
    }

    @Test
    void find_projectThatIsNone_isRefused() {
        assertThatThrownBy(() -> directives().find("deploy", Optional.of("shop")))
                .hasMessage("project_path must be an absolute path, or begin with ~/.");
        assertThatThrownBy(() -> directives().find("deploy", Optional.of("~/missing")))
                .hasMessageStartingWith("There is no folder ");
    }

    @Test
    void mayLookInto_foldersThatAreThere() throws Exception {
        Path file = user("directives/deploy.md", "user's");

        assertThat(directives().mayLookInto(bench.project)).isTrue();
        assertThat(directives().mayLookInto(bench.project.resolve("missing"))).isFalse();
        assertThat(directives().mayLookInto(file)).isFalse();
    }

    private Directives directives() {
        return new Directives(new UserPath(bench.user), bench.environment, bench.policy);
    }

    private Optional<Directive> find(String name) throws ToolException {
        return directives().find(name, Optional.of(bench.project.toString()));
    }

    private ToolException refusal(String name) {
        return catchThrowableOfType(ToolException.class, () -> find(name));
    }

    private Path user(String path, String content) throws IOException {
        Path file = bench.user.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static ObjectValue object(String json) {
        return ObjectValue.parse(json);
    }
}
