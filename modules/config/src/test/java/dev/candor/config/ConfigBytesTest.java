package dev.candor.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.files.FileStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When bytes are read again, on a machine whose clock of stamps stands still as long as one likes. */
class ConfigBytesTest {
    private static final FileStamp A_STAMP = new FileStamp(1, 3, 5, 7);

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final AtomicReference<FileStamp> stamp = new AtomicReference<>(A_STAMP);

    private Path file;
    private ConfigBytes bytes;

    @BeforeEach
    void startReading() {
        file = folder.resolve("config.yaml");
        bytes = new ConfigBytes(file, path -> stamp.get(), nanos::get);
    }

    @Test
    void read_secondWriteInTheSameTick_isNoticed() throws Exception {
        assertThat(afterWriting("old", 0)).isEqualTo("old");
        assertThat(afterWriting("new", 4)).isEqualTo("new");
        assertThat(afterWriting("nxt", 95)).isEqualTo("nxt");
    }

    @Test
    void read_stampThatHasSettled_isTrusted() throws Exception {
        assertThat(afterWriting("old", 0)).isEqualTo("old");
        assertThat(afterWriting("new", 100)).isEqualTo("new");
        // this cannot happen: a write after so long has another stamp; it shows that the file is not read again
        assertThat(afterWriting("odd", 0)).isEqualTo("new");
    }

    @Test
    void read_anotherStamp_isNotTrustedAtFirst() throws Exception {
        afterWriting("old", 0);
        afterWriting("old", 100);
        stamp.set(new FileStamp(1, 3, 6, 7));
        assertThat(afterWriting("new", 100)).isEqualTo("new");
        assertThat(afterWriting("nxt", 4)).isEqualTo("nxt");
    }

    @Test
    void readNow_isFromTheFileInAnyCase() throws Exception {
        afterWriting("old", 0);
        afterWriting("old", 100);
        Files.writeString(file, "new");
        assertThat(new String(bytes.readNow().orElseThrow(), UTF_8)).isEqualTo("new");
    }

    private String afterWriting(String text, long millisLater) throws Exception {
        Files.writeString(file, text);
        nanos.addAndGet(Duration.ofMillis(millisLater).toNanos());
        return new String(bytes.read().orElseThrow(), UTF_8);
    }
}
