package dev.candor.app.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineWriterTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CountDownLatch reads = new CountDownLatch(1);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** A client that does not read before it is told to. */
    private final OutputStream full = new OutputStream() {
        @Override
        public void write(int one) throws IOException {
            await(reads);
            written.write(one);
        }
    };

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static ObjectValue message(int number) {
        return new ObjectValue(Map.of("n", JsonValue.of(number)));
    }

    @AfterEach
    void readAtLast() {
        reads.countDown();
    }

    @Test
    void write_eachMessageIsALine_inOrder() {
        LineWriter writer = new LineWriter(written, () -> {});
        writer.write(message(1));
        writer.offer(new ObjectValue(Map.of("text", JsonValue.of("ä\nb"))));
        writer.write(message(2));
        writer.close(LONG);
        writer.close(LONG);
        assertThat(written.toString(UTF_8)).isEqualTo("{\"n\":1}\n{\"text\":\"ä\\nb\"}\n{\"n\":2}\n");
    }

    @Test
    void write_neverWaits_andKeepsAnswersButNotAllNotifications() {
        LineWriter writer = new LineWriter(full, () -> {});
        for (int i = 0; i < 1000; i++) {
            writer.offer(message(i));
        }
        writer.write(message(5000));
        reads.countDown();
        writer.close(LONG);
        assertThat(written.toString(UTF_8).lines())
                .hasSizeBetween(LineWriter.MAX_WAITING, LineWriter.MAX_WAITING + 2)
                .startsWith("{\"n\":0}", "{\"n\":1}")
                .endsWith("{\"n\":5000}");
    }

    @Test
    void awaitFew_waitsUntilTheClientReads() throws InterruptedException {
        LineWriter writer = new LineWriter(full, () -> {});
        assertThat(writer.awaitFew()).isTrue();
        for (int i = 0; i < 1000; i++) {
            writer.write(message(i));
        }
        CountDownLatch few = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            if (writer.awaitFew()) {
                few.countDown();
            }
        });
        Await.until(() -> waiting.getState() == Thread.State.WAITING);
        assertThat(few.getCount()).isOne();
        reads.countDown();
        assertThat(few.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Else a signal could not end the process. */
    @Test
    void close_clientThatDoesNotRead_isNotWaitedForForEver() {
        LineWriter writer = new LineWriter(full, () -> {});
        writer.write(message(1));
        writer.close(Duration.ofMillis(50));
        assertThat(reads.getCount()).isOne();
    }

    @Test
    void readerThatHasGone_isTold_andEndsTheWaiting() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        LineWriter writer = new LineWriter(
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        LineWriterTest.await(reads);
                        throw new IOException("Broken pipe");
                    }
                },
                gone::countDown);
        for (int i = 0; i < 1000; i++) {
            writer.write(message(i));
        }
        reads.countDown();
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.awaitFew()).isFalse();
        writer.close(LONG);
    }
}
