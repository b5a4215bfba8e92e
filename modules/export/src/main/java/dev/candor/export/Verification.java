package dev.candor.export;

import java.util.List;

/**
 * What was found when a bundle was recomputed.
 *
 * @param sessionId as the bundle says
 * @param scenarioId as the bundle says
 * @param events how many events it has
 * @param checks what was looked at, a line each, for instance "score and report against the rubric"
 * @param differences what does not hold, worst first; empty when the bundle can be reproduced
 * @param omitted how many differences there are beyond those
 * @param notes what is no difference and should be known all the same
 */
public record Verification(
        String sessionId,
        String scenarioId,
        long events,
        List<String> checks,
        List<Difference> differences,
        long omitted,
        List<String> notes) {

    /**
     * Something that does not hold.
     *
     * @param code stable, in capitals: {@code SCORE_DIFFERS}
     * @param file the file of the bundle
     * @param pointer JSON pointer (RFC 6901) into it, or {@code row 7, column phase}; empty for the whole file
     * @param expected what was recomputed, as short JSON; empty when there is no such thing
     * @param found what stands there, as short JSON; empty when it is missing
     * @param sentence the same for a person, with the reason
     */
    public record Difference(
            String code, String file, String pointer, String expected, String found, String sentence) {}

    public boolean isClean() {
        return differences.isEmpty();
    }
}
