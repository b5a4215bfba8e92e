package dev.candor.foundation.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacementTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-------", "r--r--r--", "rwxrwxrwx"})
    void replacedFile_keepsItsMode_howeverItIsReplaced(String mode) throws IOException {
        Path file = file(mode);
        PrivateFiles.replace(file, "new".getBytes(UTF_8));
        assertThat(mode(file)).isEqualTo(mode);
        assertThat(file).hasContent("new");

        PrivateFiles.replaceDisposable(file, "newer".getBytes(UTF_8));
        assertThat(mode(file)).isEqualTo(mode);
        assertThat(file).hasContent("newer");

        try (StagedFile staged = StagedFile.write(file, out -> out.write('x'))) {
            staged.putInPlace();
        }
        assertThat(mode(file)).isEqualTo(mode);
        assertThat(file).hasContent("x");
    }

    @Test
    void fileReplacedByRoot_keepsItsOwnerAndGroup() throws IOException {
        Path file = file("rw-r-----");
        assumeTrue(Files.getAttribute(file, "unix:uid").equals(0), "only root may give files away");
        Files.setAttribute(file, "unix:uid", 1234);
        Files.setAttribute(file, "unix:gid", 4321);

        PrivateFiles.replace(file, new byte[0]);
        assertThat(Files.readAttributes(file, "unix:uid,gid"))
                .containsEntry("uid", 1234)
                .containsEntry("gid", 4321);
        assertThat(mode(file)).isEqualTo("rw-r-----");
    }

    @Test
    void replacedFile_keepsTheAttributesOfUsers() throws IOException {
        Path file = file("rw-r--r--");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("user"), "this file system has no attributes");
        UserDefinedFileAttributeView attributes = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        attributes.write("note", UTF_8.encode("mine"));

        PrivateFiles.replace(file, new byte[0]);
        assertThat(attributes.list()).contains("note");
    }

    @Test
    void newFile_andWhatReplacesALink_isPrivate() throws IOException {
        Path target = file("rw-r--r--");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        PrivateFiles.replace(link, new byte[0]);
        assertThat(mode(link)).isEqualTo("rw-------");
        assertThat(target).hasContent("old");

        PrivateFiles.replace(folder.resolve("fresh"), new byte[0]);
        assertThat(mode(folder.resolve("fresh"))).isEqualTo("rw-------");
    }

    private Path file(String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }
}
