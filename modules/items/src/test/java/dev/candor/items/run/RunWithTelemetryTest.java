package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import dev.candor.aggregatestore.ItemType;
import dev.candor.aggregatestore.Outcome;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.file.RunPolicy;
import dev.candor.items.run.ItemBench.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunWithTelemetryTest {
    @TempDir
    Path folder;

    private ItemBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new ItemBench(folder);
    }

    @Test
    void description_itsExample_isValid() {
        String description = RunWithTelemetry.DECLARATION.tool().description();
        Matcher example = Pattern.compile("Example: (\\{.*\\})", Pattern.DOTALL).matcher(description);

        assertThat(example.find()).isTrue();
        assertThat(ItemBench.schema(RunWithTelemetry.DECLARATION.tool().inputSchema())
                        .validate(example.group(1), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void inputSchema_refusesWhatMakesNoSense() {
        ObjectValue schema = RunWithTelemetry.DECLARATION.tool().inputSchema();
        for (String bad : List.of(
                "{}",
                "{\"item_type\":\"x\",\"item_id\":\"a\"}",
                "{\"item_type\":\"tool\",\"item_id\":\"\"}",
                "{\"item_type\":\"tool\",\"item_id\":\"a\",\"timeout_s\":0}",
                "{\"item_type\":\"tool\",\"item_id\":\"a\",\"timeout_s\":86401}",
                "{\"item_type\":\"tool\",\"item_id\":\"a\",\"params\":[]}",
                "{\"item_type\":\"tool\",\"item_id\":\"a\",\"more\":1}")) {
            assertThat(ItemBench.schema(schema).validate(bad, InputFormat.JSON))
                    .as(bad)
                    .isNotEmpty();
        }
    }

    @Test
    void directive_comesFilledIn_andCountsAsARun() throws Exception {
        bench.item(
                "directives/ops/deploy.md",
                "---\nowner: x\n---\n\n# Deploy\n<directive name=\"deploy\" version=\"1.0.0\">\n<inputs>\n"
                        + "<input name=\"target\" required=\"true\"/></inputs>\nGo to {target}.\n</directive>\n");

        Result result = bench.call("{'item_type':'directive','item_id':'deploy','project_path':'" + bench.project
                + "','params':{'target':'prod'}}");

        assertThat(result.text("content")).startsWith("# Deploy\n").contains("Go to prod.");
        assertThat(result.text("item_id")).isEqualTo("ops/deploy@1.0.0");
        assertThat(result.text("outcome")).isEqualTo("success");
        assertThat(result.json("exit_code")).isEqualTo("null");
        assertThat(bench.runs).singleElement().satisfies(run -> {
            assertThat(run.itemType()).isEqualTo(ItemType.DIRECTIVE);
            assertThat(run.subprocessCalls()).isZero();
        });
    }

    @Test
    void results_saidInWords() throws Exception {
        bench.item("tools/x/fails.sh", "# version: 2\necho out; echo 'the \u001b[1mreason' >&2; exit 7\n");
        bench.item("tools/silent.sh", "setsid sleep 319 &\n");
        bench.item("directives/d.md", "<directive name=\"d\">Secret steps.</directive>\n");
        bench.item("knowledge/k.md", "---\nid: k\n---\nSecret facts.\n");

        assertThat(said("tool", "fails"))
                .matches("x/fails@2 \\(tool\\): failure, exit code 7, [0-9.]+ m?s\\. Recorded\\.\n"
                        + "Error: the reason\nSee 'stdout', 'stderr'\\.");
        bench.telemetryOn = false;
        assertThat(said("tool", "silent"))
                .matches("[0-9a-f]{64} \\(tool\\): success, exit code 0, [0-9.]+ m?s\\. Not recorded\\.\n"
                        + "Warning: Processes that the item left running were ended: 1\\.");
        assertThat(said("directive", "d"))
                .matches(
                        "d \\(directive\\): success(, [0-9.]+ m?s)?\\. Not recorded\\.\nSee the instructions in 'content'\\.");
        assertThat(said("knowledge", "k"))
                .matches("k \\(knowledge\\): success(, [0-9.]+ m?s)?\\. Not recorded\\.\nSee the text in 'content'\\.");
    }

    private String said(String type, String id) throws Exception {
        Page page = new Page();
        RunWithTelemetry capability = bench.tool();
        capability.tell(
                capability.call(
                        ItemBench.request("{'item_type':'" + type + "','item_id':'" + id + "','project_path':'"
                                + bench.project + "'}"),
                        ToolContext.unattended()),
                page);
        return page.text();
    }

    @Test
    void answerOfAServer_isToldByItsStatus_andWhereItIs() {
        Page page = new Page();
        bench.tool()
                .tell(
                        new ItemResult(
                                "i",
                                ItemType.TOOL,
                                "/i",
                                Outcome.FAILURE,
                                Optional.of(1),
                                "out",
                                "",
                                true,
                                false,
                                86_400_000,
                                1,
                                0,
                                true,
                                Optional.of("x"),
                                Optional.empty(),
                                Optional.of(500),
                                Optional.of(JsonValue.of("b")),
                                Optional.of(false),
                                Optional.empty()),
                        page);
        assertThat(page.text()).isEqualTo("""
                i (tool): failure, exit code 1, HTTP 500, 86400 s. Recorded.
                Error: x
                See 'stdout' (truncated), the answer in 'body'.""");
    }

    @Test
    void directive_ofCore_canBeShadowed_aToolOfCoreCannot() throws Exception {
        bench.item("directives/core/telemetry_enable.md", "Mine.\n");
        bench.item("tools/core/configure_telemetry.py", "print('mine')\n");

        assertThat(bench.call("{'item_type':'directive','item_id':'core/telemetry_enable','project_path':'"
                                + bench.project + "'}")
                        .text("content"))
                .isEqualTo("Mine.\n");
        assertThat(bench.refusal("core/configure_telemetry", "{}"))
                .startsWith("REFUSED protected-item: ")
                .endsWith("Call the tool 'configure_telemetry' directly.");
    }

    @Test
    void knowledge_comesWithoutFrontMatter_andCountsAsAnAccess() throws Exception {
        bench.item("knowledge/api-facts/youtube-proxy.md", "---\nid: kb-api-youtube-proxy\n---\n\nUse {this} proxy.\n");

        Result result = bench.call(
                "{'item_type':'knowledge','item_id':'youtube-proxy','project_path':'" + bench.project + "'}");

        assertThat(result.text("content")).isEqualTo("Use {this} proxy.\n");
        assertThat(bench.accesses).containsExactly("kb-api-youtube-proxy");
        assertThat(bench.runs).isEmpty();
    }

    @Test
    void knowledge_withBrokenMetadata_isShownWithAWarning() throws Exception {
        bench.item("knowledge/broken.md", "---\nid: [\n---\nText\n");

        Result result =
                bench.call("{'item_type':'knowledge','item_id':'broken','project_path':'" + bench.project + "'}");

        assertThat(result.text("content")).isEqualTo("Text\n");
        assertThat(result.text("item_id")).hasSize(64);
        assertThat(result.warnings()).singleElement().asString().contains("The item's metadata is no YAML: line ");
    }

    @Test
    void telemetryOff_theRunHappensAndIsNotRecorded() throws Exception {
        bench.telemetryOn = false;
        bench.item("tools/t.sh", "echo ran\n");

        Result result = bench.run("t", "{}");

        assertThat(result.text("stdout")).isEqualTo("ran\n");
        assertThat(result.is("recorded")).isFalse();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void recorderThatFails_losesNoResult() throws Exception {
        bench.diskFull = true;
        bench.item("tools/t.sh", "echo ran\n");

        Result result = bench.run("t", "{}");

        assertThat(result.text("outcome")).isEqualTo("success");
        assertThat(result.is("recorded")).isFalse();
        assertThat(result.warnings())
                .containsExactly("\"The run happened, but it could not be recorded: no space left.\"");
    }

    @Test
    void recorderThatRefuses_losesNoResult() throws Exception {
        bench.refusing = true;
        bench.item("tools/t.sh", "echo ran\n");
        bench.item("knowledge/k.md", "Text\n");

        Result run = bench.run("t", "{}");
        Result access = bench.call("{'item_type':'knowledge','item_id':'k','project_path':'" + bench.project + "'}");

        assertThat(run.text("stdout")).isEqualTo("ran\n");
        assertThat(run.is("recorded")).isFalse();
        assertThat(run.warnings())
                .containsExactly("\"The run happened, but it could not be recorded: the item_id is none.\"");
        assertThat(access.text("content")).isEqualTo("Text\n");
        assertThat(access.is("recorded")).isFalse();
        assertThat(access.warnings()).hasSize(1);
    }

    @Test
    void items_ofEveryKind_areNeverChanged() throws Exception {
        bench.item("tools/s.sh", "echo\n");
        bench.item("tools/p.py", "__version__ = '1'\nprint(1)\n");
        bench.item("tools/y.yaml", "executor_id: subprocess\nconfig: {command: echo}\n");
        bench.item("tools/h.yaml", "executor_id: http_client\nconfig: {url: 'http://127.0.0.1:1/'}\n");
        bench.item("tools/r.yaml", "executor_id: python_runtime\n");
        bench.item("tools/r.py", "print(2)\n");
        bench.item("directives/d.md", "Do {it}.\n");
        bench.item("knowledge/k.md", "---\nid: k\n---\nText\n");
        bench.environment.put("PYTHONDONTWRITEBYTECODE", "1");
        Map<Path, String> before = bench.hashes();

        for (String id : List.of("s", "p", "y", "h", "r")) {
            bench.run(id, "{}");
        }
        bench.call(
                "{'item_type':'directive','item_id':'d','project_path':'" + bench.project + "','params':{'it':'x'}}");
        bench.call("{'item_type':'knowledge','item_id':'k','project_path':'" + bench.project + "'}");

        assertThat(bench.runs).hasSize(6);
        assertThat(bench.hashes()).isEqualTo(before);
    }

    @Test
    void policy_off_saysHowToEnable() throws Exception {
        bench.policy = RunPolicy.off();
        bench.item("tools/t.sh", "touch ran\n");

        assertThat(bench.refusal("t", "{}"))
                .isEqualTo(
                        "REFUSED run-not-allowed: Running items is off here. To allow it, start the server with candor"
                                + " serve --allow-run --run-roots DIR, or set server.allow_run: true in config.yaml.");
        assertThat(bench.project.resolve("ran")).doesNotExist();
    }

    @Test
    void policy_within_letsInWhatReallyLiesInside() throws Exception {
        bench.policy = RunPolicy.within(List.of(bench.project));
        bench.item("tools/t.sh", "echo ran\n");
        Path alias = Files.createSymbolicLink(bench.user.resolveSibling("alias"), bench.project);

        assertThat(bench.run("t", "{}").text("stdout")).isEqualTo("ran\n");
        assertThat(bench.call("{'item_type':'tool','item_id':'t','project_path':'" + alias + "'}")
                        .text("stdout"))
                .isEqualTo("ran\n");
    }

    @Test
    void policy_within_refusesWhatLiesOutside_linksAndNeighboursIncluded() throws Exception {
        Path allowed = Files.createDirectories(folder.toRealPath().resolve("allowed"));
        Files.createDirectories(folder.toRealPath().resolve("allowed-not"));
        bench.policy = RunPolicy.within(List.of(allowed));
        bench.item("tools/t.sh", "touch ran\n");
        Files.createSymbolicLink(allowed.resolve("link"), bench.project);

        for (String path : List.of(
                bench.project.toString(),
                allowed + "/link",
                allowed + "/../project",
                allowed + "-not",
                allowed + "/../missing",
                "~/project",
                "/")) {
            assertThat(bench.refusal("{'item_type':'tool','item_id':'t','project_path':'" + path + "'}"))
                    .as(path)
                    .startsWith("REFUSED root-not-allowed: ")
                    .endsWith("(" + allowed + "), and " + path
                            + " does not. To allow it, start the server with --run-roots DIR.");
        }
        assertThat(bench.project.resolve("ran")).doesNotExist();
        assertThat(bench.runs).isEmpty();
    }

    @Test
    void projectPath_thatIsTheHomeFolder_isLookedInOnce() throws Exception {
        Path home = Files.createDirectories(bench.project.resolve("home/.ai/tools"));
        RunWithTelemetry tool = new RunWithTelemetry(
                new UserPath(home.getParent()), bench.environment, bench.policy, bench.limits, bench);

        assertThatThrownBy(() -> tool.call(
                        ItemBench.request("{'item_type':'tool','item_id':'t','project_path':'"
                                + bench.project.resolve("home") + "'}"),
                        ToolContext.unattended()))
                .hasMessage("There is no tool 't'. Looked in " + home + ".");
    }

    @Test
    void projectPath_formsAndFaults() throws Exception {
        bench.item("tools/t.sh", "echo ran\n");

        assertThat(bench.call("{'item_type':'tool','item_id':'t','project_path':'~/project'}")
                        .text("stdout"))
                .isEqualTo("ran\n");
        assertThat(bench.refusal("{'item_type':'tool','item_id':'t','project_path':'project'}"))
                .startsWith("INVALID_ARGUMENTS project-path-invalid: ");
        assertThat(bench.refusal("{'item_type':'tool','item_id':'t','project_path':'/a\\u0000b'}"))
                .startsWith("INVALID_ARGUMENTS project-path-invalid: ");
        assertThat(bench.refusal("{'item_type':'tool','item_id':'t','project_path':'" + bench.project + "/no'}"))
                .startsWith("NOT_FOUND project-not-found: ");
        assertThat(bench.refusal("{'item_type':'tool','item_id':'t'}")).startsWith("NOT_FOUND item-not-found: ");
    }
}
