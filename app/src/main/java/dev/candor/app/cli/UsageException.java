package dev.candor.app.cli;

/** The arguments cannot be read. The message is a full sentence. */
class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
