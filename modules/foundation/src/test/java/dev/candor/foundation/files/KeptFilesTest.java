package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {
    private static final int SET_GROUP_AND_EXECUTABLE = 02755;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("tool.sh"), "old");
    }

    private boolean replace(FileStamp stamp) throws IOException {
        return KeptFiles.replace(file, "new".getBytes(StandardCharsets.UTF_8), stamp);
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void replace_keepsModeOwnerAndAttributes() throws IOException {
        Files.setAttribute(file, "unix:mode", SET_GROUP_AND_EXECUTABLE);
        Object owner = Files.getAttribute(file, "unix:uid");
        Object mode = Files.getAttribute(file, "unix:mode");
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                .write("origin", ByteBuffer.wrap(new byte[] {'x'}));

        assertThat(replace(FileStamp.of(file))).isTrue();

        assertThat(file).hasContent("new");
        assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(mode);
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(owner);
        assertThat(Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                        .list())
                .containsExactly("origin");
        assertThat(files()).isEqualTo(1);
    }

    /** Another user may read and write, the group nothing; as a mode this is 0660. */
    @Test
    void replace_ofAFileWithAnAccessList_leavesItAlone() throws Exception {
        assumeTrue(python("""
                import os, struct, sys
                entries = [(1, 6, -1), (2, 6, 65534), (4, 0, -1), (16, 6, -1), (32, 0, -1)]
                acl = struct.pack('<I', 2) + b''.join(struct.pack('<HHi', *entry) for entry in entries)
                os.setxattr(sys.argv[1], 'system.posix_acl_access', acl)
                """) == 0);

        assertThatThrownBy(() -> replace(FileStamp.of(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("access list");

        assertThat(file).hasContent("old");
        assertThat(files()).isEqualTo(1);
    }

    private int python(String program) throws Exception {
        Process process = new ProcessBuilder("python3", "-c", program, file.toString()).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    @Test
    void replace_ofAFileThatWasChanged_leavesItAlone() throws IOException {
        FileStamp stamp = FileStamp.of(file);
        Files.writeString(file, "edited");

        assertThat(replace(stamp)).isFalse();

        assertThat(file).hasContent("edited");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void replace_whereTheNameIsTakenByAFolder_fails() throws IOException {
        FileStamp stamp = FileStamp.of(file);
        Files.delete(file);
        Files.createDirectory(file);

        assertThatThrownBy(() -> {
                    if (!replace(stamp)) {
                        throw new IOException("left alone");
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(files()).isEqualTo(1);
    }
}
