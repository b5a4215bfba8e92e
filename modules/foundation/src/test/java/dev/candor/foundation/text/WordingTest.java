package dev.candor.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    @Test
    void count_ofOneAndMore() {
        assertThat(Wording.count(0, "run")).isEqualTo("0 runs");
        assertThat(Wording.count(1, "run")).isEqualTo("1 run");
        assertThat(Wording.count(340, "run")).isEqualTo("340 runs");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "1, 100 %", "1.000, 100 %", "0.957, 95.7 %", "0.5, 50 %", "0.0004, 0 %"})
    void percent_hasOneDecimalAtMost(BigDecimal part, String words) {
        assertThat(Wording.percent(part)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 ms", "12.34, 12.3 ms", "999, 999 ms", "1000, 1 s", "1250.0, 1.25 s", "86400000, 86400 s"})
    void duration_inMillisecondsOrSeconds(BigDecimal ms, String words) {
        assertThat(Wording.duration(ms)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\u001b[1;31mred\u001b[0m text|red text",
                "\u009b31mred|red",
                "cut \u001b[3|cut",
                "cut \u001b|cut",
                "\u001b]0;a title\u0007shown|shown",
                "\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\|link",
                "\u001bPdevice\u001b\\shown|shown",
                "\u001b(Bshown\u001bM|shown",
                "10 %\u001b[K\u0008\u0008|10 %"
            })
    void line_hasNothingThatTerminalsObey(String text, String line) {
        assertThat(Wording.line(text, 500)).isEqualTo(line);
    }

    @Test
    void line_isOneLine_withoutControlsOfAnyKind() {
        assertThat(Wording.line(" a\r\n\tb\u0085c\u2028d\u2029e\u202Ef\u2066g\u0000 ", 500))
                .isEqualTo("a b c d e f g");
    }

    @Test
    void line_tooLong_isCutBetweenCharacters() {
        assertThat(Wording.line("x".repeat(11), 10)).isEqualTo("x".repeat(9) + "…");
        assertThat(Wording.line("x".repeat(8) + "\uD83D\uDE00".repeat(5), 10))
                .isEqualTo("x".repeat(8) + "\uD83D\uDE00…");
        assertThat(Wording.line("x".repeat(10), 10)).isEqualTo("x".repeat(10));
    }

    @Test
    void visible_tellsWhatWouldNotShow_andTakesNothingOut() {
        assertThat(Wording.visible("a\u001b[31m\u0000\n\u202Eb\u200bc\u2028\u009b é😀 \\u0000", 500))
                .isEqualTo("a\\u001b[31m\\u0000\\u000a\\u202eb\\u200bc\\u2028\\u009b é😀 \\u0000");
    }

    @Test
    void visible_halfACharacterAndNone_areTold() {
        assertThat(Wording.visible("\uD83D" + "x\uFFFF" + Character.toString(0xE0041), 9))
                .isEqualTo("\\ud83dx\\uffff\\udb40\\udc41");
    }

    @Test
    void visible_tooLong_isCutBetweenCharacters() {
        assertThat(Wording.visible("😀".repeat(4), 3)).isEqualTo("😀".repeat(3) + "…");
        assertThat(Wording.visible("\u0000".repeat(3), 3)).isEqualTo("\\u0000".repeat(3));
    }
}
