package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class PacedTest {
    private static Terminal failing(String reason, OutputStream err) {
        return new Terminal(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException(reason);
                    }
                },
                err,
                false);
    }

    @Test
    void lines_areAllSaid_eachOnce() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Paced paced = new Paced(new Terminal(out, OutputStream.nullOutputStream(), false));
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            paced.line("line " + i);
            expected.append("line ").append(i).append('\n');
        }
        assertThat(paced.finish()).isTrue();
        assertThat(out.toString(UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void readerThatHasGone_endsTheTelling() {
        Paced paced = new Paced(failing("Broken pipe", OutputStream.nullOutputStream()));
        paced.line("a");
        assertThatThrownBy(paced::finish).isInstanceOf(Paced.UnheardException.class);
    }

    @Test
    void fullDisk_isToldOnce_andNothingMoreIsSaid() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Paced paced = new Paced(failing("No space left on device", err));
        for (int i = 0; i < 10; i++) {
            paced.line("x".repeat(20_000));
        }
        assertThat(paced.finish()).isFalse();
        assertThat(err.toString(UTF_8)).containsOnlyOnce("standard output cannot be written");
    }
}
