package dev.candor.app.http.message;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which types of answers a caller takes.
 *
 * @param ranges of types, as {@code application/*}; none when the caller says nothing
 */
public record Accepts(List<String> ranges) {
    public static final String JSON = "application/json";
    public static final String STREAM = "text/event-stream";

    public Accepts {
        ranges = List.copyOf(ranges);
    }

    /** What a request says. */
    public static Accepts of(HttpServletRequest request) {
        return of(Collections.list(request.getHeaders("Accept")));
    }

    /** What headers {@code Accept} say. */
    public static Accepts of(List<String> headers) {
        return new Accepts(headers.stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(range -> !range.isEmpty())
                .toList());
    }

    /** Those of a caller who takes JSON only. */
    public static Accepts json() {
        return new Accepts(List.of(JSON));
    }

    /** Whether a stream of events is taken, which nobody is sent who does not say so. */
    public boolean stream() {
        return !ranges.isEmpty() && allows(STREAM);
    }

    /** Whether an answer of that type is taken; all are when the caller says nothing. */
    public boolean allows(String mediaType) {
        return ranges.isEmpty()
                || ranges.contains("*/*")
                || ranges.contains(mediaType)
                || ranges.contains(mediaType.substring(0, mediaType.indexOf('/')) + "/*");
    }

    /** The refusal to answer a caller who takes none of these types. */
    public static Problem refusal(List<String> mediaTypes) {
        return ProblemType.JSON_NOT_ACCEPTED.because(
                "the answer is " + String.join(" or ", mediaTypes) + "; omit the Accept header, or let it allow that");
    }
}
