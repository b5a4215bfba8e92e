package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InputTest {
    @TempDir
    Path folder;

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String text(Path file) throws IOException {
        try (Input in = Input.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path pipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    @Test
    void gzip_isToldByItsBytes_notByItsName() throws IOException {
        assertThat(text(Files.write(folder.resolve("events.log"), packed("abc"))))
                .isEqualTo("abc");
        assertThat(text(Files.writeString(folder.resolve("events.gz"), "abc"))).isEqualTo("abc");
    }

    @Test
    void shortFiles_areReadAsTheyAre() throws IOException {
        for (String text : new String[] {"", "a", "\u001f"}) {
            assertThat(text(Files.writeString(folder.resolve("short"), text))).isEqualTo(text);
        }
    }

    @Test
    void pipe_isRead_alsoWhenItIsGzip() throws Exception {
        Path pipe = pipe();
        for (byte[] sent : new byte[][] {"abc".getBytes(StandardCharsets.UTF_8), packed("abc")}) {
            CompletableFuture<Path> writing = CompletableFuture.supplyAsync(() -> {
                try {
                    return Files.write(pipe, sent);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(text(pipe)).isEqualTo("abc");
            writing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void folder_missingFile_areRefused_withTheReason() {
        assertThatThrownBy(() -> Input.open(folder)).hasMessage("it is a folder; name a file in it");
        assertThatThrownBy(() -> Input.open(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void position_isThatOfTheFile_notOfItsContent() throws IOException {
        Path file = Files.write(folder.resolve("a"), packed("a".repeat(1000)));
        try (Input in = Input.open(file)) {
            assertThat(in.readAllBytes()).hasSize(1000);
            assertThat(in.position()).isEqualTo(in.size()).isEqualTo(Files.size(file));
        }
    }

    @Test
    void stop_endsAReaderThatWaits_andOneThatComesLaterReadsWhatArrived() throws Exception {
        Path pipe = pipe();
        CompletableFuture<OutputStream> opening = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.newOutputStream(pipe);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        try (Input in = Input.open(pipe);
                OutputStream out = opening.get(10, TimeUnit.SECONDS)) {
            out.write('a');
            out.write('b');
            assertThat(in.read()).isEqualTo('a');
            in.stop();
            assertThat(in.read()).isEqualTo('b');
            assertThat(in.read()).isNegative();
        }
    }

    @Test
    void bytes_areAllOrNone_withoutAByteOrderMark() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "\uFEFFabc");
        assertThat(Input.bytes(file, 6))
                .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly('a', 'b', 'c'));
        assertThat(Input.bytes(file, 5)).isEmpty();
    }

    @Test
    void regularFile_isAllOrNone_andNothingElseIsWaitedFor() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "\uFEFFab");
        assertThat(Input.regularFile(file, 5))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("\uFEFFab".getBytes(StandardCharsets.UTF_8)));
        assertThat(Input.regularFile(file, 4)).isEmpty();
        assertThatThrownBy(() -> Input.regularFile(folder.resolve("none"), 5)).isInstanceOf(NoSuchFileException.class);
        for (Path other : List.of(folder, Path.of("/dev/zero"))) {
            assertThatThrownBy(() -> Input.regularFile(other, 5)).hasMessage("it is no regular file; move it away");
        }
    }
}
