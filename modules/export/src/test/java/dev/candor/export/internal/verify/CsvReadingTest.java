package dev.candor.export.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.export.internal.verify.CsvRows.UnreadableRowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReadingTest {
    @TempDir
    Path folder;

    private List<String> rows(String text) throws IOException, UnreadableRowException {
        List<String> rows = new ArrayList<>();
        try (CsvRows csv = CsvRows.open(Files.writeString(folder.resolve("a.csv"), text))) {
            for (Optional<byte[]> row = csv.next(); row.isPresent(); row = csv.next()) {
                rows.add(new String(row.get(), StandardCharsets.UTF_8));
            }
        }
        return rows;
    }

    private static List<CsvCell> cells(String row) throws UnreadableRowException {
        return CsvCell.in(row.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rows_endAtNewlinesOutsideOfQuotes() throws Exception {
        assertThat(rows("a,b\r\n\"1\n\"\"2\",3\nlast")).containsExactly("a,b\r\n", "\"1\n\"\"2\",3\n", "last");
    }

    @Test
    void quoteThatNothingCloses_isRefused() {
        assertThatThrownBy(() -> rows("a\n\"b\nc\n"))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessage("the next one opens a quote that nothing closes");
    }

    @Test
    void quoteThatSwallowsTheFile_isRefusedBeforeItFillsTheMemory() {
        assertThatThrownBy(() -> rows("\"" + "x".repeat(CsvRows.MAX_BYTES + (1 << 17))))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageContaining("has no end within 4194304 bytes");
    }

    @Test
    void emptyText_isToldFromNothing() throws Exception {
        assertThat(cells("\"\",,\"a,\"\"b\",c\n"))
                .containsExactly(
                        new CsvCell("", true),
                        new CsvCell("", false),
                        new CsvCell("a,\"b", true),
                        new CsvCell("c", false));
        assertThat(cells("\"\",").stream().map(CsvCell::isAbsent)).containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b,c", "\"a\"b,c", "\"a"})
    void strayQuotes_areRefused(String row) {
        assertThatThrownBy(() -> cells(row)).isInstanceOf(UnreadableRowException.class);
    }

    @Test
    void bytesThatAreNoText_areRefused() {
        assertThatThrownBy(() -> CsvCell.in(new byte[] {'a', (byte) 0xFF}))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessage("the row is not valid UTF-8");
    }
}
