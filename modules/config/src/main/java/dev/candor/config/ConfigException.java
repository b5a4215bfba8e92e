package dev.candor.config;

/**
 * {@code config.yaml} cannot be understood. The message is a full sentence that names the file, the line and the column
 * (both from 1), what was expected, what was found and what to do.
 */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigException(String sentence) {
        super(sentence);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
