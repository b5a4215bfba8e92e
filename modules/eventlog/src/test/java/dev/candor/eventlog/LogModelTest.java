package dev.candor.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** A log that lives through anything, beside a list in memory that says what must be in it. */
class LogModelTest {
    private static final int STEPS = 200;

    @TempDir(factory = QuickDisk.class)
    Path folder;

    @ParameterizedTest
    @Seeds(60)
    void randomLives_keepEveryAcknowledgedRowOnce(long seed) throws IOException {
        RandomLife life = new RandomLife(folder, seed);
        for (int step = 0; step < STEPS; step++) {
            String did = life.step();
            assertThat(life.read()).as("step %d: %s", step, did).isEqualTo(life.expected());
        }
        life.assertThatPlacesHold();
    }
}
