package dev.candor.foundation.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("a/b/file");
    }

    @Test
    void replace_missingFile_isCreatedWithItsFoldersForTheOwnerOnly() throws IOException {
        PrivateFiles.replace(file, bytes("one"));
        assertThat(file).hasContent("one");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(file.getParent())).isEqualTo("rwx------");
        assertThat(mode(file.getParent().getParent())).isEqualTo("rwx------");
    }

    @Test
    void replace_longerFile_leavesNothingOfIt() throws IOException {
        PrivateFiles.replace(file, bytes("a long text"));
        PrivateFiles.replace(file, bytes("short"));
        assertThat(file).hasContent("short");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void replace_whileItIsOpen_leavesTheReaderItsOldBytes() throws IOException {
        PrivateFiles.replace(file, bytes("old"));
        try (var reader = Files.newInputStream(file)) {
            PrivateFiles.replace(file, bytes("new"));
            assertThat(reader.readAllBytes()).asString(UTF_8).isEqualTo("old");
        }
    }

    @Test
    void replace_thatFails_leavesNoTemporaryFile() throws IOException {
        Files.createDirectories(file.resolve("not empty"));
        assertThatThrownBy(() -> PrivateFiles.replace(file, bytes("one"))).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("file");
    }

    @Test
    void replace_byManyThreads_isAlwaysTheBytesOfOne() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            byte[] bytes = bytes(Integer.toString(i).repeat(10_000));
            threads[i] = new Thread(() -> {
                try {
                    for (int k = 0; k < 50; k++) {
                        PrivateFiles.replaceDisposable(file, bytes);
                        seen.add(Files.readString(file));
                    }
                } catch (IOException e) {
                    failure.set(e);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
        assertThat(seen)
                .allSatisfy(
                        text -> assertThat(text).isEqualTo(text.substring(0, 1).repeat(10_000)));
        assertThat(names()).containsExactly("file");
    }

    @Test
    void append_createsTheFileAndAddsToIt() throws IOException {
        PrivateFiles.createFoldersAbove(file);
        PrivateFiles.append(file, bytes("one"));
        PrivateFiles.append(file, bytes("two"));
        assertThat(file).hasContent("onetwo");
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void append_fileThatOthersMayRead_keepsItsMode() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine"), "one");
        Files.setPosixFilePermissions(mine, PosixFilePermissions.fromString("rw-r--r--"));
        PrivateFiles.append(mine, bytes("two"));
        assertThat(mode(mine)).isEqualTo("rw-r--r--");
    }

    @Test
    void mustBeWritable_missingFile_isCreatedEmpty() throws IOException {
        PrivateFiles.mustBeWritable(file);
        assertThat(file).isEmptyFile();
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void mustBeWritable_fileThatIsThere_isNotChanged() throws IOException {
        PrivateFiles.replace(file, bytes("one"));
        FileStamp before = FileStamp.of(file);
        PrivateFiles.mustBeWritable(file);
        assertThat(FileStamp.of(file).isSame(before)).isTrue();
    }

    @Test
    void mustBeWritable_folder_isRefused() {
        assertThatThrownBy(() -> PrivateFiles.mustBeWritable(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("it is neither a regular file nor a device that can be written");
    }

    @Test
    void mustBeWritable_fileBelowAFile_isRefused() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));
        assertThatThrownBy(() -> PrivateFiles.mustBeWritable(plain.resolve("file")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void mustBeWritable_device_isTakenAsItIs() throws IOException {
        PrivateFiles.mustBeWritable(Path.of("/dev/null"));
        assertThat(Path.of("/dev/null")).exists();
    }

    @Test
    void createFolders_folderThatIsThere_keepsItsMode() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        PrivateFiles.createFolders(folder);
        assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void remove_missingFile_isNoError() throws IOException {
        PrivateFiles.replace(file, bytes("one"));
        PrivateFiles.remove(file);
        PrivateFiles.remove(file);
        assertThat(file).doesNotExist();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(file.getParent())) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void createScratchFolderBeside_isNewAndPrivate() throws IOException {
        Path first = PrivateFiles.createScratchFolderBeside(folder.resolve("file"));
        Path second = PrivateFiles.createScratchFolderBeside(folder.resolve("file"));

        assertThat(first).isEmptyDirectory().hasParent(folder).isNotEqualTo(second);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
                .isEqualTo("rwx------");
    }
}
