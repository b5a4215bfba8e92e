package dev.candor.app.cli;

/** Many lines of a result, said some at a time. */
final class Paced {
    /** Whoever read the lines has gone away, and has heard enough. */
    static final class UnheardException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnheardException() {
            super("the reader of standard output has gone away");
        }
    }

    private static final int MAX_PENDING = 1 << 15;

    private final Terminal terminal;
    private final StringBuilder waiting = new StringBuilder(MAX_PENDING);
    private boolean said = true;

    Paced(Terminal terminal) {
        this.terminal = terminal;
    }

    void line(String line) {
        if (!said) {
            return;
        }
        waiting.append(waiting.isEmpty() ? "" : "\n").append(line);
        if (waiting.length() >= MAX_PENDING) {
            say();
        }
    }

    private void say() {
        said = terminal.say(waiting.toString());
        waiting.setLength(0);
        if (terminal.isUnheard()) {
            throw new UnheardException();
        }
    }

    /** Says the rest; false when something could not be said, which is told. */
    boolean finish() {
        if (said && !waiting.isEmpty()) {
            say();
        }
        return said;
    }
}
