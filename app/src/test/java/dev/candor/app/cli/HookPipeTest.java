package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.files.AdvisoryLock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookPipeTest {
    @TempDir
    Path folder;

    private final List<String> taken = new ArrayList<>();
    private long waitedMs;

    private static String frame(String agent, String payload) {
        return "\u001E" + agent + "\nstop\n/h\n/c\n\n" + payload + "\n";
    }

    private HookPipe pipe(InputStream in) {
        return new HookPipe(in, folder.resolve("turn"), ms -> waitedMs += ms);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private void take(HookPipe.Handed handed) throws IOException {
        taken.add(handed.agent() + " " + new String(handed.payload().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void payloads_areTakenOneAfterAnother_untilNothingComes() throws IOException {
        pipe(bytes(frame("codex", "{\"a\":\"é\"}") + frame("cursor", ""))).takeAll(this::take);
        assertThat(taken).containsExactly("codex {\"a\":\"é\"}", "cursor ");
        assertThat(waitedMs).isEqualTo(HookPipe.LINGER_MS);
    }

    @Test
    void eventAndPlaces_areThoseOfTheHook() throws IOException {
        List<HookPipe.Handed> handed = new ArrayList<>();
        pipe(bytes(frame("codex", "{}"))).takeAll(handed::add);
        assertThat(handed.getFirst().event()).isEqualTo(Optional.of("stop"));
        assertThat(handed.getFirst().places())
                .containsEntry("HOME", "/h")
                .containsEntry("CODEX_HOME", "/c")
                .containsEntry("CLAUDE_CONFIG_DIR", "");
    }

    @Test
    void writerThatWasKilled_doesNotHideTheNext() throws IOException {
        pipe(bytes("torn\n\u001Ecodex\nst" + frame("codex", "half").stripTrailing() + frame("cursor", "{}")
                        + "\u001Egemini-cli\n\n"))
                .takeAll(this::take);
        assertThat(taken).containsExactly("codex ", "codex half", "cursor {}", "gemini-cli ");
    }

    @Test
    void payloadThatNobodyReads_orThatFails_isPassedOver() throws IOException {
        String large = "x".repeat(200_000);
        pipe(bytes(frame("a", large) + frame("b", large) + frame("codex", "{}")))
                .takeAll(handed -> {
                    if (handed.agent().equals("a")) {
                        throw new IllegalStateException("full");
                    }
                    if (!handed.agent().equals("b")) {
                        take(handed);
                    }
                });
        assertThat(taken).containsExactly("codex {}");
    }

    /** Who has the lock is about to write: a process that ended then would lose it. */
    @Test
    void whileSomebodyHasTheLock_itStays() throws IOException {
        Path turn = folder.resolve("turn");
        AdvisoryLock lock = AdvisoryLock.take(turn, Duration.ZERO);
        List<InputStream> parts = new ArrayList<>(List.of(bytes(""), bytes(frame("codex", "late"))));
        InputStream in = new InputStream() {
            @Override
            public int available() throws IOException {
                return parts.getFirst().available();
            }

            @Override
            public int read() throws IOException {
                return parts.getFirst().read();
            }
        };
        new HookPipe(in, turn, ms -> {
                    waitedMs += ms;
                    if (waitedMs == 2L * HookPipe.LINGER_MS - 100) {
                        parts.removeFirst();
                        close(lock);
                    }
                })
                .takeAll(this::take);
        assertThat(taken).containsExactly("codex late");
    }

    @Test
    void folderThatWasRemoved_staysSo() throws IOException {
        Path gone = folder.resolve("gone");
        new HookPipe(bytes(frame("codex", "{}")), gone.resolve("turn"), ms -> {}).takeAll(this::take);
        assertThat(taken).hasSize(1);
        assertThat(Files.exists(gone)).isFalse();
    }

    private static void close(AdvisoryLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
