package dev.candor.foundation.capability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void fewCharacters_areAllOfIt() {
        assertThat(new Page().line("a").line("b").text(3)).isEqualTo("a\nb");
    }

    @Test
    void manyLines_areTheFirstAndTheLast_andHowManyAreBetween() {
        Page page = new Page();
        for (int i = 1; i <= 100; i++) {
            page.line("line " + i);
        }
        assertThat(page.text(70)).isEqualTo("line 1\nline 2\n… 97 more lines …\nline 100");
    }

    @Test
    void longLine_isCut_andTheOthersStay() {
        String text = new Page().line("head").line("x".repeat(500)).line("tail").text(100);
        assertThat(text).isEqualTo("head\n… 1 more lines …\ntail");
        assertThat(new Page().line("head").line("x".repeat(500)).text(100)).isEqualTo("head\n" + "x".repeat(28) + "…");
        assertThat(new Page().line("x".repeat(500)).text(100)).isEqualTo("x".repeat(28) + "…");
    }

    @Test
    void lineEndsOfOthers_makeNoLinesOfOurs() {
        Page page = new Page()
                .line("a\nb")
                .lines(List.of("c\r\nd"))
                .values(List.of(List.of("name", "e\nf")))
                .table(List.of(Page.Column.text("A"), Page.Column.text("B")), List.of(List.of("g\nh", "i")));
        assertThat(page.text()).isEqualTo("a\\nb\nc\\r\\nd\nname  e\\nf\nA     B\ng\\nh  i");
    }

    @Test
    void whateverThePage_isBounded() {
        for (int lines = 1; lines < 40; lines++) {
            for (int length = 0; length < 120; length += 7) {
                Page page = new Page().lines(Collections.nCopies(lines, "x".repeat(length)));
                assertThat(page.text(100)).hasSizeLessThanOrEqualTo(100);
            }
        }
    }

    @Test
    void markdown_showsWhatOthersWroteAsText() {
        Page page = Page.markdown()
                .line("2 runs of a_b, <b>1</b> failed")
                .table(
                        List.of(Page.Column.number("FAILED"), Page.Column.text("WHAT")),
                        List.of(List.of("1", "reason a|b\nc"), List.of("2", "*")))
                .line("end");
        assertThat(page.text()).isEqualTo("""
                2 runs of a\\_b, \\<b\\>1\\</b\\> failed

                | FAILED | WHAT |
                |---:|---|
                | 1 | reason a\\|b\\nc |
                | 2 | \\* |

                end
                """);
    }
}
