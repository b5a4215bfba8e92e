package dev.candor.foundation.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFileTest {
    @TempDir
    Path folder;

    @Test
    void append_lines_standBehindWhatWasThere() throws IOException {
        try (LineFile file = holding("one\n")) {
            file.append(List.of(bytes("two"), bytes(""), bytes("three")));
            assertThat(file.size()).isEqualTo(15);
        }
        assertThat(folder.resolve("file")).hasContent("one\ntwo\n\nthree\n");
    }

    @Test
    void append_afterReading_stillGoesToTheEnd() throws IOException {
        try (LineFile file = holding("one\n")) {
            file.reading().position(1);
            file.append(List.of(bytes("two")));
        }
        assertThat(folder.resolve("file")).hasContent("one\ntwo\n");
    }

    @Test
    void append_nothing_changesNothing() throws IOException {
        try (LineFile file = holding("one")) {
            file.append(List.of());
            assertThat(file.size()).isEqualTo(3);
        }
    }

    @Test
    void unfinishedLength_emptyOrEndingWithANewline_isZero() throws IOException {
        try (LineFile file = holding("")) {
            assertThat(file.unfinishedLength()).isZero();
            file.append(List.of(bytes("a")));
            assertThat(file.unfinishedLength()).isZero();
        }
    }

    /** It is looked for backwards in blocks of 8192 bytes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8190, 8191, 8192, 8193, 16384, 20000})
    void unfinishedLength_ofALastLineWithoutNewline_isItsBytes(int length) throws IOException {
        try (LineFile file = holding("first\n" + "x".repeat(length))) {
            assertThat(file.unfinishedLength()).isEqualTo(length);
        }
        try (LineFile file = holding("x".repeat(length))) {
            assertThat(file.unfinishedLength()).isEqualTo(length);
        }
    }

    @Test
    void finishLine_addsTheMissingNewline() throws IOException {
        try (LineFile file = holding("one\ntwo")) {
            file.finishLine();
            assertThat(file.unfinishedLength()).isZero();
        }
        assertThat(Files.readString(folder.resolve("file"))).isEqualTo("one\ntwo\n");
    }

    @Test
    void tail_isTheLastBytes() throws IOException {
        try (LineFile file = holding("one\ntwo")) {
            assertThat(file.tail(3)).asString(UTF_8).isEqualTo("two");
            assertThat(file.tail(7)).asString(UTF_8).isEqualTo("one\ntwo");
            assertThat(file.tail(0)).isEmpty();
        }
    }

    @Test
    void truncate_cutsTheFile_andTheNextLineStandsThere() throws IOException {
        try (LineFile file = holding("one\ntorn")) {
            file.truncate(4);
            file.append(List.of(bytes("two")));
        }
        assertThat(folder.resolve("file")).hasContent("one\ntwo\n");
    }

    @Test
    void lock_missingFile_isCreatedWithItsFolders() throws IOException {
        Path path = folder.resolve("a/b/file");
        LineFile.lock(path, Duration.ZERO).close();
        assertThat(path).isEmptyFile();
    }

    @Test
    void lock_fileThatIsThere_keepsItsMode() throws IOException {
        Path path = Files.createFile(folder.resolve("file"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        LineFile.lock(path, Duration.ZERO).close();
        assertThat(mode(path)).isEqualTo("rw-r--r--");
    }

    @Test
    void everyWay_ofMakingFilesUnderAWideUmask_makesThemPrivate() throws IOException {
        assertThat(AnotherProcess.createUnderAWideUmask(folder)).isEmpty();
        try (Stream<Path> made = Files.walk(folder)) {
            List<Path> all = made.filter(path -> !path.equals(folder)).toList();
            assertThat(all)
                    .hasSize(11)
                    .allSatisfy(path -> assertThat(mode(path))
                            .as(path.toString())
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    private LineFile holding(String text) throws IOException {
        Path path = Files.writeString(folder.resolve("file"), text);
        return LineFile.lock(path, Duration.ZERO);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
