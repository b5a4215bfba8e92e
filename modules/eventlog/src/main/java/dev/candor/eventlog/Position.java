package dev.candor.eventlog;

/**
 * A place between two rows of a log, to resume reading from. Only the log that gave it can make sense of it.
 *
 * @param token what to keep of it: printable ASCII without spaces, at most 64 characters
 */
public record Position(String token) {
    private static final int MAX_CHARACTERS = 64;

    public Position {
        if (!isPrintable(token)) {
            throw new IllegalArgumentException(
                    "a position is 1 to 64 printable characters without spaces, found '" + token + "'");
        }
    }

    private static boolean isPrintable(String token) {
        boolean printable = !token.isEmpty() && token.length() <= MAX_CHARACTERS;
        for (int i = 0; printable && i < token.length(); i++) {
            printable = token.charAt(i) > ' ' && token.charAt(i) <= '~';
        }
        return printable;
    }
}
