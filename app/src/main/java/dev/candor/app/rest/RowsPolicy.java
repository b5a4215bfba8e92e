package dev.candor.app.rest;

import dev.candor.foundation.json.RowFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets only rows in: JSON or lines of JSON, plain or in gzip.
 *
 * @param mostBytes the largest body as it is sent
 */
record RowsPolicy(long mostBytes) {
    /** The media types of lines of JSON, of which the first is the one to prefer. */
    static final List<String> LINES = List.of("application/x-ndjson", "application/ndjson", "application/jsonl");

    static final String JSON = "application/json";

    private static final Pattern TYPE = Pattern.compile(
            "(application/(json|x-ndjson|ndjson|jsonl))[ \t]*(;[ \t]*charset=(utf-8|\"utf-8\")[ \t]*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern GZIP = Pattern.compile("[ \t]*(x-)?gzip[ \t]*", Pattern.CASE_INSENSITIVE);

    Optional<Problem> check(RequestHead head) {
        if (head.contentTypes().size() != 1
                || format(head.contentTypes().getFirst()).isEmpty()) {
            return Optional.of(ProblemType.ROWS_NEEDED.because("expected the header Content-Type: " + JSON
                    + " for one JSON text, or " + LINES.getFirst() + " for lines of JSON, found "
                    + Found.of(head.contentTypes())));
        }
        List<String> encodings = head.contentEncodings();
        if (!encodings.isEmpty() && (encodings.size() != 1 || !isGzip(encodings.getFirst()))) {
            return Optional.of(ProblemType.ENCODING_NOT_TAKEN
                    .because("expected no Content-Encoding, or gzip, found " + Found.of(encodings))
                    .with("Accept-Encoding", "gzip"));
        }
        return head.contentLength() > mostBytes ? Optional.of(tooLarge()) : Optional.empty();
    }

    Problem tooLarge() {
        return tooLarge("a body of at most " + mostBytes + " bytes");
    }

    static Problem tooLarge(String expected) {
        return ProblemType.BODY_TOO_LARGE
                .because("expected " + expected + ", found more; send it in parts")
                .with("Connection", "close");
    }

    /** How rows stand in a body of that type; empty for another type. */
    static Optional<RowFormat> format(String contentType) {
        Matcher type = TYPE.matcher(contentType);
        if (!type.matches()) {
            return Optional.empty();
        }
        boolean json = type.group(1).toLowerCase(Locale.ROOT).equals(JSON);
        return Optional.of(json ? RowFormat.JSON : RowFormat.NDJSON);
    }

    static boolean isGzip(String encoding) {
        return GZIP.matcher(encoding).matches();
    }
}
