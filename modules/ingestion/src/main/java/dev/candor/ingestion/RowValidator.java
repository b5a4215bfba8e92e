package dev.candor.ingestion;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.contract.Recognition;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import dev.candor.validation.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recognises rows, holds them against the rules of their contracts and takes secrets out. Not for two threads at a time. */
public final class RowValidator {
    private final Map<Contract, ContractRules> rules = new HashMap<>();
    private final Map<Contract, RowIdentity> identities = new HashMap<>();

    /** What is said of a row. */
    public sealed interface Verdict {
        /** It may get in. */
        final class Valid implements Verdict {
            private final Contract contract;
            private final byte[] row;
            private final RowKey key;
            private final List<Finding> warnings;

            Valid(Contract contract, byte[] row, RowKey key, List<Finding> warnings) {
                this.contract = contract;
                this.row = row;
                this.key = key;
                this.warnings = warnings;
            }

            Contract contract() {
                return contract;
            }

            /** Canonical, without secrets. */
            public byte[] row() {
                return row;
            }

            RowKey key() {
                return key;
            }

            List<Finding> warnings() {
                return warnings;
            }
        }

        /** It may not. */
        record Refused(Optional<Contract> contract, Refusal why) implements Verdict {}
    }

    /** Checks a row of a contract, which is recognised when it is not given. */
    public Verdict validate(byte[] bytes, int from, int to, Optional<Contract> contract) {
        try {
            return validate(JsonValue.parse(bytes, from, to), bytes, from, to, false, contract);
        } catch (JsonSyntaxException e) {
            return new Verdict.Refused(contract, Refusal.of(Finding.notJson(e)));
        }
    }

    /**
     * Checks a row that was parsed.
     *
     * @param decoded the row, parsed
     * @param isCanonical whether its bytes are as the log has them
     * @param expected whose row it should be; recognised when empty
     */
    Verdict validate(
            JsonValue decoded, byte[] bytes, int from, int to, boolean isCanonical, Optional<Contract> expected) {
        if (!(decoded instanceof ObjectValue row)) {
            return new Verdict.Refused(expected, Refusal.of(Finding.notAnObject()));
        }
        if (expected.isPresent()) {
            return validate(row, bytes, from, to, isCanonical, true, expected.get());
        }
        Recognition recognition = Recognition.of(row);
        if (recognition instanceof Recognition.Known known) {
            return validate(row, bytes, from, to, isCanonical, true, known.contract());
        }
        return new Verdict.Refused(Optional.empty(), Refusal.of(((Recognition.Unknown) recognition).why()));
    }

    /** Checks a row whose identity was generated for it, so that it need not be told from others. */
    Verdict validateNew(ObjectValue row, Contract contract) {
        byte[] bytes = JsonWriter.compact(row).getBytes(StandardCharsets.UTF_8);
        return validate(row, bytes, 0, bytes.length, true, false, contract);
    }

    private Verdict validate(
            ObjectValue row,
            byte[] bytes,
            int from,
            int to,
            boolean isCanonical,
            boolean isIdentified,
            Contract contract) {
        List<Finding> findings =
                rules.computeIfAbsent(contract, ContractRules::shipped).check(row, bytes, from, to);
        if (!findings.isEmpty() && findings.getFirst().severity() == Severity.REFUSAL) {
            return new Verdict.Refused(Optional.of(contract), refusal(findings));
        }
        ObjectValue clean = Secrets.installed().redact(row);
        boolean isUnchanged = isSame(clean, row);
        byte[] canonical = isUnchanged && isCanonical
                ? Arrays.copyOfRange(bytes, from, to)
                : JsonWriter.compact(clean).getBytes(StandardCharsets.UTF_8);
        if (canonical.length > LineScanner.MAX_LINE_BYTES) {
            return new Verdict.Refused(Optional.of(contract), Refusal.of(Finding.overlong()));
        }
        RowKey key = isIdentified
                ? identities.computeIfAbsent(contract, RowIdentity::of).key(clean, canonical)
                : RowKey.NONE;
        List<Finding> warnings = isUnchanged ? findings : withRedaction(findings);
        return new Verdict.Valid(contract, canonical, key, warnings);
    }

    private static Refusal refusal(List<Finding> findings) {
        return Refusal.of(findings.stream()
                .filter(finding -> finding.severity() == Severity.REFUSAL)
                .toList());
    }

    /** The same object comes back when nothing was taken out, which is cheaper to see than that it is equal. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(ObjectValue clean, ObjectValue row) {
        return clean == row;
    }

    private static List<Finding> withRedaction(List<Finding> findings) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(new Finding(
                Severity.WARNING,
                "SECRET_REDACTED",
                "secrets",
                "",
                "a secret was replaced by " + Secrets.REDACTED + " before the row was recorded"));
        return all;
    }
}
