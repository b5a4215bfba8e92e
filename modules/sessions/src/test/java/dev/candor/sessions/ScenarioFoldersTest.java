package dev.candor.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.ToolException;
import dev.candor.sessions.score.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFoldersTest {
    private static final Path SHIPPED = Path.of("..", "..", "config", "scenarios");
    private static final String OFFICE = "office_fire_mvp";

    private final Path own;

    ScenarioFoldersTest(@TempDir Path own) {
        this.own = own;
    }

    private ScenarioFolders scenarios() {
        return new ScenarioFolders(List.of(own.resolve("none"), own, SHIPPED));
    }

    /** A copy of the first scenario under another name, with another version. */
    private void copy(String folder, String id) throws IOException {
        Path place = Files.createDirectories(own.resolve(folder));
        for (String name : ScenarioReader.FILES) {
            String text = Files.readString(SHIPPED.resolve(Path.of(OFFICE, name)), UTF_8);
            Files.writeString(place.resolve(name), text.replace(OFFICE, id).replace("1.0.0", "2.0.0"), UTF_8);
        }
    }

    private static SortedSet<String> words(String... words) {
        return new TreeSet<>(List.of(words));
    }

    @Test
    void named_shipped_isFound() throws ToolException {
        assertThat(scenarios().named("agent_skill_audit").name()).isEqualTo("Audit of an agent's skill");
    }

    @Test
    void named_inTwoFolders_theFirstWins() throws Exception {
        copy(OFFICE, OFFICE);
        assertThat(scenarios().named(OFFICE).version()).isEqualTo("2.0.0");
        assertThat(scenarios().fitting(words("audit"), words("exit_selected")).version())
                .isEqualTo("2.0.0");
    }

    @Test
    void named_unknown_namesThoseThereAre() {
        assertThatThrownBy(() -> scenarios().named("../office_fire_mvp"))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("scenario-unknown"))
                .hasMessageStartingWith("There is no scenario \"../office_fire_mvp\"; there are agent_skill_audit,"
                        + " office_fire_mvp. A scenario is a folder of that name with scenario.json in one of ");
    }

    @Test
    void named_folderOfAnotherName_isRefused() throws Exception {
        copy("renamed", OFFICE);
        assertThatThrownBy(() -> scenarios().named("renamed"))
                .hasMessage("The scenario in " + own.resolve("renamed")
                        + " must have the scenario_id renamed like its folder, found office_fire_mvp.");
    }

    @Test
    void fitting_oneKnowsAllWords() throws ToolException {
        assertThat(scenarios()
                        .fitting(words("audit", "re_audit"), words("exit_selected", "critical_error"))
                        .id())
                .isEqualTo(OFFICE);
        assertThat(scenarios().fitting(words("probe"), words("answer_given")).id())
                .isEqualTo("agent_skill_audit");
    }

    @Test
    void fitting_noneKnowsAllWords_namesWhatTheNearestLacks() {
        assertThatThrownBy(() -> scenarios().fitting(words("audit", "exam"), words("exit_selected", "bell_rang")))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("scenario-unclear"))
                .hasMessage("No scenario knows all words of the session. The nearest of agent_skill_audit,"
                        + " office_fire_mvp is office_fire_mvp, which lacks the phase exam and the event type bell_rang."
                        + " Name the scenario to use it all the same.");
    }

    @Test
    void fitting_severalKnowAllWords_namesThem() throws Exception {
        copy("my_fire", "my_fire");
        assertThatThrownBy(() -> scenarios().fitting(words("audit"), words("exit_selected")))
                .hasMessage("Several scenarios know all words of the session: my_fire, office_fire_mvp. Name the"
                        + " scenario to use it all the same.");
    }

    @Test
    void problems_tellWhyAScenarioCannotBeUsed_andTheOthersCan() throws Exception {
        copy("broken", "broken");
        Files.writeString(own.resolve(Path.of("broken", "rubric.json")), "{}", UTF_8);
        assertThat(scenarios().problems()).containsOnlyKeys("broken");
        assertThat(scenarios().catalog().scenarios()).containsOnlyKeys("agent_skill_audit", OFFICE);
        assertThatThrownBy(() -> scenarios().fitting(words("audit"), words("bell_rang")))
                .hasMessageContaining(" Not looked at: The scenario in " + own.resolve("broken")
                        + " cannot be used: rubric.json misses the required property 'scenario_id'");
    }

    @Test
    void named_unreadableFile_isRefused() throws Exception {
        Path place = Files.createDirectories(own.resolve("half"));
        Files.writeString(place.resolve("scenario.json"), " ".repeat((1 << 20) + 1), UTF_8);
        assertThatThrownBy(() -> scenarios().named("half"))
                .hasMessage(place.resolve("scenario.json") + " has more than 1048576 bytes.");
        Files.writeString(place.resolve("scenario.json"), "{}", UTF_8);
        assertThatThrownBy(() -> scenarios().named("half"))
                .hasMessage(place.resolve("rubric.json") + " cannot be read: there is no such file.");
    }
}
