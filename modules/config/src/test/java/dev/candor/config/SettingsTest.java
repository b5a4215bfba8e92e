package dev.candor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Settings DEFAULTS = new Settings(OptionalInt.empty(), false, List.of());

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("config.yaml");
    }

    @Test
    void settings_missingFile_areTheDefaults() throws ConfigException {
        assertThat(settings()).isEqualTo(DEFAULTS).isEqualTo(Settings.defaults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "telemetry: {enabled: true}", "server:", "server: {}", "server: {unknown: 1}"})
    void settings_nothingSaid_areTheDefaults(String yaml) throws Exception {
        Files.writeString(file, yaml);
        assertThat(settings()).isEqualTo(DEFAULTS);
    }

    @Test
    void settings_allSaid_areRead() throws Exception {
        Files.writeString(file, """
                server:
                  port: 4318
                  allow_run: yes
                  run_roots:
                    - ~/projects
                    - /srv/./tools
                    - "~"
                """);
        assertThat(settings())
                .isEqualTo(new Settings(
                        OptionalInt.of(4318),
                        true,
                        List.of(Path.of("/home/u/projects"), Path.of("/srv/tools"), Path.of("/home/u"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535})
    void settings_portWithinItsBounds_isRead(int port) throws Exception {
        Files.writeString(file, "server: {port: " + port + "}");
        assertThat(settings().port()).hasValue(port);
    }

    static Stream<Arguments> mistakes() {
        String port =
                "server.port must be a whole number from 0 (any free port) to 65535, written without quotes, found ";
        String root = "a folder of server.run_roots must be an absolute path, or one that begins with ~/, found ";
        return Stream.of(
                arguments("server: {port: 65536}", 1, 16, port + "65536; write one, or remove the key"),
                arguments("server: {port: -1}", 1, 16, port + "-1; write one, or remove the key"),
                arguments("server: {port: 0x50}", 1, 16, port + "0x50; write one, or remove the key"),
                arguments("server: {port: \"80\"}", 1, 16, port + "the text '80'; write one, or remove the key"),
                arguments("server:\n  port:", 2, 8, port + "nothing; write one, or remove the key"),
                arguments(
                        "server: {allow_run: 1}",
                        1,
                        21,
                        "server.allow_run must be true or false, written without quotes, found 1; write 'true' or 'false'"),
                arguments(
                        "server: {run_roots: /srv}",
                        1,
                        21,
                        "server.run_roots must be a list of folders, found /srv; write a list"),
                arguments("server: {run_roots: [/a, b]}", 1, 26, root + "b; write the whole path"),
                arguments("server: {run_roots: [\"\"]}", 1, 22, root + "the text ''; write the whole path"),
                arguments("server: {run_roots: [\"/a\\0\"]}", 1, 22, root + "the text '/a\0'; write the whole path"),
                arguments("server: {run_roots: [7]}", 1, 22, root + "7; write the whole path"),
                arguments(
                        "server: 8080",
                        1,
                        9,
                        "server must be a mapping of keys to values, found 8080; write lines such as 'key: value'"),
                arguments(
                        "server: {run_roots: [" + "/r,".repeat(101) + "]}",
                        1,
                        322,
                        "server.run_roots must be at most 100 folders, found 101; remove those from here on"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void settings_mistake_saysWhere(String yaml, int line, int column, String what) throws IOException {
        Files.writeString(file, yaml);
        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ", line " + line + ", column " + column + ": " + what);
    }

    @Test
    void settings_brokenFile_saysWhere() throws IOException {
        Files.writeString(file, "server: [");
        assertThatThrownBy(this::settings).hasMessageStartingWith(file + ", line 1, column 10: this is not valid YAML");
    }

    @Test
    void constructor_outOfBounds_isRefused() {
        List<Path> relative = List.of(Path.of("x"));
        assertThatThrownBy(() -> new Settings(OptionalInt.of(65_536), false, List.of()))
                .hasMessage("a port is 0 to 65535, found 65536");
        assertThatThrownBy(() -> new Settings(OptionalInt.empty(), false, relative))
                .hasMessage("run roots are at most 100 absolute folders, found [x]");
    }

    private Settings settings() throws ConfigException {
        return new ConfigFile(file, Map.of("HOME", "/home/u")).settings();
    }
}
