package dev.candor.ingestion;

import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import dev.candor.ingestion.QuarantineEntry.Violation;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes entries of refused rows: bounded, dated, named. */
final class EntryMaker {
    private static final int MAX_SENTENCE = 2000;
    private static final int MAX_POINTER = 1000;
    private static final int MAX_SOURCE = 512;

    private final InstantSource clock;
    private final Supplier<String> ids;

    EntryMaker(InstantSource clock, Supplier<String> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    static String sentence(Finding finding) {
        return Wording.line(finding.sentence(), MAX_SENTENCE);
    }

    /** A pointer into a row is as long as the names in it. */
    static String pointer(Finding finding) {
        return Wording.line(finding.pointer(), MAX_POINTER);
    }

    String now() {
        return Utc.timestamp(clock.instant());
    }

    QuarantineEntry first(QuarantinedRow refused) {
        QuarantinedRow row =
                refused.contract().filter(Contract::isPrivate).isPresent() ? refused.withoutContent() : refused;
        Finding why = row.why().summary();
        byte[] whole = row.payload().getBytes(StandardCharsets.UTF_8);
        String kept = kept(row.payload(), whole);
        boolean truncated = kept.length() < row.payload().length() || row.payloadBytes() > whole.length;
        return new QuarantineEntry(
                ids.get(),
                why.code(),
                pointer(why),
                why.rule(),
                sentence(why),
                row.contract().map(Contract::id),
                row.contract().map(Contract::version),
                now(),
                Wording.line(Secrets.installed().redact(row.source()), MAX_SOURCE),
                HexFormat.of().formatHex(IdSet.sha256().digest(whole)),
                kept,
                Math.max(row.payloadBytes(), whole.length),
                truncated,
                List.of(),
                Violation.all(row.why()),
                omitted(row.why()));
    }

    /** The entry that takes the place of one which was refused for another reason. */
    QuarantineEntry next(QuarantineEntry before, Refusal refusal, Optional<Contract> contract) {
        Finding why = refusal.summary();
        return new QuarantineEntry(
                ids.get(),
                why.code(),
                pointer(why),
                why.rule(),
                sentence(why),
                contract.map(Contract::id).or(before::contract),
                contract.map(Contract::version).or(before::contractVersion),
                now(),
                before.source(),
                before.checksum(),
                before.payload(),
                before.payloadBytes(),
                before.truncated(),
                before.descent(),
                Violation.all(refusal),
                omitted(refusal));
    }

    private static Optional<Long> omitted(Refusal refusal) {
        return Optional.of(refusal.omitted()).filter(more -> more > 0);
    }

    private static String kept(String payload, byte[] whole) {
        if (whole.length <= QuarantinedRow.MAX_PAYLOAD_BYTES) {
            return payload;
        }
        int end = QuarantinedRow.MAX_PAYLOAD_BYTES;
        while ((whole[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(whole, 0, end, StandardCharsets.UTF_8);
    }
}
