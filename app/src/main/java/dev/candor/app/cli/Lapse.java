package dev.candor.app.cli;

import dev.candor.foundation.capability.Durations;
import java.time.Duration;
import java.util.Optional;

/** How long something may take, as a person writes it; never less than a second. */
final class Lapse {
    private Lapse() {}

    /** What a flag's value names, if there is one. */
    static Optional<Duration> of(String flag, Optional<String> text) throws UsageException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> lapse = Durations.parse(text.get())
                .filter(duration -> duration.toSeconds() > 0)
                .map(duration -> Duration.ofSeconds(duration.toSeconds()));
        if (lapse.isEmpty()) {
            throw new UsageException("the flag " + flag + " needs a time such as " + Durations.EXAMPLES + ", found '"
                    + text.get() + "'");
        }
        return lapse;
    }
}
