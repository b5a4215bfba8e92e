package dev.candor.foundation.eventlog;

/**
 * A place between two rows of a log, to resume reading from. Only the log that gave it can make sense of it.
 *
 * @param token what to keep of it: printable ASCII without spaces, at most 64 characters
 */
public record Position(String token) {
    public Position {
        if (!token.matches("[!-~]{1,64}")) {
            throw new IllegalArgumentException(
                    "a position is 1 to 64 printable characters without spaces, found '" + token + "'");
        }
    }
}
