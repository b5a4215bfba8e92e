package dev.candor.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A scenario is data: no code knows its words, so that another one needs no code. */
class ScenarioWordsTest {
    private static final Path ROOT = Path.of("..", "..");

    /** The members whose texts are words of the scenario. */
    private static final Set<String> NAMES = Set.of(
            "scenario_id",
            "phase_id",
            "event_types",
            "objective_id",
            "success_event",
            "evidence_event",
            "penalty_event",
            "trigger_event",
            "complete_event",
            "code",
            "microdrill_id");

    /** Words with a meaning of their own: a contract, what the contract session says itself, and the name of a file. */
    private static final Set<String> OTHERS = Set.of("audit", "critical_error", "probe");

    @Test
    void mainSources_haveNoWordOfAScenario() throws IOException {
        Set<String> words = words();
        assertThat(words)
                .hasSizeGreaterThan(40)
                .contains("office_fire_mvp", "exit_selected", "leaked_secret", "recheck");
        List<String> found = new ArrayList<>();
        for (Path source : sources()) {
            String text = Files.readString(source, UTF_8);
            words.stream()
                    .filter(word -> pattern(word).matcher(text).find())
                    .forEach(word -> found.add(ROOT.relativize(source) + ": " + word));
        }
        assertThat(found).isEmpty();
    }

    /** A word with an underscore is nobody else's; one without is looked for as a text. */
    private static Pattern pattern(String word) {
        return Pattern.compile(word.contains("_") ? "\\b" + word + "\\b" : '"' + word + '"');
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.walk(ROOT.resolve("modules")), Files.walk(ROOT.resolve("app")))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
                    // only tests call it
                    .filter(file -> !file.startsWith(ROOT.resolve("modules/testing")))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(100);
            return sources;
        }
    }

    private static Set<String> words() throws IOException {
        Set<String> words = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve(Path.of("config", "scenarios")))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                collect("", JsonValue.parse(Files.readAllBytes(file)), words);
            }
        }
        words.removeAll(OTHERS);
        return words;
    }

    private static void collect(String name, JsonValue value, Set<String> words) {
        if (value instanceof StringValue text && NAMES.contains(name)) {
            words.add(text.text());
        } else if (value instanceof ObjectValue object) {
            object.members().forEach((member, inner) -> collect(member, inner, words));
        } else if (value instanceof ArrayValue array) {
            array.items().forEach(item -> collect(name, item, words));
        }
    }
}
