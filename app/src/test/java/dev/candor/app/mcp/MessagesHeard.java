package dev.candor.app.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;

/** The client's end of standard output: a message for each line, once it may be read, until it breaks. */
final class MessagesHeard extends OutputStream {
    private final BlockingQueue<ObjectValue> messages;
    private final CountDownLatch mayRead;
    private final StringBuilder line = new StringBuilder();
    private volatile Optional<IOException> broken = Optional.empty();

    MessagesHeard(BlockingQueue<ObjectValue> messages, CountDownLatch mayRead) {
        this.messages = messages;
        this.mayRead = mayRead;
    }

    void breakWith(Optional<IOException> failure) {
        broken = failure;
    }

    @Override
    public void write(int one) {
        throw new AssertionError("one byte at a time");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (broken.isPresent()) {
            throw broken.get();
        }
        try {
            mayRead.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        line.append(new String(bytes, offset, length, UTF_8));
        for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
            messages.add(ObjectValue.parse(line.substring(0, end)));
            line.delete(0, end + 1);
        }
    }
}
