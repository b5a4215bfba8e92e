package dev.candor.sessions.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
    private final ScenarioReader reader = new ScenarioReader();

    private static SortedMap<String, ScenarioFile> files(String id) throws IOException {
        SortedMap<String, ScenarioFile> files = new TreeMap<>();
        for (String name : ScenarioReader.FILES) {
            files.put(name, new ScenarioFile(Files.readAllBytes(Told.SHIPPED.resolve(Path.of(id, name)))));
        }
        return files;
    }

    private static String text(SortedMap<String, ScenarioFile> files, String name) {
        return new String(
                files.getOrDefault(name, new ScenarioFile(new byte[0])).bytes(), UTF_8);
    }

    @Test
    void read_shipped_knowsTheWords() throws ToolException {
        Scenario office = Told.shipped("office_fire_mvp");
        assertThat(office.id()).isEqualTo("office_fire_mvp");
        assertThat(office.name()).isEqualTo("Fire in the office");
        assertThat(office.version()).isEqualTo("1.0.0");
        assertThat(office.phases()).containsExactly("audit", "micro_drill", "re_audit", "score_report");
        assertThat(office.eventTypes()).hasSize(10).contains("phase_transition", "re_audit_completed");
        assertThat(office.files().keySet()).containsExactly("microdrills.json", "rubric.json", "scenario.json");
        assertThat(office.ends("re_audit", "re_audit_completed")).isTrue();
    }

    @Test
    void of_withoutEventTypes_knowsThoseThatRubricPhasesAndDrillsName() throws Exception {
        SortedMap<String, ScenarioFile> files = files("office_fire_mvp");
        String scenario = text(files, "scenario.json").replaceFirst("(?s)\"event_types\": \\[.*?\\],", "");
        files.put("scenario.json", new ScenarioFile(scenario.getBytes(UTF_8)));
        assertThat(reader.of(files, "x").eventTypes())
                .containsExactly(
                        "alarm_activated",
                        "critical_error",
                        "exit_selected",
                        "extinguisher_attempted",
                        "hazard_identified",
                        "re_audit_completed");
    }

    @Test
    void of_byteOrderMark_isTolerated() throws Exception {
        SortedMap<String, ScenarioFile> files = files("office_fire_mvp");
        files.put("rubric.json", new ScenarioFile(("\uFEFF" + text(files, "rubric.json")).getBytes(UTF_8)));
        assertThat(reader.of(files, "x").id()).isEqualTo("office_fire_mvp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scenario | 'scenario_id': 'office_fire_mvp' | 'scenario_id': 'other' | rubric.json /scenario_id must be other"
                        + " as in scenario.json, found office_fire_mvp; microdrills.json /scenario_id must be other as in"
                        + " scenario.json, found office_fire_mvp",
                "scenario | 'phase_id': 'score_report' | 'phase_id': 'audit' | scenario.json /phases/1/phase_id names audit,"
                        + " which was there before; scenario.json /phases/0/next_phase_on_complete must name a phase, found"
                        + " score_report",
                "scenario | 'success_event': 'exit_selected' | 'success_event': 'alarm_activated' | scenario.json"
                        + " /phases/0/objectives/1/success_event must be exit_selected as the rubric's evidence_event, found"
                        + " alarm_activated",
                "scenario | south_safe | north_safe | scenario.json /phases/0/objectives/1/required_detail must be the same as"
                        + " required_detail in rubric.json /objectives/2",
                "scenario | ['obj_use_safe_exit'] | ['obj_use_exit'] | scenario.json /phases/3/objectives_repeat/0 must name an"
                        + " objective of the rubric, found obj_use_exit",
                "scenario | 'complete_event' | 'complete_evnt' | scenario.json /phases/3 has the property 'complete_evnt',"
                        + " which the contract does not know",
                "scenario | 'timebox_seconds': 120, | 'timebox_seconds': 120, 'objectives': [{'objective_id':"
                        + " 'obj_activate_alarm', 'success_within_seconds': 91}], 'objectives_repeat': ['obj_use_safe_exit'],"
                        + " | scenario.json /phases/1/objectives/0/success_within_seconds must be the same wherever the"
                        + " objective stands; scenario.json /phases/1 has objectives and objectives_repeat, but a phase"
                        + " assesses for the first time or again",
                "rubric | 'weight': 20 | 'weight': '20' | rubric.json /objectives/1/weight must be number, found '20';"
                        + " rubric.json /objectives/4/weight must be number, found '20'",
                "rubric | 'weight': 10, | 'weight': 10.5, | rubric.json /objectives have weights that must add up to at most"
                        + " max_score, 100, found 100.5",
                "rubric | 'weight': 10, | 'weight': 9.0000001, | rubric.json /objectives/3/weight must have at most 6 decimals",
                "rubric | 'pass_threshold': 80 | 'pass_threshold': 60 | rubric.json /conditional_pass_threshold must be at most"
                        + " pass_threshold, 60, found 65",
                "rubric | 'weight': 10,¦      'scoring': 'binary' | 'weight': 10,¦      'scoring': 'bonus' | rubric.json"
                        + " /objectives/3/scoring must be one of binary, timed, penalty, found bonus",
                "rubric | 'weight': 10,¦      'scoring': 'binary' | 'weight': 10,¦      'scoring': 'timed', 'deduct': 1 |"
                        + " rubric.json /objectives/3 misses full_within_seconds, which the scoring timed needs; rubric.json"
                        + " /objectives/3 misses zero_after_seconds, which the scoring timed needs; rubric.json"
                        + " /objectives/3/deduct belongs to the scoring penalty, not to timed",
                "rubric | 'weight': 10,¦      'scoring': 'binary' | 'weight': 10, 'scoring': 'timed',"
                        + " 'full_within_seconds': 60, 'zero_after_seconds': 60.0 | rubric.json"
                        + " /objectives/3/zero_after_seconds must be more than full_within_seconds",
                "rubric | 'weight': 10,¦      'scoring': 'binary' | 'weight': 10, 'scoring': 'penalty', 'deduct': 1,"
                        + " 'penalty_event': 'extinguisher_attempted' | rubric.json /objectives/3/penalty_event must differ from"
                        + " evidence_event",
                "rubric | 'critical_error_code': 'ignored_alarm' | 'critical_error_code': 'used_blocked_exit' | rubric.json"
                        + " /critical_errors/1 has the same trigger_event and required_detail as used_blocked_exit; they must"
                        + " differ",
                "rubric | 'include_evidence_event_ids': true | 'include_evidence_event_ids': false | rubric.json"
                        + " /explainability/include_evidence_event_ids must be true, found false",
                "microdrills | 'targets': ['obj_use_safe_exit'] | 'targets': ['obj_exit'] | microdrills.json"
                        + " /microdrills/1/targets/0 must name an objective of the rubric, found obj_exit",
                "microdrills | ['used_blocked_exit'] | ['used_exit'] | microdrills.json"
                        + " /microdrills/1/trigger_if/critical_error_codes/0 must name a critical error of the rubric, found"
                        + " used_exit",
                "microdrills | 'highest_weight_miss' | 'critical_error_match' | microdrills.json /selection_policy/priority must"
                        + " not have a word twice",
                "microdrills | 'max_assigned': 1 | 'max_assigned': 1.5 | microdrills.json /selection_policy/max_assigned must be"
                        + " integer, found 1.5",
            },
            quoteCharacter = '\0')
    void of_contradictions_areRefusedWithThePlace(String file, String from, String to, String sentence)
            throws Exception {
        SortedMap<String, ScenarioFile> files = files("office_fire_mvp");
        String text = text(files, file + ".json");
        String changed = text.replace(quotes(from), quotes(to));
        assertThat(changed).isNotEqualTo(text);
        files.put(file + ".json", new ScenarioFile(changed.getBytes(UTF_8)));
        assertThatThrownBy(() -> reader.of(files, "here")).isInstanceOfSatisfying(ToolException.class, e -> {
            assertThat(e.code()).isEqualTo("scenario-invalid");
            assertThat(e.sentence().replace('"', '\''))
                    .isEqualTo("The scenario in here cannot be used: " + sentence + ".");
        });
    }

    private static String quotes(String text) {
        return text.replace('\'', '"').replace('¦', '\n');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{            | rubric.json is no valid JSON: expected a name in double quotes, found the end of the text (byte 2)",
                "[]           | rubric.json must be object, found an array",
                "{'a':1,'a':2} | rubric.json is no valid JSON: the name 'a' stands twice in one object (byte 8)",
            },
            quoteCharacter = '\0')
    void of_noJsonObject_isRefused(String text, String sentence) throws Exception {
        SortedMap<String, ScenarioFile> files = files("office_fire_mvp");
        files.put("rubric.json", new ScenarioFile(quotes(text).getBytes(UTF_8)));
        assertThatThrownBy(() -> reader.of(files, "here"))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).replace('"', '\''))
                        .startsWith("The scenario in here cannot be used: " + sentence));
    }

    @Test
    void of_missingFile_isNamed() throws Exception {
        SortedMap<String, ScenarioFile> files = files("office_fire_mvp");
        files.remove("microdrills.json");
        assertThatThrownBy(() -> reader.of(files, "here"))
                .hasMessage("The scenario in here cannot be used: microdrills.json is missing.");
    }

    @Test
    void of_manyProblems_tellsTheFirstTen_andCountsTheOthers() throws Exception {
        SortedMap<String, ScenarioFile> files = files("office_fire_mvp");
        String rubric = text(files, "rubric.json").replaceAll("\"why(_fail|_success)?\": \"[^\"]*\"", "\"why$1\": 1");
        files.put("rubric.json", new ScenarioFile(rubric.getBytes(UTF_8)));
        assertThatThrownBy(() -> reader.of(files, "here"))
                .hasMessageStartingWith(
                        "The scenario in here cannot be used: rubric.json /objectives/0/why_success must"
                                + " be string, found 1; rubric.json /objectives/0/why_fail must be string, found 1; ")
                .hasMessageEndingWith("; and 2 further problems.");
    }
}
