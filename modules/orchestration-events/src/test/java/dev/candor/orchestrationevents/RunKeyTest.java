package dev.candor.orchestrationevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunKeyTest {
    private static final List<RunKey> KEYS = List.of(
            new RunKey(Optional.empty(), Optional.empty(), "visitor", "release"),
            new RunKey(Optional.empty(), Optional.of("mypy"), "visitor", "release"),
            new RunKey(Optional.of("Aa"), Optional.of("mypy"), "visitor", "release"),
            new RunKey(Optional.of("BB"), Optional.of("mypy"), "visitor", "release"),
            new RunKey(Optional.of("BB"), Optional.of("mypy"), "visitor", "setup"),
            new RunKey(Optional.of("BB"), Optional.of("mypy"), "worker", "setup"));

    /** Hash maps fall back on the order where hash codes are equal, as those of "Aa" and "BB" are. */
    @Test
    void compareTo_isAnOrderThatAgreesWithEquality() {
        assertThat(KEYS.get(2)).hasSameHashCodeAs(KEYS.get(3)).isNotEqualTo(KEYS.get(3));
        for (int i = 0; i < KEYS.size(); i++) {
            for (int k = 0; k < KEYS.size(); k++) {
                assertThat(Integer.signum(KEYS.get(i).compareTo(KEYS.get(k)))).isEqualTo(Integer.signum(i - k));
            }
        }
    }
}
