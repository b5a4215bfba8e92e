package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.referee.NodeProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in a real Chromium, over a month that is made up: what a person sees, does and may not do. */
class PageIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    @TempDir
    static Path folder;

    private static String demo = "";

    @BeforeAll
    static void fill() {
        Installed installed = new Installed(folder);
        demo = installed.path("demo").toString();
        Installed.Ended ended = installed.candor("demo", "--no-serve", "--rows", "10000", "--dir", demo);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    /** The hostile rows come last, since they stay. */
    @ParameterizedTest
    @ValueSource(strings = {"views", "keyboard", "access", "forms", "live", "hostile"})
    void pages_areAsTheyShould(String part) throws IOException {
        NodeProject node = NodeProject.installed();
        Path said = Path.of("target", "pages-" + part + ".log");
        int exitCode = node.run(
                Map.of("HOME", folder.resolve("home").toString()),
                said,
                TIMEOUT,
                node.program("node"),
                node.script("pages.mjs"),
                Installed.CANDOR.toString(),
                demo,
                "chromium",
                part);
        assertThat(exitCode).as(Files.readString(said, StandardCharsets.UTF_8)).isZero();
    }
}
