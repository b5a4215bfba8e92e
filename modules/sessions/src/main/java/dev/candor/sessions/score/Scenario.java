package dev.candor.sessions.score;

import java.util.SortedMap;
import java.util.SortedSet;

/** How sessions of one kind run and what they are worth: data from three files, see {@code docs/scenarios.md}. */
public interface Scenario {
    /** How the phases, the words and the drills' triggers are told. */
    String SCENARIO_FILE = "scenario.json";

    /** What a session is worth. */
    String RUBRIC_FILE = "rubric.json";

    /** What is practised when something was missed. */
    String MICRODRILLS_FILE = "microdrills.json";

    /** The name under which its files lie. */
    String id();

    /** What it is called in front of people. */
    String name();

    /** The version of {@value #SCENARIO_FILE}. */
    String version();

    /** The phases there are. */
    SortedSet<String> phases();

    /** The event types there are. */
    SortedSet<String> eventTypes();

    /** Whether an event of that phase and type ends a session: the last phase is complete then. */
    boolean ends(String phase, String eventType);

    /** The files it was read from by name: {@value #SCENARIO_FILE}, {@value #RUBRIC_FILE}, {@value #MICRODRILLS_FILE}. */
    SortedMap<String, ScenarioFile> files();

    /** A scoring of one session that has not begun. */
    Scoring scoring();
}
