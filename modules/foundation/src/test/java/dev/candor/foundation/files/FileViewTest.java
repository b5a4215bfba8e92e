package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileViewTest {
    private static final int MAX_BYTES = 100;

    @TempDir
    Path scratch;

    private Path file;
    private FileView view;

    @BeforeEach
    void viewOfAFile() throws IOException {
        file = scratch.resolve("file");
        Files.writeString(file, "one");
        view = new FileView(file, MAX_BYTES);
    }

    @Test
    void unchangedFile_isOfOneGeneration() throws IOException {
        assertThat(view.content().orElseThrow()).containsExactly('o', 'n', 'e');
        long generation = view.generation();
        assertThat(view.content().orElseThrow()).containsExactly('o', 'n', 'e');
        assertThat(view.generation()).isEqualTo(generation);
    }

    @Test
    void changedFile_isReadAgain() throws IOException {
        view.content();
        long generation = view.generation();
        Files.writeString(file, "three");
        assertThat(view.content().orElseThrow()).containsExactly('t', 'h', 'r', 'e', 'e');
        assertThat(view.generation()).isGreaterThan(generation);
    }

    @Test
    void writtenAgainWithTheSameContent_isOfOneGeneration() throws IOException {
        byte[] before = view.content().orElseThrow();
        long generation = view.generation();
        PrivateFiles.replace(file, before.clone());
        view.content();
        assertThat(view.generation()).isEqualTo(generation);
    }

    /** Two writes in one tick of the kernel's clock have one stamp. */
    @Test
    void fileThatWasSeenJustNow_isReadEachTime() throws IOException {
        FileTime stamp = Files.getLastModifiedTime(file);
        view.content();
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, stamp);
        assertThat(view.content().orElseThrow()).containsExactly('t', 'w', 'o');
    }

    @Test
    void contentNow_isReadInAnyCase() throws IOException {
        view.content();
        Files.writeString(file, "two");
        assertThat(view.contentNow().orElseThrow()).containsExactly('t', 'w', 'o');
    }

    @Test
    void folder_isRefused() {
        assertThatThrownBy(() -> new FileView(scratch, MAX_BYTES).content())
                .hasMessage("it is no regular file; move it away");
    }

    @Test
    void missingFile_isEmptyUntilItIsThere() throws IOException {
        view.content();
        long generation = view.generation();
        Files.delete(file);
        assertThat(view.content()).isEmpty();
        assertThat(view.generation()).isGreaterThan(generation);
        Files.writeString(file, "new");
        assertThat(view.content()).isPresent();
    }

    @Test
    void ownWrite_isNoChange() throws IOException {
        view.content();
        byte[] bytes = {'x'};
        PrivateFiles.replace(file, bytes);
        long generation = view.generation();
        view.wrote(bytes);
        assertThat(view.content().orElseThrow()).isEqualTo(bytes);
        assertThat(view.generation()).isEqualTo(generation);
    }

    @Test
    void hugeFile_isRefused() throws IOException {
        Files.write(file, new byte[MAX_BYTES + 1]);
        assertThatThrownBy(() -> view.content()).hasMessage("it is larger than 100 bytes; move it away or shorten it");
    }
}
