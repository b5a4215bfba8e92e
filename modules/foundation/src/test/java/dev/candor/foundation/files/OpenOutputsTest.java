package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenOutputsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void makeTheFile() throws IOException {
        file = Files.writeString(folder.resolve("file"), "x");
    }

    /** All descriptors of this process that are open on the file. */
    private List<Integer> descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(this::isTheFile)
                    .map(path -> Integer.valueOf(path.getFileName().toString()))
                    .toList();
        }
    }

    private boolean isTheFile(Path descriptor) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void file_isKnownByItsInodeWhateverItsName() throws IOException {
        Path hard = Files.createLink(folder.resolve("hard"), file);
        Path soft = Files.createSymbolicLink(folder.resolve("soft"), file);
        Path other = Files.writeString(folder.resolve("other"), "x");
        try (FileOutputStream appending = new FileOutputStream(file.toFile(), true)) {
            OpenOutputs outputs = OpenOutputs.of(descriptors());
            for (Path name : List.of(file, hard, soft, folder.resolve("./file"), folder)) {
                assertThat(outputs.writingTo(name))
                        .as(name.toString())
                        .hasValueSatisfying(output -> assertThat(output).startsWith("descriptor "));
            }
            assertThat(outputs.writingTo(other)).isEmpty();
            assertThat(outputs.writingTo(folder.resolve("missing"))).isEmpty();
            assertThat(appending.getFD().valid()).isTrue();
        }
    }

    @Test
    void fileThatIsOnlyRead_isNoOutput() throws IOException {
        try (FileInputStream reading = new FileInputStream(file.toFile())) {
            assertThat(OpenOutputs.of(descriptors()).isEmpty()).isTrue();
            assertThat(reading.getFD().valid()).isTrue();
        }
    }

    @Test
    void descriptorThatIsNotOpen_orADevice_isNoOutput() throws IOException {
        try (FileOutputStream device = new FileOutputStream("/dev/null")) {
            assertThat(OpenOutputs.of(List.of(9999)).isEmpty()).isTrue();
            assertThat(device.getFD().valid()).isTrue();
        }
    }
}
