package dev.candor.export.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.BrokenTextException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCheckTest {
    @TempDir
    Path folder;

    private List<String> rows(String text) throws IOException {
        List<String> rows = new ArrayList<>();
        try (Reader csv = Files.newBufferedReader(Files.writeString(folder.resolve("a.csv"), text))) {
            for (String row = CsvCheck.next(csv); !row.isEmpty(); row = CsvCheck.next(csv)) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<Optional<String>> cells(String row) throws IOException {
        return CsvCheck.cells(row);
    }

    @Test
    void rows_endAtNewlinesOutsideOfQuotes() throws Exception {
        assertThat(rows("a,b\r\n\"1\n\"\"2\",3\nlast")).containsExactly("a,b\r\n", "\"1\n\"\"2\",3\n", "last");
    }

    @Test
    void quoteThatNothingCloses_isRefused() {
        assertThatThrownBy(() -> rows("a\n\"b\nc\n"))
                .isInstanceOf(BrokenTextException.class)
                .hasMessage("it opens a quote that nothing closes");
    }

    @Test
    void quoteThatSwallowsTheFile_isRefusedBeforeItFillsTheMemory() {
        assertThatThrownBy(() -> rows("\"" + "x".repeat(CsvCheck.MAX_ROW + (1 << 17))))
                .isInstanceOf(BrokenTextException.class)
                .hasMessageContaining("has no end within 4194304 characters");
    }

    @Test
    void emptyText_isToldFromNothing() throws Exception {
        assertThat(cells("\"\",,\"a,\"\"b\",c\n"))
                .containsExactly(Optional.of(""), Optional.empty(), Optional.of("a,\"b"), Optional.of("c"));
        assertThat(cells("\"\",")).containsExactly(Optional.of(""), Optional.empty());
        assertThat(cells("\"\"\"\",a\r\n")).containsExactly(Optional.of("\""), Optional.of("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b,c", "\"a\"b,c", "\"a"})
    void strayQuotes_areRefused(String row) {
        assertThatThrownBy(() -> cells(row)).isInstanceOf(BrokenTextException.class);
    }

    @Test
    void bytesThatAreNoText_areRefused() throws Exception {
        Path file = Files.write(folder.resolve("a.csv"), new byte[] {'a', (byte) 0xFF});
        try (Reader csv = Files.newBufferedReader(file)) {
            assertThatThrownBy(() -> CsvCheck.next(csv))
                    .isInstanceOf(BrokenTextException.class)
                    .hasMessage("it is not valid UTF-8");
        }
    }
}
