package dev.candor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigureTelemetryToolTest {
    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("config.yaml");
    }

    @Test
    void call_firstTime_createsTheFileAndSaysSo() throws ToolException {
        assertThat(call("{\"enabled\": true}", Map.of()))
                .isEqualTo(JsonValue.parse("{\"enabled\": true, \"requested\": true, \"decided_by\": \"config\","
                        + " \"config_path\": \"" + file + "\", \"changed\": true}"));
        assertThat(file).content().endsWith("  enabled: true\n");
    }

    @Test
    void call_secondTime_changesNothing() throws ToolException {
        call("{\"enabled\": false}", Map.of());
        assertThat(call("{\"enabled\": false}", Map.of()))
                .isEqualTo(JsonValue.parse("{\"enabled\": false, \"requested\": false, \"decided_by\": \"config\","
                        + " \"config_path\": \"" + file + "\", \"changed\": false}"));
    }

    @Test
    void call_doNotTrack_writesTheFileButTellsTheTruth() throws ToolException {
        assertThat(call("{\"enabled\": true}", Map.of("DO_NOT_TRACK", "1")))
                .isEqualTo(JsonValue.parse("{\"enabled\": false, \"requested\": true, \"decided_by\": \"do_not_track\","
                        + " \"config_path\": \"" + file
                        + "\", \"changed\": true, \"note\": \"DO_NOT_TRACK is set in the"
                        + " environment of Candor and wins over " + file + ", which says true now: nothing is recorded"
                        + " until that variable is removed.\"}"));
        assertThat(file).content().endsWith("  enabled: true\n");
    }

    @Test
    void result_saidInWords() throws ToolException {
        assertThat(said("{\"enabled\": true}", Map.of()))
                .isEqualTo("Telemetry is on: runs are recorded on this machine. " + file + " was changed.");
        assertThat(said("{\"enabled\": true}", Map.of()))
                .isEqualTo("Telemetry is on: runs are recorded on this machine. " + file + " said so before.");
        assertThat(said("{\"enabled\": true}", Map.of("DO_NOT_TRACK", "1")))
                .startsWith("Telemetry is off: nothing is recorded. ")
                .contains("\nDO_NOT_TRACK is set in the environment of Candor and wins over " + file);
        assertThat(said("{\"enabled\": false}", Map.of()))
                .isEqualTo("Telemetry is off: nothing is recorded. " + file + " was changed.");
    }

    private String said(String arguments, Map<String, String> environment) throws ToolException {
        return new ConfigureTelemetryTool(new ConfigFile(file, environment)).summary(call(arguments, environment));
    }

    @Test
    void call_brokenFile_isRefused() throws IOException {
        Files.writeString(file, "telemetry: {");
        assertThatThrownBy(() -> call("{\"enabled\": true}", Map.of()))
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith(file + ", line 1, column 13: this is not valid YAML")
                .extracting("code")
                .isEqualTo("config-broken");
        assertThat(file).hasContent("telemetry: {");
    }

    @Test
    void call_withoutABoolean_isInvalid() {
        assertThatThrownBy(() -> call("{\"enabled\": \"true\"}", Map.of()))
                .hasMessage("enabled must be true or false; write {\"enabled\": true}")
                .extracting("kind")
                .isEqualTo(ToolException.Kind.INVALID_ARGUMENTS);
        assertThat(file).doesNotExist();
    }

    @Test
    void description_schemas_areObjectsThatNameEveryMember() throws ToolException {
        var description = new ConfigureTelemetryTool(new ConfigFile(file, Map.of())).description();
        ObjectValue result = call("{\"enabled\": true}", Map.of("DO_NOT_TRACK", "1"));

        assertThat(description.name()).isEqualTo("configure_telemetry");
        assertThat(description.annotations()).isEqualTo(new Annotations(false, false, true, false));
        assertThat(description.description()).contains("Example: {\"enabled\": true}\n");
        assertThat(properties(description.inputSchema())).containsExactly("enabled");
        assertThat(properties(description.outputSchema()))
                .isEqualTo(result.members().keySet());
        assertThat(description.inputSchema().text("$schema")).hasValue("https://json-schema.org/draft/2020-12/schema");
        assertThat(description.outputSchema().text("$schema")).hasValue("https://json-schema.org/draft/2020-12/schema");
    }

    private static Set<String> properties(ObjectValue schema) {
        return ((ObjectValue) schema.member("properties").orElseThrow())
                .members()
                .keySet();
    }

    private ObjectValue call(String arguments, Map<String, String> environment) throws ToolException {
        return new ConfigureTelemetryTool(new ConfigFile(file, environment))
                .call((ObjectValue) JsonValue.parse(arguments), ToolContext.unattended());
    }
}
