package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.cli.CommandPage.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the pages that are followed from top to bottom do what the pages say, in a new home with an installed Candor. */
class DocumentedCommandsIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String MARK = "\u001dstep ";

    @TempDir
    Path folder;

    private static List<String> pages() throws IOException {
        List<String> pages = new ArrayList<>(List.of("README.md", "docs/operations.md"));
        Path howTos = ROOT.resolve("docs/howto");
        if (Files.isDirectory(howTos)) {
            try (Stream<Path> files = Files.list(howTos)) {
                files.map(file -> "docs/howto/" + file.getFileName()).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    /** One shell runs all blocks, as a reader would; each ends with a line that says how. */
    private static String script(List<Step> steps) {
        StringBuilder script =
                new StringBuilder("exec 2>&1; set -o pipefail\n" + "trap 'kill $(jobs -p) 2> /dev/null; wait' EXIT\n");
        for (Step step : steps) {
            script.append(step.mayFail() ? "set +e\n" : "set -e\n").append(step.commands());
            script.append("\nprintf '\\n").append(MARK).append(step.line()).append("\\n'\n");
        }
        return script.toString();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_doesWhatItSays(String name) throws IOException {
        CommandPage page = new CommandPage(Files.readString(ROOT.resolve(name)));
        assertThat(page.steps()).isNotEmpty();
        assertThat(page.left()).as("blocks that are not run").hasSizeLessThan(5);
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(folder.resolve("docs"));
        Files.createSymbolicLink(folder.resolve("docs/examples"), ROOT.resolve("docs/examples"));
        Path script = Files.writeString(folder.resolve("page.sh"), script(page.steps()));

        Installed.Ended ended = new Installed(folder)
                .command(
                        Map.of("PATH", Installed.CANDOR.getParent() + ":" + System.getenv("PATH"), "LC_ALL", "C.UTF-8"),
                        "bash",
                        script.toString());

        String said = new String(ended.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .replace(home.toString(), "/home/you");
        for (Step step : page.steps()) {
            String mark = "\n" + MARK + step.line() + "\n";
            assertThat(said).as(name + ":" + step.line() + " did not end well").contains(mark);
            String printed = said.substring(0, said.indexOf(mark));
            said = said.substring(said.indexOf(mark) + mark.length());
            assertPrints(name, step, printed);
        }
    }

    private static void assertPrints(String page, Step step, String printed) {
        List<String> lines = printed.isEmpty()
                ? List.of()
                : printed.lines().map(String::stripTrailing).toList();
        for (int i = 0; i < step.expected().size(); i++) {
            Pattern expected = step.expected().get(i);
            assertThat(lines.size())
                    .as(page + ":" + step.line() + " prints\n" + printed)
                    .isGreaterThan(i);
            assertThat(lines.get(i))
                    .as(page + ":" + step.line() + " prints\n" + printed)
                    .matches(expected);
        }
        if (!step.expected().isEmpty()) {
            assertThat(lines).as(page + ":" + step.line()).hasSameSizeAs(step.expected());
        }
    }
}
