package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonsTest {
    private static final IOException DENIED = new AccessDeniedException("/home/you/.ai/telemetry.lock");

    @TempDir
    Path folder;

    @Test
    void of_aFailureThatOnlyNamesItsPath_saysWhy() {
        assertThat(Reasons.of(DENIED)).isEqualTo("permission denied");
        assertThat(Reasons.of(new FileSystemException("/home/you")))
                .isEqualTo("no reason was given (FileSystemException)");
    }

    @Test
    void of_aFailureWrappedWithItsMessage_saysWhy() {
        for (Throwable wrapped : new Throwable[] {
            new IOException(DENIED.getMessage(), DENIED),
            new IOException(DENIED),
            new UncheckedIOException(DENIED),
            new ExecutionException(new IOException(DENIED.getMessage(), DENIED)),
            new RuntimeException(DENIED),
        }) {
            assertThat(Reasons.of(wrapped)).as(wrapped.toString()).isEqualTo("permission denied");
        }
        assertThat(Reasons.of(new UncheckedIOException("report.css cannot be read", DENIED)))
                .isEqualTo("report.css cannot be read: permission denied");
        assertThat(Reasons.of(new IOException("a sentence of ours", DENIED))).isEqualTo("a sentence of ours");
    }

    @Test
    void of_whatTheSystemSays_isSaidAlike_whoeverTells() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        String none = "there is no such file";
        String isFolder = "it is a folder";

        assertThat(why(() -> Files.newInputStream(folder.resolve("none")))).isEqualTo(none);
        assertThat(why(() -> new FileInputStream(folder.resolve("none").toFile())))
                .isEqualTo(none);
        assertThat(why(() -> Files.readAllBytes(folder))).isEqualTo(isFolder);
        assertThat(why(() -> new FileInputStream(folder.toFile()))).isEqualTo(isFolder);
        assertThat(why(() -> PrivateFiles.createFolders(file))).isEqualTo(file + " is no folder");
        assertThat(why(() -> PrivateFiles.createFolders(file.resolve("a")))).isEqualTo(file + " is no folder");
        assertThat(why(() -> PrivateFiles.rename(file, Files.writeString(folder.resolve("taken"), ""))))
                .isEqualTo(folder.resolve("taken") + " is there already");
        assertThat(why(() -> Files.delete(folder))).isEqualTo(folder + " is not empty");
        assertThat(Reasons.ofErrorNumber(13)).isEqualTo("permission denied");
        assertThat(Reasons.ofErrorNumber(77)).isEqualTo("error number 77");
    }

    @Test
    void of_aFailureWithoutWords_isNeverEmpty() {
        assertThat(Reasons.of(new EOFException())).isEqualTo("it ends too early");
        assertThat(Reasons.of(new ClosedChannelException())).isEqualTo("it was closed meanwhile");
        assertThat(Reasons.of(new IOException())).isEqualTo("no reason was given (IOException)");
        assertThat(Reasons.of(new IOException(" "))).isEqualTo("no reason was given (IOException)");
    }

    @Test
    void found_saysWhatLiesThere() throws Exception {
        assertThat(Reasons.found(folder)).isEqualTo("a folder");
        assertThat(Reasons.found(Files.writeString(folder.resolve("file"), ""))).isEqualTo("a file");
        assertThat(Reasons.found(folder.resolve("none"))).isEqualTo("nothing");
        assertThat(Reasons.found(Path.of("/dev/null"))).isEqualTo("a device, a pipe or a socket");
        assertThat(Reasons.found(Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"))))
                .isEqualTo("a link that leads nowhere");
        assertThat(Reasons.found(folder.resolve("n".repeat(300)))).startsWith("what may not be looked at (");
    }

    private interface Doing {
        void run() throws Exception;
    }

    private static String why(Doing doing) {
        return Reasons.of(catchThrowable(doing::run));
    }
}
