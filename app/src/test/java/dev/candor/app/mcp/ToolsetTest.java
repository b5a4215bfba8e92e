package dev.candor.app.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.Hub;
import dev.candor.app.tools.CallObserver;
import dev.candor.app.tools.Toolbox;
import dev.candor.config.UserPath;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.items.file.RunPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsetTest {
    private static final int MAX_CORE_BYTES = 16_384;

    @TempDir
    Path folder;

    private Toolbox toolbox;

    @BeforeEach
    void compose() {
        toolbox = new Hub(new UserPath(folder), Map.of(), () -> Instant.parse("2026-11-20T12:00:00Z"), notice -> {})
                .toolbox(RunPolicy.off());
    }

    @Test
    void core_isAShortList() {
        String list = JsonWriter.compact(JsonValue.of(Toolset.CORE.list(toolbox)));
        assertThat(list)
                .hasSizeLessThan(MAX_CORE_BYTES)
                .contains("\"telemetry_status\"", "\"run_with_telemetry\"", "\"record_event\"")
                .doesNotContain("list_trails\"", "outputSchema");
        assertThat(Toolset.CORE.list(toolbox)).hasSize(9);
    }

    @Test
    void all_isEveryTool_withTheSchemaOfItsResult() {
        assertThat(Toolset.ALL.list(toolbox))
                .hasSize(toolbox.declarations().size() - 1)
                .allSatisfy(tool -> assertThat(tool.member("outputSchema")).isPresent());
    }

    @Test
    void sql_isListedOnlyWhereItIsAllowed() {
        Hub hub = new Hub(new UserPath(folder), Map.of(), () -> Instant.parse("2026-11-20T12:00:00Z"), notice -> {});
        hub.allowQueries();
        assertThat(JsonWriter.compact(JsonValue.of(Toolset.ALL.list(toolbox)))).doesNotContain("query_events");
        assertThat(JsonWriter.compact(JsonValue.of(Toolset.ALL.list(hub.toolbox(RunPolicy.off())))))
                .contains("query_events");
    }

    @Test
    void toolThatIsNotOffered_isNotThere() {
        HubTools core = new HubTools(toolbox, Toolset.CORE, CallObserver.none());
        assertThatThrownBy(() -> core.call("list_trails", new JsonValue.ObjectValue(Map.of()), null))
                .isInstanceOf(McpError.class)
                .hasMessageContaining("there is no tool");
    }
}
