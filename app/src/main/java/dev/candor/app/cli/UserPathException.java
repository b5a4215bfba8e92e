package dev.candor.app.cli;

/** The user path is not for this version to open. */
final class UserPathException extends UsageException {
    private static final long serialVersionUID = 1L;

    UserPathException(String sentence) {
        super(sentence);
    }
}
