package dev.candor.validation.contract;

import dev.candor.validation.schema.Severity;
import java.util.Locale;

/**
 * A rule that no schema can say, as a value: {@code candor schema show} lists them, and each finding names one.
 *
 * @param code stable, in capitals
 * @param severity whether a row that breaks it is refused
 * @param explanation what a row must or should keep, in one sentence
 * @param source whose rule it is: the contract's own text, or what is known of its writers
 */
public record Policy(String code, Severity severity, String explanation, String source) {
    static final String OF_THE_CONTRACT = "the contract";
    static final String OF_ITS_WRITERS = "its known writers";
    static final String OF_CANDOR = "Candor";

    static Policy refusal(String code, String explanation, String source) {
        return new Policy(code, Severity.REFUSAL, explanation, source);
    }

    static Policy warning(String code, String explanation, String source) {
        return new Policy(code, Severity.WARNING, explanation, source);
    }

    /** The code as findings name their rule: in lower case, as schema keywords are. */
    public String rule() {
        return code.toLowerCase(Locale.ROOT);
    }
}
