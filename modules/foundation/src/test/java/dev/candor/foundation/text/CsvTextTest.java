package dev.candor.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "\uFF1D1+1",
                "\uFE661",
                "+a",
                "\uFF0B1",
                "\uFE62a",
                "-a",
                "\uFF0D1",
                "\u2212a",
                "@x",
                "\uFF20x",
                "\uFE6Bx",
                "|x",
                "\uFF5Cx",
                "%x",
                "\uFF05x",
                "\t=1",
                " =1",
                "\u00a0=1",
                "\u3000\uFF1D1",
                "\uFEFF=1",
                "\u200b=1",
                "\"=1",
                "'=1",
                "\u201c=1",
                "\u202e=1",
                "\rx",
                "-20a",
                "--20",
                "+",
                "-\u0661"
            })
    void whatASpreadsheetMayTakeForAFormula_getsAnApostrophe_onlyWhenAsked(String text) {
        assertThat(CsvText.cell(text, true).replace("\"", "").replace("'", "\0"))
                .startsWith("\0");
        assertThat(CsvText.cell(text, false)).isIn(text, '"' + text.replace("\"", "\"\"") + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"-20", "+20", "-0.5", "1e5", "-1.5E-3", "a=b", "a", " a", "20 %", "'a'"})
    void numbersAndPlainTexts_stay(String text) {
        assertThat(CsvText.cell(text, true)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u000bb", "a\fb", "a\u001cb", "a\u0085b", "a\u2028b", "a\u2029b"})
    void whatReadersTakeForTheEndOfALine_isQuoted(String text) {
        assertThat(CsvText.cell(text, false)).isEqualTo('"' + text + '"');
    }
}
