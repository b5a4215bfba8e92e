package dev.candor.orchestrationevents;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.CodePoints;
import dev.candor.foundation.time.Utc;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import dev.candor.validation.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Holds a line against the rules. Not for two threads. */
final class LineCheck {
    /** How much of an offender is kept, in characters. */
    static final int MAX_PAYLOAD = 64 * 1024;

    private static final int MAX_SECRET = 4096;

    private final ContractRules rules;

    LineCheck(ContractRules rules) {
        this.rules = rules;
    }

    /** What a line is. */
    sealed interface Verdict {}

    /** An event. */
    static final class Valid implements Verdict {
        private final byte[] row;
        private final List<Finding> warnings;

        private Valid(byte[] row, List<Finding> warnings) {
            this.row = row;
            this.warnings = warnings;
        }

        /** The event as the log takes it. */
        byte[] row() {
            return row;
        }

        List<Finding> warnings() {
            return warnings;
        }
    }

    /**
     * No event.
     *
     * @param payload the line without its secrets, of any length
     * @param bytes how long the line was, at least
     */
    record Refused(Finding why, String payload, long bytes) implements Verdict {
        /** As the log of offenders takes it. */
        byte[] row(long line, Instant met) {
            String kept = CodePoints.first(payload, MAX_PAYLOAD);
            return utf8(new JsonObject()
                    .put("code", why.code())
                    .put("line", line)
                    .put("payload", kept)
                    .put("payload_bytes", bytes)
                    .put("pointer", why.pointer())
                    .put("rule", why.rule())
                    .put("sentence", why.sentence())
                    .put("time", Utc.timestamp(met))
                    .put("truncated", kept.length() < payload.length() || bytes > LineScanner.MAX_LINE_BYTES)
                    .object());
        }
    }

    Verdict check(byte[] bytes, int from, int to) {
        JsonValue parsed;
        try {
            parsed = JsonValue.parse(bytes, from, to);
        } catch (JsonSyntaxException e) {
            return new Refused(Finding.notJson(e), text(bytes, from, to), to - from);
        }
        if (!(parsed instanceof ObjectValue event)) {
            return new Refused(
                    Finding.notAnObject(),
                    JsonWriter.compact(Secrets.installed().redact(parsed)),
                    to - from);
        }
        List<Finding> findings = rules.check(event, bytes, from, to);
        ObjectValue redacted = Secrets.installed().redact(event);
        if (!findings.isEmpty() && findings.getFirst().severity() == Severity.REFUSAL) {
            return new Refused(findings.getFirst(), JsonWriter.compact(redacted), to - from);
        }
        byte[] row = utf8(redacted);
        return row.length > LineScanner.MAX_LINE_BYTES
                ? overlong(row, 0, LineScanner.HEAD_BYTES)
                : new Valid(row, findings);
    }

    /**
     * The verdict on a line that is too long to look at.
     *
     * @param from where its beginning stands in the bytes
     */
    static Refused overlong(byte[] bytes, int from, int to) {
        String head = text(bytes, from, to);
        // a secret that the cut went through was not recognised
        String whole = head.substring(0, Math.max(0, head.length() - MAX_SECRET));
        return new Refused(Finding.overlong(), whole, LineScanner.MAX_LINE_BYTES + 1L);
    }

    private static String text(byte[] bytes, int from, int to) {
        return Secrets.installed().redact(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private static byte[] utf8(ObjectValue row) {
        return JsonWriter.compact(row).getBytes(StandardCharsets.UTF_8);
    }
}
