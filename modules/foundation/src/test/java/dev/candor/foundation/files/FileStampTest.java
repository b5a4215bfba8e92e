package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampTest {
    private static final Instant NOW = Instant.parse("2026-01-28T14:22:00.123456789Z");

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void writeAFile() throws IOException {
        file = Files.writeString(folder.resolve("file"), "one\n");
    }

    @Test
    void of_fileThatDidNotChange_isTheSame() throws IOException {
        assertThat(FileStamp.of(file).isSame(FileStamp.of(file))).isTrue();
    }

    @Test
    void of_longerFile_isAnother() throws IOException {
        FileStamp before = FileStamp.of(file);
        Files.writeString(file, "one\ntwo\n");
        assertThat(FileStamp.of(file).isSame(before)).isFalse();
    }

    @Test
    void of_otherFileMovedOver_isAnother() throws IOException {
        FileStamp before = FileStamp.mark(file, NOW);
        Path other = Files.writeString(folder.resolve("other"), "one\n");
        FileStamp.mark(other, NOW);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(FileStamp.of(file).isSame(before)).isFalse();
    }

    @Test
    void of_missingFile_isRefused() {
        assertThatThrownBy(() -> FileStamp.of(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void mark_givesTheFileThatTimeInMilliseconds() throws IOException {
        FileStamp marked = FileStamp.mark(file, NOW);
        assertThat(marked.modified()).isEqualTo(NOW.toEpochMilli() * 1_000_000);
        assertThat(marked.isSame(FileStamp.of(file))).isTrue();
    }

    @Test
    void mark_missingFile_isRefused() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> FileStamp.mark(none, NOW))
                .isInstanceOf(IOException.class)
                .hasMessage(none + " cannot be given a modification time");
    }

    /** The clock of the kernel ticks a few hundred times a second; so many writes in a row share its ticks. */
    @Test
    void mark_writeOfTheSameLengthRightAfter_looksDifferent() throws IOException {
        for (int i = 0; i < 500; i++) {
            Files.writeString(file, "one\n");
            FileStamp marked = FileStamp.mark(file, Instant.now());
            Files.writeString(file, "two\n");
            assertThat(FileStamp.of(file).isSame(marked)).isFalse();
        }
    }
}
