package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFileTest {
    private static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    private StagedFile staged(String text) throws IOException {
        return StagedFile.write(folder.resolve("file"), out -> {
            for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
                out.write(b);
            }
        });
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    @Test
    void stagedFile_isMeasuredAndNotYetThere() throws IOException {
        try (StagedFile file = staged("abc")) {
            assertThat(file.bytes()).isEqualTo(3);
            assertThat(file.sha256()).isEqualTo(SHA_256_OF_ABC);
            assertThat(file.target()).doesNotExist();
            assertThat(file.isTaken()).isFalse();
            assertThat(file.isThere()).isFalse();
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void putInPlace_replacesWhatStandsThere_andKeepsItsMode() throws IOException {
        Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(folder.resolve("file"), PosixFilePermissions.fromString("rw-r-----"));
        try (StagedFile file = staged("abc")) {
            assertThat(file.isTaken()).isTrue();
            assertThat(file.isThere()).isFalse();
            file.putInPlace();
            assertThat(file.isThere()).isTrue();
        }
        assertThat(folder.resolve("file")).hasContent("abc");
        assertThat(Files.getPosixFilePermissions(folder.resolve("file")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(names()).containsExactly("file");
    }

    @Test
    void isThere_looksAtEveryByte_andNotThroughLinks() throws IOException {
        try (StagedFile file = staged("abc")) {
            Files.writeString(folder.resolve("file"), "abd");
            assertThat(file.isThere()).isFalse();
            Files.writeString(folder.resolve("file"), "abc");
            assertThat(file.isThere()).isTrue();
            Files.move(folder.resolve("file"), folder.resolve("other"));
            Files.createSymbolicLink(folder.resolve("file"), folder.resolve("other"));
            assertThat(file.isThere()).isFalse();
            assertThat(file.isTaken()).isTrue();
        }
    }

    @Test
    void contentThatFails_leavesNothing() throws IOException {
        assertThatThrownBy(() -> StagedFile.write(folder.resolve("file"), out -> {
                    out.write(1);
                    throw new IOException("no more");
                }))
                .hasMessage("no more");
        assertThat(names()).isEmpty();
    }

    @Test
    void removeLeftovers_removesOnlyFilesOfTheNamesAndOurPattern() throws IOException {
        for (String name : List.of("file.12-34.tmp", "file.tmp", "file.12-34.tmp.old", "other.12-34.tmp", "file")) {
            Files.writeString(folder.resolve(name), "x");
        }
        Files.createDirectory(folder.resolve("file.12-35.tmp"));
        StagedFile.removeLeftovers(folder, List.of("file"));
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "file.tmp", "file.12-34.tmp.old", "other.12-34.tmp", "file", "file.12-35.tmp");
    }

    @Test
    void folderInTheWay_isRefused() throws IOException {
        Files.createDirectory(folder.resolve("file"));
        try (StagedFile file = staged("abc")) {
            assertThatThrownBy(file::putInPlace).hasMessageEndingWith("is in the way: it is a folder");
        }
        assertThat(names()).containsExactly("file");
    }
}
