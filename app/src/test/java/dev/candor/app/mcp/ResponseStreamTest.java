package dev.candor.app.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.http.message.Accepts;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.mock.web.MockHttpServletResponse;

@Isolated("looks for threads that are left")
@Timeout(30)
class ResponseStreamTest {
    private static final Accepts BOTH = new Accepts(List.of(Accepts.JSON, Accepts.STREAM));
    private static final Answer RESULT = Answer.result(JsonValue.of(1), Map.of());
    private static final String JSON = "{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":{}}";
    private static final ObjectValue NOTE = Answer.notification("n", Map.of());
    private static final String NOTE_EVENT =
            "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":{}}\n\n";
    private static final String ANSWER_EVENT = "event: message\ndata: " + JSON + "\n\n";

    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final AtomicInteger gone = new AtomicInteger();

    private ResponseStream stream(Accepts accepts) {
        return new ResponseStream(response, accepts, gone::incrementAndGet, Duration.ZERO);
    }

    private String body() {
        return new String(response.getContentAsByteArray(), UTF_8);
    }

    private static Answer refusal(McpError.Code code) {
        return Answer.error(Optional.of(JsonValue.of(1)), new McpError(code, "no"), Revision.V2026_07_28);
    }

    @Test
    void quickAnswer_isJson() {
        stream(BOTH).finish(RESULT);
        assertThat(response.getContentType()).isEqualTo("application/json");
        assertThat(response.getContentLength()).isEqualTo(JSON.length());
        assertThat(body()).isEqualTo(JSON);
    }

    @Test
    void answerAfterABeat_isTheLastEvent() {
        ResponseStream stream = stream(BOTH);
        stream.beat();
        assertThat(response.isCommitted()).isTrue();
        stream.offer(NOTE);
        stream.beat();
        stream.offer(NOTE);
        stream.finish(RESULT);
        assertThat(response.getContentType()).isEqualTo("text/event-stream");
        assertThat(response.getHeader("X-Accel-Buffering")).isEqualTo("no");
        assertThat(body()).isEqualTo(":\n\n" + NOTE_EVENT + NOTE_EVENT + ANSWER_EVENT);
    }

    @Test
    void answerAfterANotification_isTheLastEvent() {
        ResponseStream stream = stream(BOTH);
        stream.offer(NOTE);
        stream.finish(RESULT);
        assertThat(body()).isEqualTo(NOTE_EVENT + ANSWER_EVENT);
    }

    @Test
    void clientThatReadsStreamsOnly_getsOne_andOneThatReadsNoneIsToldNothing() {
        stream(new Accepts(List.of(Accepts.STREAM))).finish(RESULT);
        assertThat(body()).isEqualTo(ANSWER_EVENT);

        MockHttpServletResponse other = new MockHttpServletResponse();
        ResponseStream json = new ResponseStream(other, Accepts.json(), gone::incrementAndGet, Duration.ZERO);
        json.offer(NOTE);
        json.beat();
        json.finish(RESULT);
        assertThat(new String(other.getContentAsByteArray(), UTF_8)).isEqualTo(JSON);
    }

    @Test
    void errorThatTheStatusTells_isTold_whateverIsAcceptedAndWaits() {
        for (Accepts accepts : new Accepts[] {BOTH, new Accepts(List.of(Accepts.STREAM))}) {
            MockHttpServletResponse one = new MockHttpServletResponse();
            ResponseStream stream = new ResponseStream(one, accepts, gone::incrementAndGet, Duration.ZERO);
            stream.offer(NOTE);
            stream.finish(refusal(McpError.Code.METHOD_NOT_FOUND));
            assertThat(one.getStatus()).isEqualTo(404);
            assertThat(one.getContentType()).isEqualTo("application/json");
            assertThat(new String(one.getContentAsByteArray(), UTF_8)).startsWith("{\"error\":{\"code\":-32601");
        }
    }

    @Test
    void errorInAStream_isAnEvent() {
        ResponseStream stream = stream(BOTH);
        stream.beat();
        stream.finish(refusal(McpError.Code.METHOD_NOT_FOUND));
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(body()).startsWith(":\n\nevent: message\ndata: {\"error\"");
    }

    @Test
    void nothing_isWrittenAfterTheAnswer() {
        ResponseStream stream = stream(BOTH);
        stream.finish(RESULT);
        stream.offer(NOTE);
        stream.beat();
        stream.finish(RESULT);
        stream.withdraw();
        assertThat(body()).isEqualTo(JSON);
        assertThat(response.getContentType()).isEqualTo("application/json");
    }

    /** The response may be another request's by then. */
    @Test
    void closedStream_leavesTheResponseAlone() {
        ResponseStream stream = stream(BOTH);
        stream.offer(NOTE);
        stream.close();
        stream.beat();
        stream.withdraw();
        stream.finish(RESULT);
        assertThat(body()).isEmpty();
        assertThat(response.getContentType()).isNull();
        assertThat(response.getHeader("X-Accel-Buffering")).isNull();
        assertThat(gone).hasValue(0);
    }

    @Test
    void withdrawnAnswer_isAnEmptyStream_orTheEndOfTheOneThereIs() {
        ResponseStream quick = stream(BOTH);
        quick.withdraw();
        quick.offer(NOTE);
        quick.beat();
        quick.finish(RESULT);
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentType()).isEqualTo("text/event-stream");
        assertThat(body()).isEmpty();

        MockHttpServletResponse other = new MockHttpServletResponse();
        ResponseStream slow = new ResponseStream(other, BOTH, gone::incrementAndGet, Duration.ZERO);
        slow.beat();
        slow.withdraw();
        slow.beat();
        slow.finish(RESULT);
        assertThat(new String(other.getContentAsByteArray(), UTF_8)).isEqualTo(":\n\n");
    }

    @Test
    void manyNotifications_someAreLeftAway_andTheAnswerIsNot() {
        ResponseStream stream = stream(BOTH);
        for (int i = 0; i < 1000; i++) {
            stream.offer(NOTE);
        }
        stream.finish(RESULT);
        assertThat(body().split("event: message", -1)).hasSize(256 + 2);
        assertThat(body()).endsWith(ANSWER_EVENT);
    }

    /** Whose writes wait until they may go on, and then break. */
    private static final class Stuck extends MockHttpServletResponse {
        private final CountDownLatch began = new CountDownLatch(1);
        private final CountDownLatch mayBreak = new CountDownLatch(1);

        boolean hasBegun() {
            try {
                return began.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new AssertionError("nobody listens");
                }

                @Override
                public void write(int one) throws IOException {
                    began.countDown();
                    try {
                        mayBreak.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    throw new IOException("Broken pipe");
                }
            };
        }
    }

    /** What a client cancels must not wait until that client reads. */
    @Test
    void withdrawal_doesNotWaitForAClientThatDoesNotRead() throws InterruptedException {
        Stuck stuck = new Stuck();
        ResponseStream stream = new ResponseStream(stuck, BOTH, gone::incrementAndGet, Duration.ZERO);
        Thread beat = Thread.ofVirtual().start(stream::beat);
        assertThat(stuck.began.await(20, TimeUnit.SECONDS)).isTrue();

        // nor does the next beat
        for (Runnable quick : List.<Runnable>of(stream::withdraw, stream::beat)) {
            assertThat(Thread.ofVirtual().start(quick).join(Duration.ofSeconds(10)))
                    .isTrue();
        }
        assertThat(stuck.mayBreak.getCount()).isOne();

        stuck.mayBreak.countDown();
        beat.join();
        assertThat(gone).hasValue(1);
        stream.finish(RESULT);
    }

    @Test
    void clientThatHasGone_isTold_andTheAnswerIsNobodysMatter() {
        Stuck broken = new Stuck();
        broken.mayBreak.countDown();
        ResponseStream stream = new ResponseStream(broken, BOTH, gone::incrementAndGet, Duration.ZERO);
        stream.beat();
        assertThat(gone).hasValue(1);
        stream.finish(RESULT);
        new ResponseStream(broken, BOTH, gone::incrementAndGet, Duration.ZERO).finish(RESULT);
    }

    @Test
    void streams_beatOnlyThoseThatAreWaitedFor_untilTheyAreClosed() throws InterruptedException {
        Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();
        ResponseStreams streams = new ResponseStreams();
        Stuck first = new Stuck();
        first.mayBreak.countDown();
        ResponseStream stream = new ResponseStream(first, BOTH, gone::incrementAndGet, Duration.ZERO);
        streams.during(stream, () -> {
            assertThat(first.hasBegun()).isTrue();
            assertThat(System.nanoTime() - stream.begun()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
        });

        streams.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("mcp-beat") && !ofOthers.contains(thread)) {
                thread.join(TimeUnit.SECONDS.toMillis(20));
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
