package dev.candor.sessions.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/scenarios.md} shows works, and it has every key. */
class ScenarioDocsTest {
    private static final Pattern FILE = Pattern.compile("(?s)cat > (\\S+) <<'J'\n(.*?)\nJ\n");

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "..", "docs", "scenarios.md"), UTF_8);
    }

    @Test
    void example_isAScenario_thatScoresItsSession() throws Exception {
        SortedMap<String, ScenarioFile> files = new TreeMap<>();
        Matcher file = FILE.matcher(page());
        while (file.find()) {
            files.put(file.group(1), new ScenarioFile(file.group(2).getBytes(UTF_8)));
        }
        Scoring scoring = new ScenarioReader().of(files, "docs").scoring();
        new String(
                        files.getOrDefault("~/round.ndjson", new ScenarioFile(new byte[0]))
                                .bytes(),
                        UTF_8)
                .lines()
                .map(line -> SessionEvent.of(ObjectValue.parse(line)))
                .forEach(scoring::take);
        assertThat(scoring.assessment().score().texts("why"))
                .containsExactly(
                        "+10 back_door: The back door was locked, 120 s into round (e2).",
                        "Score 10 of 10: 10 for objectives - 0 for critical errors = 10. Status pass, from 8 on.");
    }

    @Test
    void workedExample_isThatOfTheFileItNames() throws Exception {
        String page = page().substring(page().indexOf("## A worked example"));
        Matcher example = Pattern.compile("`(docs/examples/[^`]+)`").matcher(page);
        assertThat(example.find()).isTrue();
        List<SessionEvent> events = Files.readAllLines(Path.of("..", "..").resolve(example.group(1)), UTF_8).stream()
                .map(line -> SessionEvent.of(ObjectValue.parse(line)))
                .toList();
        Scoring scoring = new ScenarioReader()
                .read(Path.of("..", "..", "config", "scenarios", "office_fire_mvp"))
                .scoring();
        events.forEach(scoring::take);
        ObjectValue score = scoring.assessment().score();
        assertThat(page)
                .contains("**" + score.integer("score_total").orElseThrow() + " of 100, "
                        + score.text("status").orElseThrow() + "**");
        Instant first = events.getFirst().at();
        assertThat(page.lines().filter(line -> line.startsWith("| evt-")))
                .zipSatisfy(
                        events,
                        (line, event) -> assertThat(line)
                                .startsWith("| " + event.id() + " | "
                                        + Duration.between(first, event.at()).toSeconds() + " s | `" + event.phase()
                                        + "` | "));
    }

    @Test
    void page_hasEveryKeyOfTheSchemas() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String name : ScenarioReader.FILES) {
            collect(JsonValue.parse(Contract.SESSION.file(name.replace(".json", ".schema.json"))), keys);
        }
        String page = page();
        assertThat(keys)
                .hasSizeGreaterThan(40)
                .allSatisfy(key -> assertThat(page).contains('`' + key + '`'));
    }

    private static void collect(JsonValue schema, Set<String> keys) {
        if (schema instanceof ObjectValue object) {
            object.object("properties").members().forEach((key, inner) -> keys.add(key));
            object.members().values().forEach(inner -> collect(inner, keys));
        } else if (schema instanceof ArrayValue array) {
            array.items().forEach(inner -> collect(inner, keys));
        }
    }
}
