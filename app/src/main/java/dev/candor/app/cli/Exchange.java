package dev.candor.app.cli;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request and its answer, bounded as a whole. Nothing on the way hears the token but the address itself: no proxy, no
 * redirection.
 *
 * @param body makes it a POST
 * @param longest until all of the answer is there, however slowly it drips
 */
record Exchange(String url, String token, Optional<byte[]> body, Duration longest) {
    private static final int MAX_BYTES = 16 << 20;
    private static final int CONNECT_MS = 2000;
    private static final int MIN_ERROR = 400;
    private static final int UNAUTHORIZED = 401;

    /** The answer; throws when none comes in time, or one that is too large or no JSON object. */
    ServerCall.Answer answer() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        FutureTask<ServerCall.Answer> asked = new FutureTask<>(() -> {
            try {
                return ask(connection);
            } finally {
                connection.disconnect();
            }
        });
        Thread asking = Thread.ofVirtual().name("asking").start(asked);
        try {
            return asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no whole answer within " + longest.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IOException(sentence(Objects.requireNonNull(e.getCause())), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the wait for its answer was interrupted", e);
        } finally {
            // a virtual thread that blocks on a socket closes it when it is interrupted, and ends
            asking.interrupt();
        }
    }

    private String sentence(Throwable cause) {
        return cause instanceof SocketTimeoutException && !Reasons.says(cause, "connect")
                ? "no whole answer within " + longest.toSeconds() + " s"
                : Reasons.of(cause);
    }

    private ServerCall.Answer ask(HttpURLConnection connection) throws IOException {
        connection.setConnectTimeout(CONNECT_MS);
        connection.setReadTimeout(Math.toIntExact(longest.toMillis()));
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setRequestProperty("Connection", "close");
        if (body.isPresent()) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            // else a POST whose connection breaks is sent once more, and the tool runs twice
            connection.setFixedLengthStreamingMode(body.get().length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.get());
            }
        }
        int status = connection.getResponseCode();
        if (status == UNAUTHORIZED) {
            throw new IOException("it does not take the token in the user path");
        }
        return new ServerCall.Answer(status, answer(connection, status));
    }

    private static ObjectValue answer(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in = status < MIN_ERROR ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] bytes = in == null ? new byte[0] : in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("expected an answer of at most " + MAX_BYTES + " bytes, found more");
            }
            if (JsonValue.parse(bytes) instanceof ObjectValue object) {
                return object;
            }
            throw new IOException("its answer (status " + status + ") is no JSON object");
        } catch (JsonSyntaxException e) {
            throw new IOException("its answer (status " + status + ") is no JSON: " + e.sentence(), e);
        }
    }
}
