package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextWordsTest {
    @TempDir
    Path folder;

    private List<String> after(String... words) throws Exception {
        Surroundings surroundings = new Surroundings(
                Map.of("USER_PATH", folder.toString()),
                new Terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream(), false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
        return new NextWords(List.of(words), surroundings)
                .lines().stream().map(line -> line.split("\t", 2)[0]).toList();
    }

    private List<String> afterLine(String line) throws Exception {
        return after(line.replace("''", "").split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "co, coverage completion",
        "trails s, show",
        "trails list --outcome b, blocked",
        "trails list --un, --until",
        "trails list --outcome=b, ''",
        "help tra, trails",
        "help trails sh, show",
        "validate --contract orch, orchestration",
        "record --outcome t, timeout",
        "run --events '', :files",
        "exec --project-path '', :folders",
        "run -- '', :commands",
        "run --skill s '', :commands",
        "validate ev, :files",
        "tool telemetry_, telemetry_status",
        "tool telemetry_status '', --server --json --help",
        "schema sh, show",
        "completion f, fish",
        "nothing '', ''"
    })
    void line_endsWithOneOf(String line, String words) throws Exception {
        assertThat(String.join(" ", afterLine(line))).isEqualTo(words);
    }

    @Test
    void nothing_isFollowedByAVerb_eachOnceAndWithWhatItDoes() throws Exception {
        List<String> verbs = after("");
        assertThat(verbs)
                .contains("run", "trails", "quarantine")
                .doesNotHaveDuplicates()
                .doesNotContain("--help");
        assertThat(after()).isEqualTo(verbs);
        assertThat(after("--v")).containsExactly("--version");
    }

    @Test
    void ids_areThoseOfItemsThatRan() throws Exception {
        recordRun("demo/hello@1.0.0");
        for (String line :
                List.of("status demo", "exec demo", "clear --item-id demo", "record dem", "status demo/hello@1")) {
            assertThat(afterLine(line)).as(line).containsExactly("demo/hello@1.0.0");
        }
    }

    @Test
    void everyVerb_hasAWordToSay() throws Exception {
        for (Verb.Entry entry : Verb.all()) {
            if (!entry.verb().get().manual().endsAtOperand()) {
                assertThat(afterLine(entry.name() + " -")).as(entry.name()).contains("--help");
            }
        }
    }

    private void recordRun(String id) throws IOException, UsageException {
        Files.writeString(folder.resolve("config.yaml"), "telemetry:\n  enabled: true\n");
        Surroundings surroundings = new Surroundings(
                Map.of("USER_PATH", folder.toString()),
                new Terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream(), false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
        List<String> words = List.of("record", id, "--item-type", "tool", "--outcome", "success", "--duration-ms", "1");
        assertThat(Candor.execute(words, surroundings)).isZero();
    }
}
