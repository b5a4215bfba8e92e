package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundedOutputTest {
    @Test
    void text_withinTheBound_isWhole() {
        BoundedOutput output = written(3, "hé");

        assertThat(output.isTruncated()).isFalse();
        assertThat(output.text()).isEqualTo("hé");
    }

    @Test
    void text_overTheBound_isCutBetweenCharactersAndSaysSo() {
        BoundedOutput output = written(4, "abcéxyz");

        assertThat(output.isTruncated()).isTrue();
        assertThat(output.text()).isEqualTo("abc\n[truncated: the first 4 of 8 bytes are shown]");
    }

    @Test
    void text_noUtf8_isReplaced() {
        BoundedOutput output = new BoundedOutput(100);
        output.write(new byte[] {'a', (byte) 0xFF, 'b'}, 3);

        assertThat(output.text()).isEqualTo("a\uFFFDb");
    }

    @Test
    void lastLine_farBehindTheBound_isKnown() {
        BoundedOutput output = new BoundedOutput(10);
        byte[] noise = "noise\n".repeat(2000).getBytes(StandardCharsets.UTF_8);
        byte[] end = "the\treason\n \n".getBytes(StandardCharsets.UTF_8);
        output.write(noise, noise.length);
        output.write(end, end.length);

        assertThat(output.lastLine()).isEqualTo("the reason");
    }

    @Test
    void lastLine_long_isCut() {
        assertThat(written(10, "x".repeat(5000)).lastLine()).hasSize(500).endsWith("…");
        assertThat(written(10, "\n\n").lastLine()).isEmpty();
    }

    @Test
    void lastLine_long_isNotCutInsideACharacter() {
        assertThat(written(10, "x".repeat(499) + "\uD83D\uDE00".repeat(5)).lastLine())
                .isEqualTo("x".repeat(499) + "…");
        assertThat(written(10, "x".repeat(498) + "\uD83D\uDE00".repeat(5)).lastLine())
                .isEqualTo("x".repeat(498) + "\uD83D\uDE00…");
    }

    @Test
    void lastLine_hasNoHalfCharacters() {
        BoundedOutput growing = new BoundedOutput(10);
        byte[] bytes = "é\uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
        String seen = "";
        for (byte one : bytes) {
            growing.write(new byte[] {one}, 1);
            seen += "[" + growing.lastLine() + "]";
        }
        assertThat(seen).isEqualTo("[][é][é][é][é][é\uD83D\uDE00]");
        for (String character : new String[] {"é", "€", "\uD83D\uDE00"}) {
            for (int shift = 0; shift < 4; shift++) {
                assertThat(written(10, character.repeat(3000) + "x".repeat(shift))
                                .lastLine())
                        .doesNotContain("\uFFFD")
                        .startsWith(character);
            }
        }
    }

    @Test
    void lastLine_isWhatStandsThere_notWhatTheTerminalDoes() {
        assertThat(written(10, "done\n\u001b[2K\u001b[0m\n").lastLine()).isEqualTo("done");
        assertThat(written(10, "10 %\r20 %\r").lastLine()).isEqualTo("20 %");
        assertThat(written(10, "\u001b[32mok\u001b[0m \u0007now\u009b1m!").lastLine())
                .isEqualTo("ok  now!");
    }

    private static BoundedOutput written(int bound, String text) {
        BoundedOutput output = new BoundedOutput(bound);
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            output.write(new byte[] {one}, 1);
        }
        return output;
    }
}
