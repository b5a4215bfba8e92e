package dev.candor.app.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that asks and does not read. */
@Timeout(60)
class StdioSlowReaderTest {
    private static final int REQUESTS = 20_000;

    private final CountDownLatch reads = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private final InputStream requests = new InputStream() {
        private final InputStream all = new ByteArrayInputStream(IntStream.range(0, REQUESTS)
                .mapToObj(i -> "{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"ping\"}\n")
                .collect(Collectors.joining())
                .getBytes(UTF_8));

        @Override
        public int read() {
            throw new AssertionError("one byte at a time");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = all.read(into, offset, Math.min(length, 100));
            asked.addAndGet(Math.max(0, read));
            return read;
        }
    };

    private final OutputStream client = new OutputStream() {
        @Override
        public void write(int one) throws IOException {
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            written.write(one);
        }
    };

    @Test
    void requests_areNotReadOn_whileManyAnswersWait() throws Exception {
        FakeFeatures features = new FakeFeatures();
        StdioServer server = new StdioServer(
                new JsonRpcDispatcher(features.features(), new ServerIdentity("n", "T", "1"), failure -> "report it"),
                requests,
                client,
                Duration.ofSeconds(20));
        Thread serving = Thread.ofVirtual().start(() -> {
            try {
                server.serve();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (serving.getState() != Thread.State.WAITING && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(asked.get()).isLessThan(50 * 2 * LineWriter.MAX_WAITING);

        reads.countDown();
        serving.join();
        // too many at once may be refused, but each request is answered
        assertThat(written.toString(UTF_8).lines()).hasSize(REQUESTS);
    }
}
