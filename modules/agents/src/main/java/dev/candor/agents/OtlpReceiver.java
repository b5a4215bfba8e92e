package dev.candor.agents;

import dev.candor.agents.internal.otlp.Encoding;
import dev.candor.agents.internal.otlp.OtlpAnswer;
import dev.candor.agents.internal.otlp.OtlpDecoder;
import dev.candor.agents.internal.otlp.OtlpSyntaxException;
import dev.candor.agents.internal.otlp.Signal;
import dev.candor.ingestion.Receipt;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/**
 * Takes export requests of OTLP 1.11 and answers them in their own encoding. What it answers with 200 is on disk, as far as
 * it has a place in rows of contract {@code agent}; the rest is counted by name. Safe for concurrent calls.
 */
public final class OtlpReceiver {
    /** The media types that are taken, for a person. */
    public static final String MEDIA_TYPES = "application/x-protobuf or application/json";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;
    private static final int GRPC_INVALID_ARGUMENT = 3;
    private static final int GRPC_UNAVAILABLE = 14;

    private final AgentIntake intake;
    private final InstantSource clock;

    /** An answer. */
    public static final class Answer {
        private final int status;
        private final String mediaType;
        private final byte[] body;

        Answer(int status, Encoding encoding, byte[] body) {
            this.status = status;
            this.mediaType = encoding.mediaType();
            this.body = body;
        }

        /** The status of HTTP; 503 means that the same request may be sent again. */
        public int status() {
            return status;
        }

        /** That of the request. */
        public String mediaType() {
            return mediaType;
        }

        public byte[] body() {
            return body;
        }
    }

    /** A receiver that hands what it maps to an intake. */
    public OtlpReceiver(AgentIntake intake, InstantSource clock) {
        this.intake = intake;
        this.clock = clock;
    }

    /** Whether a request of this {@code Content-Type} can be read. */
    public static boolean takes(String contentType) {
        return Encoding.of(contentType).isPresent();
    }

    /**
     * The answer to a request that is not looked into.
     *
     * @param contentType of the request; protobuf when it is none of ours
     * @param grpcCode gRPC's number for the kind of failure
     */
    public static Answer refusal(String contentType, int status, int grpcCode, String sentence) {
        Encoding encoding = Encoding.of(contentType).orElse(Encoding.PROTOBUF);
        return new Answer(status, encoding, OtlpAnswer.failed(encoding, grpcCode, sentence));
    }

    /**
     * Takes a request.
     *
     * @param signal {@code logs}, {@code traces} or {@code metrics}
     * @param contentType one that {@link #takes} knows
     * @param body the request, decompressed: its first {@code length} bytes
     */
    public Answer receive(String signal, String contentType, byte[] body, int length) {
        Signal kind = Signal.valueOf(signal.toUpperCase(Locale.ROOT));
        Encoding encoding = Encoding.of(contentType).orElseThrow();
        boolean isEnabled = intake.isEnabled();
        ReportedRows reported = new ReportedRows(clock.instant(), isEnabled ? this::record : rows -> {});
        try {
            OtlpDecoder.decode(kind, encoding, body, length, reported);
            reported.end();
        } catch (OtlpSyntaxException e) {
            return refusal(contentType, BAD_REQUEST, GRPC_INVALID_ARGUMENT, e.sentence());
        } catch (NotRecordedException e) {
            return refusal(contentType, UNAVAILABLE, GRPC_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
        if (!isEnabled) {
            return accepted(kind, encoding, reported.count(), "telemetry is off; turn it on: candor enable");
        }
        reported.tellUnmapped(intake);
        return accepted(kind, encoding, reported.rejected(), reported.whyRejected());
    }

    private void record(List<AgentRow> rows) {
        Receipt receipt = intake.take(rows, "otlp");
        if (receipt.end().isPresent()) {
            throw new NotRecordedException(receipt.end().get().sentence());
        }
    }

    /** The log does not take rows. Those before are on disk: when they are sent again, they are known. */
    private static final class NotRecordedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotRecordedException(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private static Answer accepted(Signal signal, Encoding encoding, long rejected, String message) {
        return new Answer(OK, encoding, OtlpAnswer.accepted(signal, encoding, rejected, message));
    }
}
