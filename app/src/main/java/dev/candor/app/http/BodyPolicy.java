package dev.candor.app.http;

import dev.candor.agents.OtlpReceiver;
import dev.candor.app.http.message.Accepts;
import dev.candor.app.http.message.Problem;
import dev.candor.app.http.message.ProblemException;
import dev.candor.app.http.message.ProblemType;
import dev.candor.app.http.message.RequestBody;
import dev.candor.foundation.json.RowFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bodies are let in: JSON, or where rows are taken lines of JSON too, plain or in gzip; and not too much of it. That
 * a body must say what it is also keeps plain HTML forms out.
 *
 * @param mostBytes the largest body
 * @param mostOfRows the largest body of rows, in bytes as it is sent
 */
record BodyPolicy(long mostBytes, long mostOfRows) {
    /** The media types of lines of JSON, of which the first is the one to prefer. */
    static final List<String> LINES = List.of("application/x-ndjson", "application/ndjson", "application/jsonl");

    private static final String FORM = "application/x-www-form-urlencoded";

    private static final Pattern TYPE = Pattern.compile(
            "(application/(json|x-ndjson|ndjson|jsonl))[ \t]*(;[ \t]*charset=(utf-8|\"utf-8\")[ \t]*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern GZIP = Pattern.compile("[ \t]*(x-)?gzip[ \t]*", Pattern.CASE_INSENSITIVE);

    /** Lets one JSON text in. */
    void expectJson(RequestHead head) throws ProblemException {
        if (head.contentTypes().size() != 1 || !mediaType(head).equals(Accepts.JSON)) {
            throw refused(ProblemType.JSON_NEEDED.because(
                    "expected the header Content-Type: application/json, found " + Gate.quoted(head.contentTypes())));
        }
        if (!head.contentEncodings().isEmpty()) {
            throw refused(ProblemType.JSON_NEEDED.because("expected a body without Content-Encoding, found "
                    + Gate.quoted(head.contentEncodings()) + "; send it uncompressed"));
        }
        expectAtMost(mostBytes, head);
    }

    /** Lets rows in; returns how they stand in the body. */
    RowFormat expectRows(RequestHead head) throws ProblemException {
        String type = head.contentTypes().size() == 1 ? mediaType(head) : "";
        if (type.isEmpty()) {
            throw refused(ProblemType.ROWS_NEEDED.because("expected the header Content-Type: " + Accepts.JSON
                    + " for one JSON text, or " + LINES.getFirst() + " for lines of JSON, found "
                    + Gate.quoted(head.contentTypes())));
        }
        expectAKnownEncoding(head);
        expectAtMost(mostOfRows, head);
        return type.equals(Accepts.JSON) ? RowFormat.JSON : RowFormat.NDJSON;
    }

    /** Lets an export request in; how long it may be is looked at while it is unpacked. */
    void expectOtlp(RequestHead head) throws ProblemException {
        List<String> types = head.contentTypes();
        if (types.size() != 1 || !OtlpReceiver.takes(types.getFirst())) {
            throw refused(ProblemType.OTLP_NEEDED.because(
                    "expected the header Content-Type: " + OtlpReceiver.MEDIA_TYPES + ", found " + Gate.quoted(types)));
        }
        expectAKnownEncoding(head);
        if (head.contentLength() > OtlpDoor.MAX_BYTES) {
            throw refused(RequestBody.tooLarge(OtlpDoor.MAX_BYTES));
        }
    }

    /** Lets the fields of a form in. */
    void expectForm(RequestHead head) throws ProblemException {
        if (!head.contentTypes().equals(List.of(FORM))
                || !head.contentEncodings().isEmpty()) {
            throw refused(ProblemType.FORM_NEEDED.because(
                    "expected the header Content-Type: " + FORM + ", found " + Gate.quoted(head.contentTypes())));
        }
        expectAtMost(RequestBody.SMALL, head);
    }

    /** In lower case, without its charset; empty when it is none that is taken. */
    private static String mediaType(RequestHead head) {
        Matcher type = TYPE.matcher(head.contentTypes().getFirst());
        return type.matches() ? type.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static void expectAKnownEncoding(RequestHead head) throws ProblemException {
        List<String> encodings = head.contentEncodings();
        if (!encodings.isEmpty()
                && (encodings.size() != 1 || !GZIP.matcher(encodings.getFirst()).matches())) {
            throw refused(ProblemType.ENCODING_NOT_TAKEN
                    .because("expected no Content-Encoding, or gzip, found " + Gate.quoted(encodings))
                    .with("Accept-Encoding", "gzip"));
        }
    }

    private static void expectAtMost(long most, RequestHead head) throws ProblemException {
        if (head.contentLength() > most) {
            throw refused(RequestBody.tooLarge(most));
        }
    }

    private static ProblemException refused(Problem problem) {
        return new ProblemException(problem);
    }
}
