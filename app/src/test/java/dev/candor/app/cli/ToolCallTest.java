package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCallTest {
    @TempDir
    Path folder;

    private String candor(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                Map.of("USER_PATH", folder.resolve("user").toString()),
                new Terminal(out, new ByteArrayOutputStream(), false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
        Candor.execute(List.of(arguments), surroundings);
        return out.toString(UTF_8);
    }

    @Test
    void picture_isPrintedAsItIs_andJsonAsItsEqual() {
        assertThat(candor("badge", "s", "--label", "a\u200db"))
                .startsWith("<svg ")
                .contains("<title>a\u200db: no runs</title>")
                .doesNotContain("u200d")
                .endsWith("</svg>\n");
        assertThat(candor("badge", "s", "--label", "a\u200db", "--json")).contains("a\\u200db");
    }
}
