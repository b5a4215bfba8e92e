package dev.candor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolDescription.Annotations;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigureTelemetryTest {
    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("config.yaml");
    }

    @Test
    void call_firstTime_createsTheFileAndSaysSo() throws Exception {
        assertThat(call("{\"enabled\": true}", Map.of()))
                .isEqualTo(JsonValue.parse("{\"enabled\": true, \"requested\": true, \"decided_by\": \"config\","
                        + " \"config_path\": \"" + file + "\", \"changed\": true}"));
        assertThat(file).content().endsWith("  enabled: true\n");
    }

    @Test
    void call_secondTime_changesNothing() throws Exception {
        call("{\"enabled\": false}", Map.of());
        assertThat(call("{\"enabled\": false}", Map.of()))
                .isEqualTo(JsonValue.parse("{\"enabled\": false, \"requested\": false, \"decided_by\": \"config\","
                        + " \"config_path\": \"" + file + "\", \"changed\": false}"));
    }

    @Test
    void call_doNotTrack_writesTheFileButTellsTheTruth() throws Exception {
        assertThat(call("{\"enabled\": true}", Map.of("DO_NOT_TRACK", "1")))
                .isEqualTo(JsonValue.parse("{\"enabled\": false, \"requested\": true, \"decided_by\": \"do_not_track\","
                        + " \"config_path\": \"" + file
                        + "\", \"changed\": true, \"note\": \"DO_NOT_TRACK is set in the"
                        + " environment of Candor and wins over " + file + ", which says true now: nothing is recorded"
                        + " until that variable is removed.\"}"));
        assertThat(file).content().endsWith("  enabled: true\n");
    }

    @Test
    void result_saidInWords() throws Exception {
        assertThat(said("{\"enabled\": true}", Map.of())).isEqualTo("telemetry is on (" + file + ")");
        assertThat(said("{\"enabled\": true}", Map.of("DO_NOT_TRACK", "1")))
                .startsWith(
                        "telemetry is off (" + file + ")\nDO_NOT_TRACK is set in the environment of Candor and wins")
                .contains(" over " + file);
        assertThat(said("{\"enabled\": false}", Map.of())).isEqualTo("telemetry is off (" + file + ")");
    }

    private String said(String arguments, Map<String, String> environment) throws Exception {
        Page page = new Page();
        new ConfigureTelemetry(new ConfigFile(file, environment)).tell(switched(arguments, environment), page);
        return page.text();
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
    void call_withoutEnabled_isInvalid() {
        assertThatThrownBy(() -> call("{}", Map.of())).isInstanceOf(InvalidArgumentException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void description_schemas_areObjectsThatNameEveryMember() throws Exception {
        var description = ConfigureTelemetry.DECLARATION.tool();
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

    private ObjectValue call(String arguments, Map<String, String> environment) throws Exception {
        return ConfigureTelemetrySwitchedShape.INSTANCE.write(switched(arguments, environment));
    }

    private ConfigureTelemetry.Switched switched(String arguments, Map<String, String> environment) throws Exception {
        return new ConfigureTelemetry(new ConfigFile(file, environment))
                .call(
                        ConfigureTelemetryQueryShape.INSTANCE.read(ObjectValue.parse(arguments), Instant.EPOCH),
                        ToolContext.unattended());
    }
}
