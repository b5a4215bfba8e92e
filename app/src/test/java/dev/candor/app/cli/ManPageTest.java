package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManPageTest {
    private final String page = new ManPage().text();

    @Test
    void everyVerb_isThereWithItsFlags() {
        for (Verb.Entry entry : Verb.all()) {
            assertThat(page).contains("\n.SS candor " + entry.name().replace("-", "\\-") + "\n");
            Manual manual = entry.verb().get().manual();
            manual.flags()
                    .forEach(flag -> assertThat(page)
                            .contains("\n.B "
                                    + flag.usage()
                                            .replace("-", "\\-")
                                            .replace("…", "\\[u2026]")
                                            .replace("'", "\\(aq") + "\n"));
        }
    }

    @Test
    void everyRequest_isOneOfManSeven_andNoTextLooksLikeOne() {
        List<String> requests = page.lines()
                .filter(line -> line.startsWith(".") || line.startsWith("'"))
                .map(line -> line.split(" ", 2)[0])
                .distinct()
                .toList();
        assertThat(requests)
                .containsExactlyInAnyOrder(".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".nf", ".fi", ".RS", ".RE");
        assertThat(page)
                .doesNotContain("\\\\")
                .doesNotContain("'")
                .doesNotContain("~")
                .isASCII();
    }
}
