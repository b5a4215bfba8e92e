package dev.candor.app.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which kinds of answer a client reads.
 *
 * @param json one JSON object
 * @param stream events, the last of them the JSON object
 */
record Accepts(boolean json, boolean stream) {
    static final String STREAM = "text/event-stream";
    static final String JSON = "application/json";

    /** A client that says nothing reads JSON. */
    static Accepts of(HttpServletRequest request) {
        List<String> ranges = Collections.list(request.getHeaders("Accept")).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(range -> !range.isEmpty())
                .toList();
        boolean any = ranges.contains("*/*");
        return new Accepts(
                ranges.isEmpty() || any || ranges.contains(JSON) || ranges.contains("application/*"),
                any || ranges.contains(STREAM) || ranges.contains("text/*"));
    }

    boolean nothing() {
        return !json && !stream;
    }
}
