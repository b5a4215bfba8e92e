package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelpVerbTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String help(String... words) throws UsageException {
        Surroundings surroundings = new Surroundings(
                Map.of(),
                new Terminal(out, new ByteArrayOutputStream(), false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
        HelpVerb verb = new HelpVerb();
        assertThat(verb.run(Arguments.read(verb.manual(), List.of(words)), surroundings))
                .isZero();
        return out.toString(UTF_8);
    }

    @Test
    void overview_hasEachVerbOnce() throws Exception {
        List<String> lines = help().lines().toList();
        for (Verb.Entry entry : Verb.all()) {
            assertThat(lines.stream().filter(line -> line.startsWith("  " + entry.name() + "  ")))
                    .as("lines of the overview, by the chapters of HelpVerb, that have " + entry.name())
                    .hasSize(1);
        }
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(130));
    }

    @Test
    void flag_thatIsDerived_isExplainedAsTheOthersAre() throws Exception {
        assertThat(help("orchestration", "status"))
                .contains("  --state WORD                  only runs in this state: running, succeeded, failed,")
                .doesNotContain("(default 50).");
        assertThat(help("quarantine", "show")).contains("as candor quarantine list names it");
        assertThat(help("quarantine", "list")).contains("only these entries; may be repeated");
    }

    @Test
    void exitCodes_haveALineEach() throws Exception {
        for (Verb.Entry entry : Verb.all()) {
            List<String> codes = entry.verb().get().manual().exitCodes().stream()
                    .filter(line -> line.matches("\\d+  .*"))
                    .map(line -> line.replaceFirst(" .*", ""))
                    .toList();
            assertThat(codes).as(entry.name()).doesNotHaveDuplicates();
        }
        assertThat(help("badge"))
                .contains(
                        "  1  not found, refused, or the machine does not let us; or it never ran, and the badge says so\n");
    }
}
