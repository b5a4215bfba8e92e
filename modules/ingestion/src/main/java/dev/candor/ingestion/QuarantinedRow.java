package dev.candor.ingestion;

import dev.candor.validation.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A row that was refused, with its reason.
 *
 * @param contract whose row it should have been; empty when that is not known
 * @param why every reason
 * @param source where it came from
 * @param payload the row as it was sent, without secrets; what is no UTF-8 is replaced. The quarantine keeps at most
 *     {@value #MAX_PAYLOAD_BYTES} bytes of it
 * @param payloadBytes how many bytes of UTF-8 the payload has, without secrets: more than are here when whoever took the
 *     row could not hold all of it
 */
record QuarantinedRow(Optional<Contract> contract, Refusal why, String source, String payload, long payloadBytes) {
    static final int MAX_PAYLOAD_BYTES = 64 * 1024;

    /**
     * A refused row that is held as a whole.
     *
     * @param text what was sent, without secrets
     */
    static QuarantinedRow of(Optional<Contract> contract, Refusal why, String source, String text) {
        return new QuarantinedRow(contract, why, source, text, text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** Where and by which rules it was refused, and how long it was. */
    QuarantinedRow withoutContent() {
        return new QuarantinedRow(
                contract,
                why.withoutContent(),
                source,
                "",
                Math.max(payloadBytes, payload.getBytes(StandardCharsets.UTF_8).length));
    }
}
