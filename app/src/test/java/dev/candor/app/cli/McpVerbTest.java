package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class McpVerbTest {
    private static final String SECRET = "a-secret-of-the-caller";

    @Test
    void failure_isToldByKindAndPlace_withoutItsMessage() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String sentence = McpVerb.failed(
                new IllegalStateException(SECRET, new IllegalArgumentException(SECRET)), new Terminal(out, err, false));
        assertThat(err.toString(UTF_8))
                .startsWith(
                        "candor: something is wrong inside Candor; please report it: java.lang.IllegalStateException\n"
                                + "    at ")
                .contains("McpVerbTest.failure_isToldByKindAndPlace_withoutItsMessage")
                .doesNotContain(SECRET);
        assertThat(out.size()).isZero();
        assertThat(sentence).doesNotContain(SECRET, "Exception");
    }
}
