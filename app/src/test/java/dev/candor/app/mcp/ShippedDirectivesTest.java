package dev.candor.app.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Hub;
import dev.candor.app.tools.Toolbox;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.file.Directives;
import dev.candor.items.file.RunPolicy;
import dev.candor.validation.schema.RowChecker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.Element;

/** The texts in {@code config/directives}, held against the prompts, the tools and the rules of items. */
class ShippedDirectivesTest {
    private static final Path SHIPPED = Path.of("..", "config", "directives");
    private static final Pattern CALL =
            Pattern.compile("the\\s+tool\\s+`(\\w+)`\\s+with\\s+(\\{.*?\\}|`\\w+`|the same `\\w+`)");

    @TempDir
    Path folder;

    private UserPath userPath;
    private Toolbox toolbox;
    private DirectivePrompts prompts;

    @BeforeEach
    void composeTheHub() throws IOException {
        userPath = new UserPath(folder.toRealPath().resolve("user"));
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
        toolbox = new Hub(userPath, Map.of("PATH", "/usr/bin:/bin"), clock, notice -> {}).toolbox(RunPolicy.anywhere());
        prompts = new DirectivePrompts(
                new Directives(userPath, Map.of(), RunPolicy.anywhere()), Optional.empty(), typed -> List.of());
    }

    private static Path file(DirectivePrompt prompt) {
        return SHIPPED.resolve(prompt.name() + ".md");
    }

    private static boolean needsAnItem(DirectivePrompt prompt) {
        return prompt.arguments().getFirst().required();
    }

    private static Map<String, String> arguments(DirectivePrompt prompt) {
        return needsAnItem(prompt) ? Map.of("item_id", "me/it@1.0.0") : Map.of();
    }

    private static String text(ObjectValue result) {
        return String.valueOf(result.member("messages"));
    }

    @Test
    void everyFile_isAPrompt() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(DirectivePrompt.ALL.stream()
                            .map(prompt -> prompt.name() + ".md")
                            .toArray(String[]::new));
        }
    }

    @Test
    void everyPromptAndArgument_isTold() throws IOException {
        String docs = Files.readString(Path.of("..", "docs", "mcp.md"));

        for (DirectivePrompt prompt : DirectivePrompt.ALL) {
            String row = docs.lines()
                    .filter(line -> line.startsWith("| `" + prompt.name() + "` |"))
                    .findFirst()
                    .orElseThrow();
            for (DirectiveArgument argument : prompt.arguments()) {
                String where = argument.equals(DirectiveArgument.PROJECT_PATH) ? docs : row;
                assertThat(where).contains("`" + argument.name() + "`");
                assertThat(argument.words())
                        .allSatisfy(word -> assertThat(where).contains("`" + word + "`"));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.candor.app.mcp.DirectivePrompt#ALL")
    void copiedToTheUserPath_standsInForItself(DirectivePrompt prompt) throws Exception {
        String shipped = text(prompts.get(prompt.name(), arguments(prompt)));
        Path copy = userPath.folder().resolve("directives").resolve(prompt.name() + ".md");
        Files.createDirectories(copy.getParent());
        Files.copy(file(prompt), copy);

        ObjectValue own = prompts.get(prompt.name(), arguments(prompt));

        assertThat(own.text("description").orElse("")).contains(copy.toString());
        assertThat(text(own)).isEqualTo(shipped);
    }

    private static String version(Path directive) throws IOException {
        Matcher version = Pattern.compile("<directive name=\"\\w+\" version=\"([\\d.]+)\">")
                .matcher(Files.readString(directive));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    @ParameterizedTest
    @FieldSource("dev.candor.app.mcp.DirectivePrompt#ALL")
    void copiedToTheUserPath_isAnItemWithAnIdentity(DirectivePrompt prompt) throws Exception {
        Path copy = userPath.folder().resolve("directives").resolve(prompt.name() + ".md");
        Files.createDirectories(copy.getParent());
        Files.copy(file(prompt), copy);
        String params = needsAnItem(prompt) ? "{\"item_id\":\"it\"}" : "{}";

        ObjectValue run = toolbox.call(
                        Toolbox.RUN,
                        ("{\"item_type\":\"directive\",\"item_id\":\"" + prompt.name() + "\",\"params\":" + params
                                        + "}")
                                .getBytes(UTF_8),
                        ToolContext.unattended())
                .json();

        assertThat(run.text("outcome")).contains("success");
        assertThat(run.text("item_id")).contains("core/" + prompt.name() + "@" + version(copy));
        assertThat(run.member("warnings")).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.candor.app.mcp.DirectivePrompt#ALL")
    void theDirective_isWellFormed_andDeclaresTheArgumentsOfThePrompt(DirectivePrompt prompt) throws Exception {
        String text = Files.readString(file(prompt));
        String xml = text.substring(text.indexOf("<directive"));
        Element directive = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)))
                .getDocumentElement();

        assertThat(directive.getAttribute("name")).isEqualTo(prompt.name());
        var inputs = directive.getElementsByTagName("input");
        for (int i = 0; i < inputs.getLength(); i++) {
            Element input = (Element) inputs.item(i);
            String name = input.getAttribute("name");
            assertThat(prompt.argument(name).required())
                    .isEqualTo(input.getAttribute("required").equals("true"));
            assertThat(text).contains("{" + name + "}");
        }
        assertThat(inputs.getLength()).isEqualTo(prompt.arguments().size() - 1);
    }

    /** A model does what stands there, so each call that is named must be one that the tool takes. */
    @ParameterizedTest
    @FieldSource("dev.candor.app.mcp.DirectivePrompt#ALL")
    void theCallsItNames_areTakenByTheTools(DirectivePrompt prompt) throws Exception {
        List<MatchResult> calls =
                CALL.matcher(Files.readString(file(prompt))).results().toList();

        assertThat(calls).isNotEmpty();
        for (MatchResult call : calls) {
            ToolDescription tool = toolbox.descriptions().stream()
                    .filter(each -> each.name().equals(call.group(1)))
                    .findFirst()
                    .orElseThrow();
            String arguments = call.group(2).startsWith("{") ? call.group(2) : "{\"item_id\": \"me/it@1.0.0\"}";
            assertThat(RowChecker.of(tool.inputSchema(), List.of())
                            .check(arguments.getBytes(UTF_8))
                            .violations())
                    .as(call.group())
                    .isEmpty();
        }
    }

    /** What a text tells a model to read in a result must be there. */
    @ParameterizedTest
    @FieldSource("dev.candor.app.mcp.DirectivePrompt#ALL")
    void theMembersItNames_areOnesOfTheTools(DirectivePrompt prompt) throws Exception {
        List<String> known = toolbox.descriptions().stream()
                .map(tool -> tool.name() + tool.inputSchema() + tool.outputSchema())
                .toList();

        assertThat(Pattern.compile("`(\\w+)`")
                        .matcher(Files.readString(file(prompt)))
                        .results())
                .extracting(match -> match.group(1))
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(known).anyMatch(tool -> tool.contains(name) || name.equals("last_error")));
    }
}
