package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileViewTest {
    private static final int MOST_BYTES = 100;

    @TempDir
    Path scratch;

    private final AtomicReference<Instant> now = new AtomicReference<>();
    private Path file;
    private FileView view;

    @BeforeEach
    void viewOfAFile() throws IOException {
        file = scratch.resolve("file");
        Files.writeString(file, "one");
        now.set(FileTime.from(Instant.now()).toInstant().plusSeconds(60));
        view = new FileView(file, MOST_BYTES, now::get);
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

    /** Its stamp may be the one of a second write in the same tick of the kernel's clock. */
    @Test
    void youngFile_isReadEachTime() throws IOException {
        FileTime stamp = Files.getLastModifiedTime(file);
        now.set(stamp.toInstant());
        view.content();
        now.set(stamp.toInstant().plusSeconds(60));
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, stamp);
        assertThat(view.content().orElseThrow()).containsExactly('t', 'w', 'o');
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
        Files.write(file, new byte[MOST_BYTES + 1]);
        assertThatThrownBy(() -> view.content()).hasMessage(file + " is larger than 100 bytes");
    }
}
