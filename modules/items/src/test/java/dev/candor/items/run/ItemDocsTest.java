package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.run.ItemBench.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/items.md} shows is what happens. */
class ItemDocsTest {
    @TempDir
    Path folder;

    private ItemBench bench;
    private String docs;

    @BeforeEach
    void setUp() throws IOException {
        bench = new ItemBench(folder);
        docs = Files.readString(Path.of("..", "..", "docs", "items.md"));
    }

    @Test
    void firstExample_runs() throws Exception {
        bench.item("tools/web/head.py", found("<<'PY'\n(.*?)PY\n"));
        String call = found("run_with_telemetry '(\\{.*?\\})'\n").replace("~/shop", "~/project");

        Result result = bench.call(call);

        assertThat(result.text("item_id")).isEqualTo("web/head@1.0.0");
        assertThat(docs).contains("\"stdout\":" + result.json("stdout"));
    }

    @Test
    void yamlExample_runs() throws Exception {
        bench.item("tools/grep_todo.yaml", found("```yaml\n(tool_id.*?)```"));
        Files.createDirectories(bench.project.resolve("src"));
        Files.writeString(bench.project.resolve("src/a.txt"), "one\n--two\n");

        assertThat(bench.run("grep_todo", "{'pattern':'--two'}").text("stdout")).isEqualTo("src/a.txt:2:--two\n");
    }

    @Test
    void everyMemberOfTheResult_isTold() {
        ObjectValue members = RunWithTelemetry.DECLARATION.result().schema().object("properties");
        for (String member : members.members().keySet()) {
            assertThat(docs).contains("`" + member + "`");
        }
    }

    private String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(docs);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
