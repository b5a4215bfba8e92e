package dev.candor.app.http.message;

import dev.candor.foundation.files.BlockStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A body as it comes in, until a point in time; failures are {@linkplain ProblemException problems}. */
public final class BodyStream extends BlockStream {
    private final Duration longest;
    private final long begun = System.nanoTime();

    /** A body that must be there after that time. */
    public BodyStream(InputStream in, Duration longest) {
        super(in);
        this.longest = longest;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (System.nanoTime() - begun > longest.toNanos()) {
            throw tooSlow("within " + longest.toSeconds() + " s");
        }
        try {
            return in.read(into, from, length);
        } catch (IOException e) {
            // Tomcat wraps it
            if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
                throw tooSlow("without long silence");
            }
            throw new ProblemException(
                    ProblemType.BAD_REQUEST.because("expected a whole body, but it broke off or is badly chunked"));
        }
    }

    private static ProblemException tooSlow(String expected) {
        return new ProblemException(ProblemType.BODY_TOO_SLOW
                .because("expected the whole body " + expected + "; send it faster, or in parts")
                .with("Connection", "close"));
    }
}
