package dev.candor.validation.secrets;

/** A file of rules for secrets that cannot be used. The message is a sentence that says where, why and what to do. */
public final class SecretRulesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SecretRulesException(String sentence) {
        super(sentence);
    }
}
