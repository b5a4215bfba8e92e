package dev.candor.sessions.score;

import java.util.List;

/**
 * A short exercise.
 *
 * @param targets the objectives that it practises
 * @param missed the objectives one of which must be missed for it to be recommended
 * @param criticalErrors or the critical errors one of which must be made
 */
record Microdrill(String id, String title, List<String> targets, List<String> missed, List<String> criticalErrors) {}
