package dev.candor.app.backup;

/** A backup that is refused. The message is a full sentence. */
public final class BackupException extends Exception {
    private static final long serialVersionUID = 1L;

    BackupException(String sentence) {
        super(sentence);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
