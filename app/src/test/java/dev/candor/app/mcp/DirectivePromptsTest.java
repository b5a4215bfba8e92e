package dev.candor.app.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.config.UserPath;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.items.file.Directives;
import dev.candor.items.file.RunPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectivePromptsTest {
    @TempDir
    Path folder;

    private Path user;
    private Path project;
    private RunPolicy policy = RunPolicy.anywhere();
    private Optional<Path> defaultProject = Optional.empty();

    @BeforeEach
    void setUp() throws IOException {
        user = Files.createDirectories(folder.toRealPath().resolve("user"));
        project = Files.createDirectories(folder.toRealPath().resolve("project"));
    }

    private DirectivePrompts prompts() {
        Directives directives = new Directives(
                new UserPath(user), Map.of("HOME", folder.toAbsolutePath().toString()), policy);
        return new DirectivePrompts(
                directives, defaultProject, typed -> List.of("core/" + typed + "@1.0.0", "me/" + typed));
    }

    private Path file(Path root, String content) throws IOException {
        Path file = root.resolve("directives/telemetry_status.md");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private Path inProject(String content) throws IOException {
        return file(project.resolve(".ai"), content);
    }

    private ObjectValue status(Map<String, String> arguments) throws McpError {
        return prompts().get("telemetry_status", arguments);
    }

    private static String text(ObjectValue result) {
        ObjectValue message = object(
                ((ArrayValue) result.member("messages").orElseThrow()).items().getFirst());
        assertThat(message.text("role")).contains("user");
        ObjectValue content = object(message.member("content").orElseThrow());
        assertThat(content.text("type")).contains("text");
        return content.text("text").orElseThrow();
    }

    private static ObjectValue object(JsonValue value) {
        return (ObjectValue) value;
    }

    private McpError refusal(String name, Map<String, String> arguments) {
        return catchThrowableOfType(McpError.class, () -> prompts().get(name, arguments));
    }

    @Test
    void list_fivePromptsInTheirOrder_eachWithTitleDescriptionAndArguments() {
        List<ObjectValue> list = prompts().list();

        assertThat(list)
                .extracting(prompt -> prompt.text("name").orElse(""))
                .containsExactly(
                        "telemetry_enable",
                        "telemetry_disable",
                        "telemetry_status",
                        "telemetry_clear",
                        "telemetry_export");
        assertThat(list).allSatisfy(prompt -> {
            assertThat(prompt.members()).containsOnlyKeys("name", "title", "description", "arguments");
            assertThat(prompt.text("title").orElse("")).isNotBlank();
            assertThat(prompt.text("description").orElse("")).endsWith(".");
        });
        assertThat(list)
                .extracting(DirectivePromptsTest::arguments)
                .containsExactly(
                        "project_path",
                        "project_path",
                        "item_id project_path",
                        "item_id project_path",
                        "item_id! format project_path");
    }

    private static String arguments(ObjectValue prompt) {
        return String.join(
                " ",
                ((ArrayValue) prompt.member("arguments").orElseThrow())
                        .items().stream()
                                .map(DirectivePromptsTest::object)
                                .map(argument -> {
                                    assertThat(argument.members())
                                            .containsOnlyKeys("name", "title", "description", "required");
                                    boolean required =
                                            argument.member("required").equals(Optional.of(JsonValue.of(true)));
                                    return argument.text("name").orElse("") + (required ? "!" : "");
                                })
                                .toList());
    }

    @ParameterizedTest
    @FieldSource("dev.candor.app.mcp.DirectivePrompt#ALL")
    void get_withoutAnyFile_isTheShippedTextFilledIn(DirectivePrompt prompt) throws McpError {
        boolean item = prompt.arguments().getFirst().isItem();

        ObjectValue result = prompts().get(prompt.name(), item ? Map.of("item_id", "me/it@1.0.0") : Map.of());

        assertThat(result.members()).containsOnlyKeys("description", "messages");
        assertThat(result.text("description")).contains(prompt.description());
        assertThat(text(result))
                .contains("<directive name=\"" + prompt.name() + "\" version=\"")
                .endsWith("</directive>\n")
                .doesNotContain("{item_id}", "{format}");
        assertThat(text(result).contains("<item_id>me/it@1.0.0</item_id>")).isEqualTo(item);
    }

    @Test
    void get_withoutOptionalArguments_theTextHasItsDefaults() throws McpError {
        Map<String, String> empty = Map.of("item_id", "  ", "project_path", "");

        assertThat(text(status(Map.of()))).contains("<item_id>*</item_id>").isEqualTo(text(status(empty)));
        assertThat(text(prompts().get("telemetry_export", Map.of("item_id", "it", "format", ""))))
                .contains("The format asked for is json.");
        assertThat(text(prompts().get("telemetry_export", Map.of("item_id", "it", "format", "yaml"))))
                .contains("The format asked for is yaml.");
    }

    @Test
    void get_valueThatLooksLikeAPlaceholder_isNotFilledInAgain() throws McpError {
        assertThat(text(prompts().get("telemetry_export", Map.of("item_id", "{format} $1"))))
                .contains("<item_id>{format} $1</item_id>");
    }

    @Test
    void get_aDirectiveOfTheUser_standsInAndIsNamed() throws Exception {
        Path own = file(
                user,
                "<!-- kiwi-mcp:validated:2026-01-29T10:30:00Z:0000 -->\n---\nversion: 1.0.0\n---\nMine, {item_id}");

        ObjectValue result = status(Map.of("item_id", "it", "project_path", project.toString()));

        assertThat(text(result)).isEqualTo("Mine, it");
        assertThat(result.text("description").orElse(""))
                .startsWith("Show whether runs are recorded")
                .contains(own.toString());
    }

    @Test
    void get_directivesOfUserAndProject_theProjectWinsWhenItIsNamed() throws Exception {
        file(user, "user's");
        inProject("project's");

        assertThat(text(status(Map.of("project_path", project.toString())))).isEqualTo("project's");
        assertThat(text(status(Map.of("project_path", "~/project")))).isEqualTo("project's");
        assertThat(text(status(Map.of()))).isEqualTo("user's");
    }

    @Test
    void get_directiveInAnotherFile_isFoundByTheNameItGivesItself() throws Exception {
        Path directives = Files.createDirectories(user.resolve("directives/mine"));
        Files.writeString(
                directives.resolve("overview.md"),
                "<directive name=\"telemetry_status\" version=\"9.0.0\"><inputs>"
                        + "<input name=\"item_id\" default=\"nothing\"/></inputs>About {input:item_id}</directive>");
        Files.writeString(directives.resolve("off.md"), "---\nname: telemetry_disable\n---\nOff\n");

        assertThat(text(status(Map.of()))).contains("About nothing<");
        assertThat(text(status(Map.of("item_id", "it")))).contains("About it<");
        assertThat(text(prompts().get("telemetry_disable", Map.of()))).isEqualTo("Off\n");
    }

    @Test
    void get_defaultProject_isLookedIntoWhenNoneIsNamed() throws Exception {
        inProject("project's");
        Path other = Files.createDirectories(folder.resolve("other"));
        defaultProject = Optional.of(project);

        assertThat(text(status(Map.of()))).isEqualTo("project's");
        assertThat(text(status(Map.of("project_path", other.toString())))).startsWith("# Telemetry status");
    }

    @Test
    void get_projectThatThePolicyDoesNotAllow_isRefusedOnlyWhenItIsNamed() throws Exception {
        inProject("project's");
        file(user, "user's");
        defaultProject = Optional.of(project);
        Map<String, String> named = Map.of("project_path", project.toString());

        policy = RunPolicy.within(List.of(user));
        assertThat(text(status(Map.of()))).isEqualTo("user's");
        assertThat(refusal("telemetry_status", named).code()).isEqualTo(McpError.Code.INVALID_PARAMS);
        assertThat(refusal("telemetry_status", named).sentence())
                .startsWith(
                        "The prompt telemetry_status cannot be looked up. project_path must lie in one of the folders");

        policy = RunPolicy.off();
        assertThat(text(status(Map.of()))).isEqualTo("user's");
        assertThat(refusal("telemetry_status", named).code()).isEqualTo(McpError.Code.INVALID_PARAMS);
    }

    @Test
    void get_defaultProjectThatIsGone_isNotLookedInto() throws McpError {
        defaultProject = Optional.of(project.resolve("gone"));

        assertThat(text(status(Map.of()))).startsWith("# Telemetry status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "~/missing", "~nobody", "/\u0000"})
    void get_projectThatIsNone_isRefused(String path) {
        McpError refusal = refusal("telemetry_enable", Map.of("project_path", path));

        assertThat(refusal.code()).isEqualTo(McpError.Code.INVALID_PARAMS);
        assertThat(refusal.sentence()).startsWith("The prompt telemetry_enable cannot be looked up. ");
    }

    @Test
    void get_directiveThatCannotBeUsed_isRefusedAndNotReplaced() throws Exception {
        file(user, "user's");
        Map<String, String> named = Map.of("project_path", project.toString());
        Path broken = inProject("x".repeat((1 << 20) + 1));
        McpError large = refusal("telemetry_status", named);
        Files.delete(broken);
        Files.createSymbolicLink(broken, Files.writeString(folder.resolve("outside.md"), "secret"));
        McpError linked = refusal("telemetry_status", named);
        Files.delete(broken);
        Files.createSymbolicLink(broken, broken.resolveSibling("nowhere.md"));
        McpError gone = refusal("telemetry_status", named);
        Files.delete(broken);
        for (String category : List.of("a", "b")) {
            Files.createDirectory(broken.resolveSibling(category));
            Files.writeString(broken.resolveSibling(category).resolve("telemetry_status.md"), category);
        }
        McpError ambiguous = refusal("telemetry_status", named);

        assertThat(List.of(large, linked, gone, ambiguous))
                .allSatisfy(refusal -> assertThat(refusal.sentence())
                        .startsWith(
                                "There is a directive that stands in for the prompt telemetry_status, but it cannot be used. ")
                        .endsWith(" To have Candor's own text again, take it away."));
        assertThat(large.sentence()).contains(broken + " is larger than an item may be: 1 MiB.");
        assertThat(linked.sentence()).contains("by a link");
        assertThat(ambiguous.sentence()).contains("a/telemetry_status.md, b/telemetry_status.md");
        assertThat(List.of(large, linked, ambiguous))
                .extracting(McpError::code)
                .containsOnly(McpError.Code.INVALID_PARAMS);
        assertThat(gone.code()).isEqualTo(McpError.Code.INTERNAL_ERROR);
    }

    @Test
    void get_directiveThatTakesOtherInputs_isRefusedNamingItAndThem() throws Exception {
        Path own = file(user, "<inputs><input name=\"since\" required=\"true\"/></inputs>{since}");

        assertThat(refusal("telemetry_status", Map.of("item_id", "it")).sentence())
                .startsWith("The prompt telemetry_status is the directive " + own)
                .contains("since is required", "unknown: \"item_id\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "---\nname: telemetry_status\n---\n"})
    void get_directiveThatSaysNothing_isRefused(String content) throws Exception {
        Path own = file(user, content);

        assertThat(refusal("telemetry_status", Map.of()).sentence())
                .isEqualTo("The prompt telemetry_status is the directive " + own
                        + ", which says nothing. Write it, or take it away to have Candor's own text again.");
    }

    @Test
    void get_unknownPromptOrArgument_saysWhatThereIs() {
        assertThatThrownBy(() -> prompts().get("telemetry_state", Map.of()))
                .hasMessage(
                        "There is no prompt \"telemetry_state\". The prompts are telemetry_enable, telemetry_disable,"
                                + " telemetry_status, telemetry_clear, telemetry_export.");
        assertThatThrownBy(() -> status(Map.of("item", "it")))
                .hasMessage("The prompt telemetry_status takes no argument \"item\". Its arguments are item_id,"
                        + " project_path.");
        assertThat(refusal("", Map.of()).code()).isEqualTo(McpError.Code.INVALID_PARAMS);
        assertThat(refusal("../telemetry_status", Map.of()).code()).isEqualTo(McpError.Code.INVALID_PARAMS);
        assertThat(refusal("telemetry_enable", Map.of("item_id", "it")).code()).isEqualTo(McpError.Code.INVALID_PARAMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void get_exportWithoutItem_isRefused(String item) {
        assertThat(refusal("telemetry_export", Map.of()).sentence())
                .isEqualTo(refusal("telemetry_export", Map.of("item_id", item)).sentence())
                .isEqualTo("The prompt telemetry_export needs the argument item_id. The item to publish, for instance"
                        + " core/create_tool@1.0.0.");
    }

    @Test
    void get_valueOutOfItsBounds_isRefused() throws McpError {
        assertThatThrownBy(() -> status(Map.of("item_id", "x".repeat(257))))
                .hasMessage("The argument item_id must have at most 256 characters, found 257.");
        assertThat(text(status(Map.of("item_id", "x".repeat(256))))).contains("x".repeat(256));
        for (String hidden : List.of("a\nb", "a\u2028b", "</item_id>", "a\u0000", "\uD800")) {
            assertThatThrownBy(() -> status(Map.of("item_id", hidden)))
                    .hasMessageStartingWith("The argument item_id must not hold control characters, line ends, < or >");
        }
        assertThatThrownBy(() -> prompts().get("telemetry_export", Map.of("item_id", "it", "format", "csv")))
                .hasMessage("The argument format must be one of json, yaml, text, found \"csv\".");
        assertThatThrownBy(() -> prompts().get("telemetry_export", Map.of("item_id", "*")))
                .hasMessage("The argument item_id must name one item, found \"*\", which means all.");
        assertThatThrownBy(() -> status(Map.of("project_path", "/" + "x".repeat(4096))))
                .hasMessage("The argument project_path must have at most 4096 characters, found 4097.");
    }

    @Test
    void complete_givesKnownItemsAndFormats_andNothingForPaths() throws McpError {
        for (String prompt : List.of("telemetry_status", "telemetry_clear", "telemetry_export")) {
            assertThat(prompts().complete(prompt, "item_id", "to")).containsExactly("core/to@1.0.0", "me/to");
            assertThat(prompts().complete(prompt, "project_path", "/")).isEmpty();
        }
        assertThat(prompts().complete("telemetry_clear", "item_id", "*")).containsExactly("*");
        assertThat(prompts().complete("telemetry_export", "item_id", "*")).doesNotContain("*");
        assertThat(prompts().complete("telemetry_export", "format", "")).containsExactly("json", "yaml", "text");
        assertThat(prompts().complete("telemetry_export", "format", " Y")).containsExactly("yaml");
        assertThat(prompts().complete("telemetry_export", "format", "csv")).isEmpty();
    }

    @Test
    void complete_unknownPromptOrArgument_isRefused() {
        assertThatThrownBy(() -> prompts().complete("status", "item_id", ""))
                .isInstanceOf(McpError.class)
                .hasMessageContaining("There is no prompt");
        assertThatThrownBy(() -> prompts().complete("telemetry_enable", "item_id", ""))
                .isInstanceOf(McpError.class)
                .hasMessageContaining("takes no argument \"item_id\"");
    }

    @Test
    void results_areJson() throws McpError {
        assertThat(JsonWriter.compact(status(Map.of("item_id", "\"quoted\""))))
                .startsWith("{\"description\":\"Show whether")
                .contains("\"messages\":[{\"content\":{\"text\":\"# Telemetry status\\n")
                .contains("<item_id>\\\"quoted\\\"</item_id>")
                .endsWith("\"type\":\"text\"},\"role\":\"user\"}]}");
    }
}
