package dev.candor.orchestrationevents;

import dev.candor.foundation.files.Reasons;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Where events are passed on to. Once that fails, for instance because the reader has gone, it is given up. */
final class PassedOn {
    private final OutputStream out;
    private final Consumer<String> notices;
    private boolean givenUp;

    PassedOn(OutputStream out, Consumer<String> notices) {
        this.out = out;
        this.notices = notices;
    }

    /** Whether all of it was handed over. */
    boolean write(ByteArrayOutputStream events) {
        if (givenUp) {
            return false;
        }
        try {
            events.writeTo(out);
            out.flush();
            return true;
        } catch (IOException e) {
            givenUp = true;
            notices.accept("standard output cannot be written: " + Reasons.of(e) + "; nothing more is passed on");
            return false;
        }
    }
}
