package dev.candor.app.http;

/** The server cannot start, or could not stop as it should. The message is a full sentence that says what to do. */
public final class ServerException extends Exception {
    private static final long serialVersionUID = 1L;

    ServerException(String sentence) {
        super(sentence);
    }

    ServerException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
