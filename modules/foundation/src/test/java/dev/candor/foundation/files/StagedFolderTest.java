package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFolderTest {
    @TempDir
    Path parent;

    private Path place() {
        return parent.resolve("a");
    }

    private void write(String content) throws IOException {
        try (StagedFolder folder = StagedFolder.beside(place())) {
            folder.write("file", out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
            folder.putInPlace();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> found = Files.list(parent)) {
            return found.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    @Test
    void folder_isSeenOnlyWhenItIsWhole() throws IOException {
        try (StagedFolder folder = StagedFolder.beside(place())) {
            folder.write("file", out -> out.write(1));
            assertThat(place()).doesNotExist();
            folder.putInPlace();
            assertThat(place().resolve("file")).hasSize(1);
        }
        assertThat(names()).containsExactly("a");
    }

    @Test
    void folder_takesThePlaceOfAnother() throws IOException {
        write("one");
        Files.writeString(place().resolve("gone"), "x");
        write("two");
        assertThat(place().resolve("file")).hasContent("two");
        assertThat(place().resolve("gone")).doesNotExist();
        assertThat(names()).containsExactly("a");
    }

    @Test
    void twoFolders_swapTheirNamesInOneStep() throws IOException {
        write("one");
        Path other = Files.createDirectory(parent.resolve("other"));
        assertThat(Flock.exchanged(place(), other)).isTrue();
        assertThat(other.resolve("file")).hasContent("one");
        assertThat(place()).isEmptyDirectory();
        assertThat(Flock.exchanged(place(), parent.resolve("none"))).isFalse();
    }

    @Test
    void folderThatIsNotPutInPlace_leavesNothing() throws IOException {
        write("one");
        try (StagedFolder folder = StagedFolder.beside(place())) {
            assertThatThrownBy(() -> folder.write("file", out -> {
                        throw new IOException("no space");
                    }))
                    .hasMessage("no space");
        }
        assertThat(place().resolve("file")).hasContent("one");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void linkToAFolder_staysALink() throws IOException {
        Path real = Files.createDirectories(parent.resolve("real/a"));
        Files.createSymbolicLink(place(), real);
        write("one");
        assertThat(place()).isSymbolicLink();
        assertThat(real.resolve("file")).hasContent("one");
    }
}
