package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(OutputStream.nullOutputStream(), err, false);
    private long now;

    private ProgressBar bar(boolean shown) {
        return new ProgressBar(terminal, shown, () -> now);
    }

    private String said() {
        return err.toString(UTF_8);
    }

    private void passes(long ms) {
        now += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    @Test
    void shortWork_showsNothing() {
        ProgressBar bar = bar(true);
        passes(499);
        bar.reading(1000);
        bar.finish();
        assertThat(said()).isEmpty();
    }

    @Test
    void noTerminal_showsNothing() {
        ProgressBar bar = bar(false);
        passes(5000);
        bar.reading(1000);
        bar.writing(1, 2);
        bar.finish();
        assertThat(said()).isEmpty();
    }

    @Test
    void longWork_tellsPartSpeedAndWhatIsLeft_andIsTakenAway() {
        ProgressBar bar = bar(true);
        bar.reading(0);
        passes(1000);
        bar.reading(250_000);
        assertThat(said()).endsWith("reading 250,000 rows, 250,000/s");
        bar.writing(0, 1_000_000);
        passes(2000);
        bar.writing(250_000, 1_000_000);
        assertThat(said())
                .endsWith("writing [######                  ] 25 %  250,000 of 1,000,000 rows, 125,000/s, 6 s left");
        bar.finish();
        assertThat(said()).endsWith("\r\u001b[K");
    }

    @Test
    void manyCalls_areThrottled() {
        ProgressBar bar = bar(true);
        passes(1000);
        bar.reading(1);
        String once = said();
        passes(199);
        bar.reading(2);
        assertThat(said()).isEqualTo(once);
        passes(1);
        bar.reading(3);
        assertThat(said()).isNotEqualTo(once);
    }
}
