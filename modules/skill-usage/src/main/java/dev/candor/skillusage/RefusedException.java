package dev.candor.skillusage;

/** A request is refused before anything has run or changed. The message says in full sentences why, and what to do. */
public class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(String sentence) {
        super(sentence);
    }

    /** The sentence a user reads. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
