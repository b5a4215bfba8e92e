package dev.candor.app.mcp;

import dev.candor.app.mcp.McpError.Code;
import dev.candor.app.mcp.Message.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads messages as lines: each ends with a newline, and none is kept that is too long. One thread at a time. */
final class MessageLines {
    private static final int CHUNK = 8192;

    private final InputStream in;
    private final int mostBytes;
    private byte[] buffer = new byte[CHUNK];
    private int from;
    private int to;
    private int lastBytes;
    /** Reads the pieces of a line that is too long, which are not kept. */
    private MessageId idOfTooLong = new MessageId();

    MessageLines(InputStream in, int mostBytes) {
        this.in = in;
        this.mostBytes = mostBytes;
    }

    /** The next message, as soon as it is there; none at the end. Empty lines are passed over; a last line needs no newline. */
    Optional<Message> next() throws IOException {
        boolean tooLong = false;
        int searched = from;
        while (true) {
            for (; searched < to; searched++) {
                if (buffer[searched] == '\n') {
                    int start = from;
                    from = searched + 1;
                    if (tooLong || searched - start > mostBytes || !isBlank(start, searched)) {
                        return Optional.of(message(tooLong, start, searched));
                    }
                }
            }
            if (to - from > mostBytes) {
                if (!tooLong) {
                    idOfTooLong = new MessageId();
                }
                idOfTooLong.read(buffer, from, to);
                tooLong = true;
                from = to;
            }
            searched -= makeRoom();
            int read = in.read(buffer, to, buffer.length - to);
            if (read < 0) {
                int start = from;
                from = to;
                boolean none = !tooLong && isBlank(start, to);
                return none ? Optional.empty() : Optional.of(message(tooLong, start, to));
            }
            to += read;
        }
    }

    private boolean isBlank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\r' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** How long the last message was, in bytes. */
    int lastBytes() {
        return lastBytes;
    }

    private Message message(boolean tooLong, int start, int end) {
        lastBytes = end - start;
        if (tooLong) {
            idOfTooLong.read(buffer, start, end);
        }
        return tooLong || end - start > mostBytes
                ? new Unreadable(
                        tooLong ? idOfTooLong.found() : MessageId.find(buffer, start, end),
                        new McpError(
                                Code.INVALID_REQUEST,
                                "expected a message of at most " + mostBytes + " bytes, found a longer line"))
                : Message.read(Arrays.copyOfRange(buffer, start, end));
    }

    /** Returns by how much everything moved. */
    private int makeRoom() {
        int gone = from;
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= gone;
        from = 0;
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        } else if (to == 0 && buffer.length > CHUNK) {
            buffer = new byte[CHUNK];
        }
        return gone;
    }
}
