package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts the open files of its process")
@EnabledOnOs(OS.LINUX)
class HeldPathTest {
    @TempDir
    Path temporary;

    private Path folder;
    private Path file;

    @BeforeEach
    void setUp() throws IOException {
        folder = Files.createDirectories(temporary.toRealPath().resolve("ä b%/c"));
        file = Files.writeString(folder.resolve("ß.txt"), "old");
    }

    @Test
    void path_staysWithTheFile_whateverHasItsName() throws Exception {
        try (HeldPath held = HeldPath.of(file)) {
            Files.move(file, folder.resolve("elsewhere"));
            Files.writeString(file, "new");

            assertThat(Files.readString(held.path())).isEqualTo("old");
            assertThat(FileStamp.of(held.path()).isSame(FileStamp.of(folder.resolve("elsewhere"))))
                    .isTrue();
        }
    }

    @Test
    void path_ofAFolder_leadsToWhatIsInIt() throws Exception {
        try (HeldPath held = HeldPath.of(folder)) {
            Files.move(folder, folder.resolveSibling("moved"));
            Files.createSymbolicLink(folder, Files.createDirectory(folder.resolveSibling("other")));

            assertThat(held.path().resolve("ß.txt")).hasContent("old");
            PrivateFiles.replace(held.path().resolve("ß.txt"), "more".getBytes());
            assertThat(folder.resolveSibling("moved").resolve("ß.txt")).hasContent("more");
        }
    }

    @Test
    void of_linkAtTheEndOrOnTheWay_isRefused() throws Exception {
        Path link = Files.createSymbolicLink(temporary.toRealPath().resolve("link"), file);
        Path way = Files.createSymbolicLink(temporary.toRealPath().resolve("way"), folder);
        Path nowhere = Files.createSymbolicLink(temporary.toRealPath().resolve("nowhere"), folder.resolve("none"));

        for (Path leading : new Path[] {link, way, nowhere, way.resolve("ß.txt")}) {
            assertThatThrownBy(() -> HeldPath.of(leading)).isInstanceOf(HeldPath.LinkFoundException.class);
        }
    }

    @Test
    void of_whatIsNotThere_saysSo_andKeepsNothingOpen() throws Exception {
        long before = descriptors();
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> HeldPath.of(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
            HeldPath.of(file).close();
        }
        assertThat(descriptors()).isLessThan(before + 40);
    }

    private static long descriptors() throws IOException {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }
}
