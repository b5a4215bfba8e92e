package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.contract.Policy;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.SchemaChange;
import dev.candor.validation.schema.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code candor schema} says, as values and as text. */
final class SchemaWords {
    private SchemaWords() {}

    static ObjectValue list() {
        return new ObjectValue(Map.of(
                "contracts",
                JsonValue.of(Contract.ALL.stream().map(SchemaWords::described).toList())));
    }

    private static ObjectValue described(Contract contract) {
        return new ObjectValue(Map.of(
                "id", JsonValue.of(contract.id()),
                "version", JsonValue.of(contract.version()),
                "file", JsonValue.of(contract.schemaPath()),
                "sha256", JsonValue.of(sha256(contract.schemaFile())),
                "recognised_by",
                        JsonValue.of(
                                contract.markers().stream().map(JsonValue::of).toList()),
                "rules", JsonValue.of(ContractRules.policies(contract).size())));
    }

    static String listText() {
        return Contract.ALL.stream()
                .map(contract ->
                        contract.id() + " " + contract.version() + "\n  file           " + contract.schemaPath()
                                + "\n  sha256         " + sha256(contract.schemaFile()) + "\n  recognised by  "
                                + String.join(", ", contract.markers()) + "\n  rules          "
                                + ContractRules.policies(contract).size())
                .collect(Collectors.joining("\n"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static ObjectValue show(Contract contract) {
        return new ObjectValue(Map.of(
                "id", JsonValue.of(contract.id()),
                "version", JsonValue.of(contract.version()),
                "schema", JsonValue.parse(contract.schemaFile()),
                "rules",
                        JsonValue.of(ContractRules.policies(contract).stream()
                                .map(policy -> new ObjectValue(Map.of(
                                        "code", JsonValue.of(policy.code()),
                                        "severity", JsonValue.of(word(policy.severity())),
                                        "explanation", JsonValue.of(policy.explanation()),
                                        "source", JsonValue.of(policy.source()))))
                                .toList())));
    }

    static String showText(Contract contract) {
        List<Policy> policies = ContractRules.policies(contract);
        int width = policies.stream()
                .mapToInt(policy -> policy.code().length())
                .max()
                .orElse(0);
        StringBuilder text =
                new StringBuilder(new String(contract.schemaFile(), StandardCharsets.UTF_8).stripTrailing());
        text.append("\n\nRules beyond the schema:\n");
        for (Policy policy : policies) {
            text.append("  ")
                    .append(policy.code())
                    .repeat(' ', width - policy.code().length());
            text.append("  ").append(policy.severity() == Severity.REFUSAL ? "refusal  " : "warning  ");
            text.append(policy.explanation())
                    .append(" (")
                    .append(policy.source())
                    .append(")\n");
        }
        return text.toString().stripTrailing();
    }

    private static String word(Severity severity) {
        return switch (severity) {
            case REFUSAL -> "refusal";
            case WARNING -> "warning";
        };
    }

    static JsonValue linted(String name, List<Finding> found, boolean valid) {
        return new ObjectValue(Map.of(
                "schema", JsonValue.of(name),
                "valid", JsonValue.of(valid),
                "findings",
                        JsonValue.of(found.stream()
                                .map(finding -> new ObjectValue(Map.of(
                                        "code", JsonValue.of(finding.code()),
                                        "severity", JsonValue.of(word(finding.severity())),
                                        "pointer", JsonValue.of(finding.pointer()),
                                        "sentence", JsonValue.of(finding.sentence()))))
                                .toList())));
    }

    static String lintedText(String name, List<Finding> found, boolean valid) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : found) {
            String severity = finding.severity() == Severity.WARNING ? "warning: " : "";
            text.append(name).append(": ").append(severity).append(finding.sentence());
            text.append(" [").append(finding.rule()).append("]\n");
        }
        String sum = found.isEmpty() ? "fine" : valid ? "valid, with warnings" : "not valid";
        return text.append(name).append(": ").append(sum).toString();
    }

    static JsonValue changes(List<SchemaChange> changes) {
        return JsonValue.of(changes.stream()
                .map(change -> new ObjectValue(Map.of(
                        "weight", JsonValue.of(change.weight().word()),
                        "pointer", JsonValue.of(change.pointer()),
                        "sentence", JsonValue.of(change.sentence()))))
                .toList());
    }

    static String changesText(List<SchemaChange> changes) {
        return changes.stream()
                .map(change -> change.weight().word() + "  " + change.sentence() + "\n")
                .collect(Collectors.joining());
    }
}
