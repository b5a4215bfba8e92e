package dev.candor.export.internal.score;

import java.util.SortedMap;
import java.util.SortedSet;

/** How sessions of one kind run and what they are worth: data from three files, see {@code docs/sessions.md}. */
public interface Scenario {
    /** The name under which its files lie. */
    String id();

    /** What it is called in front of people. */
    String name();

    /** The version of {@code scenario.json}. */
    String version();

    /** The phases there are. */
    SortedSet<String> phases();

    /** The event types there are. */
    SortedSet<String> eventTypes();

    /** The files it was read from by name, {@code scenario.json}, {@code rubric.json}, {@code microdrills.json}. */
    SortedMap<String, ScenarioFile> files();

    /** A scoring of one session that has not begun. */
    Scoring scoring();
}
