package dev.candor.export.internal.verify;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.BrokenTextException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Pulls the events out of the JSON of a bundle, one at a time, as they stand there. */
final class EventStream implements Closeable {
    private final InputStream in;
    private final ValueScanner values;
    private final Supplier<String> name = this::name;
    private long number;
    private int ahead;

    private EventStream(InputStream in) throws IOException {
        this.in = in;
        this.values = new ValueScanner(in, LineScanner.MAX_LINE_BYTES);
    }

    /** The events of a file whose {@link Envelope} could be read and has some. */
    static EventStream open(Path file) throws IOException {
        EventStream stream = new EventStream(Files.newInputStream(file));
        try {
            stream.findEvents();
            return stream;
        } catch (BrokenTextException e) {
            stream.close();
            throw changed(e);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    private void findEvents() throws IOException, BrokenTextException {
        int c = values.next();
        while (c == '{' || c == ',') {
            String member = Envelope.name(values, values.next());
            int first = values.next();
            if (member.equals(Envelope.EVENTS) && first == '[') {
                ahead = values.next();
                return;
            }
            c = values.skip(first, '}', () -> "a member");
        }
        throw values.broken("there are no events");
    }

    /** Goes to the next event; returns whether there is one. */
    boolean next() throws IOException {
        if (ahead == ']') {
            return false;
        }
        try {
            int behind = values.value(ahead, ']', name);
            number++;
            ahead = behind == ',' ? values.next() : behind;
            if (behind != ',' && behind != ']') {
                throw values.broken("expected ',' or ']' behind event " + number);
            }
            if (behind == ',' && ahead == ']') {
                throw values.broken("expected an event behind ','");
            }
            return true;
        } catch (BrokenTextException e) {
            throw new BrokenEventsException(e);
        }
    }

    /** Counted from 1. */
    long number() {
        return number;
    }

    /** The event, from 0 to {@link #length()}; valid until the next one. */
    byte[] bytes() {
        return values.bytes();
    }

    int length() {
        return values.length();
    }

    boolean isTooLong() {
        return values.isTooLong();
    }

    private String name() {
        return "event " + (number + 1);
    }

    private static IOException changed(BrokenTextException e) {
        return new IOException("the file changed while it was read: " + e.sentence(), e);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** What stands between the events is no JSON, which nobody looked at before. */
    static final class BrokenEventsException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenEventsException(BrokenTextException why) {
            super(why.sentence(), why);
        }
    }
}
