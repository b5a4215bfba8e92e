package dev.candor.foundation.json;

import java.io.IOException;

/** A stream can be read, but is no JSON text. The message is a full sentence that says where and why. */
public final class BrokenTextException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A text that is broken, as the sentence says. */
    public BrokenTextException(String sentence) {
        super(sentence);
    }

    /** The sentence a user reads. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
