package dev.candor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way to the switch never says something else than the parser. */
class PlainSwitchTest {
    private static Optional<Boolean> read(String text) {
        return PlainSwitch.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fileThatCandorWrote_isRead(@TempDir Path folder) throws Exception {
        ConfigFile config = new ConfigFile(folder.resolve("config.yaml"), Map.of());
        config.set(true);
        assertThat(PlainSwitch.read(Files.readAllBytes(config.path()))).contains(true);
        config.set(false);
        assertThat(PlainSwitch.read(Files.readAllBytes(config.path()))).contains(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment\n",
                "telemetry:\n",
                "telemetry: {enabled: true}\n",
                "telemetry:\n  enabled: yes\n",
                "telemetry:\n  enabled: true # why\n",
                "telemetry:\n  enabled:  true\n",
                "telemetry:\n\tenabled: true\n",
                "telemetry:\nenabled: true\n",
                "telemetry:\n  enabled: true\r\n",
                "telemetry:\n  enabled: true\n  enabled: true\n",
                "telemetry:\n  enabled: true\nserver:\n  port: 1\n",
                "  telemetry:\n  enabled: true\n",
                "telemetry:\n  other: 1\n  enabled: true\n",
                "# \u0007\ntelemetry:\n  enabled: true\n",
                "# büro\ntelemetry:\n  enabled: true\n",
                "---\ntelemetry:\n  enabled: true\n",
                "\uFEFFtelemetry:\n  enabled: true\n"
            })
    void anythingElse_isForTheParser(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void shuffledLines_neverContradictTheParser() throws Exception {
        List<String> lines = List.of(
                "telemetry:",
                "  enabled: true",
                " enabled: false",
                "# c",
                "",
                "enabled: true",
                "  x: 1",
                " # d",
                "a: b");
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int line = random.nextInt(6); line >= 0; line--) {
                text.append(lines.get(random.nextInt(lines.size()))).append(random.nextInt(9) == 0 ? "" : "\n");
            }
            Optional<Boolean> plain = read(text.toString());
            if (plain.isPresent()) {
                read++;
                ConfigText config = ConfigText.decode(
                        Path.of("/config.yaml"), text.toString().getBytes(StandardCharsets.UTF_8));
                assertThat(new ConfigValues(ConfigTree.of(config)).enabled())
                        .as("%s", text)
                        .isEqualTo(plain);
            }
        }
        assertThat(read).isGreaterThan(50);
    }
}
