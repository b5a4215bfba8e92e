package dev.candor.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that finds no config file, or a plain one, does not pay for a YAML library: it runs without one. */
class WithoutYamlTest {
    private static final String STANDARD = "LogSettings[name=events, partBytes=10000000, daily=true, gzip=false]";

    @TempDir
    Path folder;

    @Test
    void state_missingFile_needsNoYamlLibrary() throws IOException {
        assertThat(said())
                .isEqualTo("SwitchState[enabled=false, decidedBy=DEFAULT, problem=Optional.empty] " + STANDARD);
    }

    @Test
    void state_plainFile_needsNoYamlLibrary() throws IOException {
        Files.writeString(folder.resolve("config.yaml"), "telemetry:\n  enabled: true\n");
        assertThat(said()).isEqualTo("SwitchState[enabled=true, decidedBy=CONFIG, problem=Optional.empty] " + STANDARD);
    }

    @Test
    void state_file_needsOne() throws IOException {
        Files.writeString(folder.resolve("config.yaml"), "telemetry: {enabled: true}");
        assertThat(said()).contains("NoClassDefFoundError: org/yaml/snakeyaml");
    }

    private String said() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folderOf(ConfigFile.class) + ":" + folderOf(PrivateFiles.class) + ":"
                                + folderOf(LogSettings.class) + ":" + folderOf(WithoutYamlTest.class),
                        WithoutYamlTest.class.getName() + "$Child",
                        folder.resolve("config.yaml").toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static String folderOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    static final class Child {
        public static void main(String[] args) {
            ConfigFile config = new ConfigFile(Path.of(args[0]), Map.of());
            System.out.println(config.state() + " " + config.logSettings());
        }
    }
}
