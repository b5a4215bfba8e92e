package dev.candor.sessions.score;

import java.util.List;

/** What a session is worth. */
record Rubric(
        Thresholds thresholds, List<Objective> objectives, List<CriticalError> criticalErrors, DrillPolicy drills) {}
