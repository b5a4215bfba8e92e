package dev.candor.app.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads bodies, each of them bounded in size and time, and few large ones at once. */
public final class RequestBody {
    private static final int CHUNK = 8192;

    /** A body up to this size, in bytes, is read whatever else goes on. */
    public static final int SMALL = 16 * 1024;

    private final BodyPolicy policy;
    private final Duration longest;
    private final Semaphore large;

    /**
     * A reader of bodies.
     *
     * @param mostBytes the largest body
     * @param longest a body must be there after this time
     * @param mostLarge so many bodies over 16 KiB may be in memory at once: as values they take up to 40 times their bytes
     */
    public RequestBody(int mostBytes, Duration longest, int mostLarge) {
        this.policy = new BodyPolicy(mostBytes);
        this.longest = longest;
        this.large = new Semaphore(mostLarge);
    }

    /** What is done with a body. */
    public interface Use<T, E extends Exception> {
        T with(byte[] body) throws E;
    }

    /** Reads the body and uses it. */
    public <T, E extends Exception> T use(HttpServletRequest request, Use<T, E> use) throws ProblemException, E {
        boolean[] isLarge = {false};
        try {
            return use.with(read(request, isLarge));
        } finally {
            if (isLarge[0]) {
                large.release();
            }
        }
    }

    private byte[] read(HttpServletRequest request, boolean[] isLarge) throws ProblemException {
        long deadline = System.nanoTime() + longest.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = request.getInputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                body.write(chunk, 0, read);
                if (body.size() > policy.mostBytes()) {
                    throw new ProblemException(policy.tooLarge());
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new ProblemException(tooSlow());
                }
                if (!isLarge[0] && body.size() > SMALL) {
                    isLarge[0] = acquire(deadline);
                }
            }
            return body.toByteArray();
        } catch (SocketTimeoutException e) {
            throw new ProblemException(tooSlow());
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST.because("expected a whole body, but it broke off or is badly chunked"));
        }
    }

    private boolean acquire(long deadline) throws ProblemException {
        try {
            if (large.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(ProblemType.TOO_MANY_BODIES
                .because("many bodies over " + SMALL + " bytes are being worked on; try again, or send smaller ones")
                .with("Retry-After", "1"));
    }

    private Problem tooSlow() {
        return ProblemType.BODY_TOO_SLOW
                .because("expected the whole body within " + longest.toSeconds() + " s; send it faster, or in parts")
                .with("Connection", "close");
    }
}
