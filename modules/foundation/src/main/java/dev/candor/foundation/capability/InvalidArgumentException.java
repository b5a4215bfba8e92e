package dev.candor.foundation.capability;

/** An argument has a value that its schema allows and its type does not. */
public final class InvalidArgumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String argument;

    /**
     * A refusal.
     *
     * @param argument its name in JSON
     * @param expectation what follows the argument's name in a sentence: "must be …, found …"
     */
    public InvalidArgumentException(String argument, String expectation) {
        super(expectation);
        this.argument = argument;
    }

    public String argument() {
        return argument;
    }

    public String expectation() {
        return String.valueOf(getMessage());
    }
}
