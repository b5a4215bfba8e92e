package dev.candor.foundation.json;

import dev.candor.foundation.files.LineScanner;
import java.io.IOException;
import java.io.InputStream;

/** Rows that are lines; blank ones are none. */
final class LineRows implements JsonRows {
    private final Arrivals arrivals;
    private final LineScanner lines;

    LineRows(InputStream in, int expectedBytes) {
        this.arrivals = new Arrivals(in);
        this.lines = new LineScanner(arrivals, 0, expectedBytes);
    }

    @Override
    public boolean next(boolean waiting) throws IOException {
        arrivals.waiting(waiting);
        while (lines.next()) {
            if (lines.isOverlong() || !LineScanner.isBlank(lines.bytes(), lines.from(), lines.to())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long number() {
        return lines.number();
    }

    @Override
    public byte[] bytes() {
        return lines.bytes();
    }

    @Override
    public int from() {
        return lines.from();
    }

    @Override
    public int to() {
        return lines.to();
    }

    @Override
    public boolean isTooLong() {
        return lines.isOverlong();
    }

    @Override
    public Form form() {
        return Form.LINES;
    }

    @Override
    public boolean isAtEnd() {
        return arrivals.isAtEnd();
    }
}
