package dev.candor.sessions.score;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Something that the participant should achieve.
 *
 * @param weight how many points there are at most
 * @param evidenceEvent the type of the events that speak for it or against it
 * @param required what their details must say to speak for it
 * @param window seconds from the first event of a phase up to which evidence counts, that moment included
 * @param first the phases that assess it for the first time
 * @param repeated the phases that assess it again
 */
record Objective(
        String id,
        String label,
        BigDecimal weight,
        ObjectivePolicy policy,
        String evidenceEvent,
        RequiredDetail required,
        Optional<BigDecimal> window,
        String whySuccess,
        String whyFail,
        List<String> first,
        List<String> repeated) {}
