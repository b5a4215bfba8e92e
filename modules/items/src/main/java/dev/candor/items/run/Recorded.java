package dev.candor.items.run;

import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.util.Optional;

/** Whether a run was recorded, and what went wrong if something did: the run happened either way. */
record Recorded(boolean done, Optional<String> warning) {
    /** Something that records. */
    interface Recording {
        boolean record() throws IOException;
    }

    static Recorded by(Recording recording) {
        try {
            return new Recorded(recording.record(), Optional.empty());
        } catch (IOException | RuntimeException e) {
            return new Recorded(
                    false, Optional.of("The run happened, but it could not be recorded: " + Reasons.of(e) + "."));
        }
    }
}
