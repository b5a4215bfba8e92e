package dev.candor.app.mcp;

import dev.candor.app.http.message.RequestBody;
import dev.candor.app.mcp.McpError.Code;
import dev.candor.app.mcp.Message.Notification;
import dev.candor.app.mcp.Message.Request;
import dev.candor.app.mcp.Message.Response;
import dev.candor.app.mcp.Message.Unreadable;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** The transport over standard input and output: one message a line, for the one client that started this process. */
public final class StdioServer {
    /** The longest message that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    /** So many requests may be under way at once. */
    public static final int MAX_CALLS = 64;

    /** So many requests that are not small, as over HTTP, may be under way at once. */
    private static final int MAX_LARGE = 4;

    /** How long a cancelled call may take to end. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private static final String CLIENT = "";

    private final JsonRpcDispatcher dispatcher;
    private final MessageLines in;
    private final LineWriter out;
    private final Duration patience;
    private final CallsById calls = new CallsById();
    private final Pending pending = new Pending();
    private final Semaphore largeOnes = new Semaphore(MAX_LARGE);
    private final AtomicBoolean following = new AtomicBoolean();
    private final Set<JsonValue> listening = ConcurrentHashMap.newKeySet();

    /**
     * A server.
     *
     * @param patience how long calls may go on once the client has closed the input, before they are cancelled
     */
    public StdioServer(JsonRpcDispatcher dispatcher, InputStream in, OutputStream out, Duration patience) {
        this.dispatcher = dispatcher;
        this.in = new MessageLines(in, MAX_BYTES);
        this.out = new LineWriter(out, calls::cancelAll);
        this.patience = patience;
    }

    /**
     * Serves until the input ends or nobody reads the output any more, then lets the calls under way end, or cancels them.
     *
     * @throws IOException when the input cannot be read
     */
    public void serve() throws IOException {
        try {
            for (Optional<Message> message = in.next(); message.isPresent() && out.awaitFew(); message = in.next()) {
                take(message.get());
            }
        } finally {
            end();
        }
    }

    /** Cancels the calls under way, and returns when they have ended; for a signal that ends this process. */
    public void cancel() {
        endSubscriptions();
        calls.cancelAll();
        pending.awaitNone(SHUTDOWN_TIMEOUT);
        out.close(SHUTDOWN_TIMEOUT);
    }

    private void take(Message message) {
        switch (message) {
            case Request request -> start(request);
            case Notification notification -> notice(notification);
            case Response ignored -> {}
            case Unreadable unreadable ->
                out.write(Answer.error(unreadable.id(), unreadable.error(), Revision.V2026_07_28)
                        .message());
        }
    }

    private void notice(Notification notification) {
        notification.cancelled().ifPresent(id -> calls.cancel(new CallsById.Key(CLIENT, id)));
    }

    private void start(Request request) {
        boolean large = in.lastBytes() > RequestBody.SMALL;
        RequestMeta meta = RequestMeta.of(request.params());
        Revision revision;
        try {
            revision = RevisionChoice.of(meta);
            if (pending.count() >= MAX_CALLS) {
                throw new McpError(
                        Code.INTERNAL_ERROR,
                        MAX_CALLS + " requests are under way already; wait for an answer, then send this one again");
            }
            if (large && !largeOnes.tryAcquire()) {
                throw new McpError(
                        Code.INTERNAL_ERROR,
                        MAX_LARGE + " requests over " + RequestBody.SMALL
                                + " bytes are under way already; wait for an answer," + " then send this one again");
            }
        } catch (McpError e) {
            out.write(Answer.error(Optional.of(request.id()), e, Revision.V2026_07_28)
                    .message());
            return;
        }
        CallsById.Key key = new CallsById.Key(CLIENT, request.id());
        Cancellation cancellation = new Cancellation();
        if (!calls.add(key, cancellation)) {
            calls.remove(key, cancellation);
            release(large);
            McpError error = new McpError(
                    Code.INVALID_REQUEST,
                    "expected an id that no request under way has; use another one for each request");
            out.write(Answer.error(Optional.of(request.id()), error, revision).message());
            return;
        }
        CallUnderWay call = new CallUnderWay(
                CLIENT,
                request.id(),
                meta,
                dispatcher.threshold(meta, revision),
                cancellation,
                message -> tell(message, cancellation));
        if (request.method().equals(FollowedResources.SUBSCRIBE) && following.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mcp-follow").start(this::follow);
        }
        if (request.method().equals(Subscriptions.METHOD)) {
            listening.add(request.id());
        }
        pending.begin();
        Thread.ofVirtual().name("mcp-call").start(() -> answer(request, revision, call, key, large));
    }

    private boolean tell(ObjectValue notification, Cancellation cancellation) {
        return !cancellation.isCancelled() && out.offer(notification);
    }

    /** Until the dispatcher ends its subscriptions. */
    private void follow() {
        dispatcher.tellFollowed(CLIENT, new Cancellation(), out::offer);
    }

    /** A cancelled request is not answered. Its id is free again before the client has the answer, and may use it anew. */
    private void answer(Request request, Revision revision, CallUnderWay call, CallsById.Key key, boolean large) {
        try {
            Answer answer;
            try {
                answer = dispatcher.answer(request, revision, call);
            } finally {
                listening.remove(request.id());
                calls.remove(key, call.cancellation());
            }
            if (!call.cancellation().isCancelled()) {
                out.write(answer.message());
            }
        } finally {
            release(large);
            pending.end();
        }
    }

    private void release(boolean large) {
        if (large) {
            largeOnes.release();
        }
    }

    /** Here a subscription has no stream of its own whose end would tell. */
    private void endSubscriptions() {
        listening.forEach(id -> out.write(Notification.cancelling(id)));
        dispatcher.endSubscriptions();
    }

    private void end() {
        endSubscriptions();
        if (!pending.awaitNone(patience)) {
            calls.cancelAll();
            pending.awaitNone(SHUTDOWN_TIMEOUT);
        }
        out.close(SHUTDOWN_TIMEOUT);
    }
}
