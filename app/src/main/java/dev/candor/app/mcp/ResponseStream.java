package dev.candor.app.mcp;

import dev.candor.app.http.message.Accepts;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The answer to one HTTP request. It is one JSON object when it is there soon and nothing else is to be told; else a
 * stream of events. What is to be told waits for the next beat, so that no call waits for its client; and each beat finds
 * out whether the client is still there.
 */
final class ResponseStream {
    private static final int MAX_WAITING = 256;
    private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_EVENT = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpServletResponse response;
    private final Accepts accepts;
    private final Runnable whenGone;
    private final Duration quiet;
    private final long begun = System.nanoTime();
    private final Queue<ObjectValue> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile boolean withdrawn;
    private long told = begun;
    private boolean open;
    private boolean over;

    /**
     * An answer that is not there yet.
     *
     * @param whenGone is called when the client has closed the stream
     * @param quiet how long nothing may be told before the client is asked whether it is still there
     */
    ResponseStream(HttpServletResponse response, Accepts accepts, Runnable whenGone, Duration quiet) {
        this.response = response;
        this.accepts = accepts;
        this.whenGone = whenGone;
        this.quiet = quiet;
    }

    long begun() {
        return begun;
    }

    /** Tells something before the answer, unless a lot waits to be told, or the client reads no streams; returns whether it will. */
    boolean offer(ObjectValue notification) {
        return accepts.stream() && waiting.offer(notification);
    }

    /** Tells what waits, or nothing; does nothing when the last beat has not ended. Must not be called on a thread of others. */
    void beat() {
        if (!accepts.stream() || !beating.compareAndSet(false, true)) {
            return;
        }
        try {
            tell();
        } catch (IOException e) {
            whenGone.run();
        } finally {
            beating.set(false);
        }
    }

    private synchronized void tell() throws IOException {
        if (over || withdrawn) {
            return;
        }
        boolean silent = waiting.isEmpty();
        if (silent && open && System.nanoTime() - told < quiet.toNanos()) {
            return;
        }
        OutputStream out = opened();
        if (silent) {
            out.write(COMMENT);
        } else {
            drain(out);
        }
        response.flushBuffer();
        told = System.nanoTime();
    }

    /**
     * Gives the answer, if it is wanted still. What goes wrong is no matter: whoever asked is gone then. An error that the
     * status tells too is JSON whatever is accepted, while there is a status to tell it by.
     */
    synchronized void finish(Answer answer) {
        if (over) {
            return;
        }
        over = true;
        if (withdrawn) {
            end();
            return;
        }
        try {
            byte[] json = Answer.bytes(answer.message());
            boolean toldByStatus = answer.httpStatus() != HttpServletResponse.SC_OK;
            if (open || (!toldByStatus && (!accepts.allows(Accepts.JSON) || !waiting.isEmpty()))) {
                OutputStream out = opened();
                drain(out);
                event(out, json);
            } else {
                response.setStatus(answer.httpStatus());
                response.setContentType(Accepts.JSON);
                response.setContentLength(json.length);
                response.getOutputStream().write(json);
            }
        } catch (IOException e) {
            // whoever asked is gone
        }
    }

    /** Says that the client does not want an answer any more. Never waits for the client. */
    void withdraw() {
        withdrawn = true;
    }

    /** Leaves the response alone from now on, because it may soon be another request's. */
    synchronized void close() {
        over = true;
    }

    /** Gives no answer: an empty stream, or the end of the one there is. */
    private void end() {
        if (!open) {
            response.setContentType(Accepts.STREAM);
        }
    }

    private OutputStream opened() throws IOException {
        if (!open) {
            open = true;
            response.setContentType(Accepts.STREAM);
            response.setHeader("X-Accel-Buffering", "no");
        }
        return response.getOutputStream();
    }

    private void drain(OutputStream out) throws IOException {
        for (ObjectValue message = waiting.poll(); message != null; message = waiting.poll()) {
            event(out, Answer.bytes(message));
        }
    }

    private static void event(OutputStream out, byte[] json) throws IOException {
        out.write(EVENT);
        out.write(json);
        out.write(END_OF_EVENT);
    }
}
