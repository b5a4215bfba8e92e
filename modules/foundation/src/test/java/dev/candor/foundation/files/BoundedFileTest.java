package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
    @TempDir
    Path folder;

    @Test
    void read_givesAllBytesOrNone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "abc");
        assertThat(BoundedFile.read(file, 3))
                .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly('a', 'b', 'c'));
        assertThat(BoundedFile.read(file, 2)).isEmpty();
        assertThatThrownBy(() -> BoundedFile.read(folder.resolve("none"), 3)).isInstanceOf(NoSuchFileException.class);
    }
}
