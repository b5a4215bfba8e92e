package dev.candor.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that lives through anything, beside a list in memory that says what must be in it. */
class LogModelTest {
    private static final int SEEDS = 10;
    private static final int STEPS = 200;
    private static final int LOOK_EVERY = 4;

    @TempDir(factory = QuickDisk.class)
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 20, 30, 40, 50})
    void randomLives_keepEveryAcknowledgedRowOnce(int first) throws IOException {
        for (int seed = first; seed < first + SEEDS; seed++) {
            RandomLife life = new RandomLife(folder.resolve("seed" + seed), seed);
            for (int step = 0; step < STEPS; step++) {
                String did = life.step();
                assertThat(life.read())
                        .as("seed %d step %d: %s", seed, step, did)
                        .isEqualTo(life.expected());
            }
            life.assertThatPlacesHold();
        }
    }
}
