package dev.candor.app.http.message;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads bodies, each of them bounded in size and time, and few large ones at once. */
public final class RequestBody {
    private static final int CHUNK = 8192;

    /** A body up to this size, in bytes, is read whatever else goes on. */
    public static final int SMALL = 16 * 1024;

    private final long mostBytes;
    private final Duration longest;
    private final Semaphore large;

    /**
     * A reader of bodies.
     *
     * @param mostBytes the largest body
     * @param longest a body must be there after this time
     * @param mostLarge so many bodies over 16 KiB may be in memory at once: as values they take up to 40 times their bytes
     */
    public RequestBody(long mostBytes, Duration longest, int mostLarge) {
        this.mostBytes = mostBytes;
        this.longest = longest;
        this.large = new Semaphore(mostLarge);
    }

    /** What is done with a body. */
    public interface Use<T, E extends Exception> {
        T with(byte[] body) throws E, IOException;
    }

    /** Reads the body and uses it. */
    public <T, E extends Exception> T use(HttpServletRequest request, Use<T, E> use) throws E, IOException {
        boolean[] isLarge = {false};
        try {
            return use.with(read(request, isLarge));
        } finally {
            if (isLarge[0]) {
                large.release();
            }
        }
    }

    private byte[] read(HttpServletRequest request, boolean[] isLarge) throws IOException {
        long deadline = System.nanoTime() + longest.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        // not to be closed: the body is the connection's
        InputStream in = new AtMost(new BodyStream(request.getInputStream(), longest), mostBytes, tooLarge(mostBytes));
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            body.write(chunk, 0, read);
            if (!isLarge[0] && body.size() > SMALL) {
                isLarge[0] = acquire(deadline);
            }
        }
        return body.toByteArray();
    }

    /** The refusal of a body that is larger than so many bytes. */
    public static Problem tooLarge(long mostBytes) {
        return tooLarge("a body of at most " + mostBytes + " bytes");
    }

    /** The refusal of a body that is larger than expected. */
    public static Problem tooLarge(String expected) {
        return ProblemType.BODY_TOO_LARGE
                .because("expected " + expected + ", found more; send it in parts")
                .with("Connection", "close");
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
}
