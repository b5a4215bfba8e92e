package dev.candor.validation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about file formats knows every code, and no other. */
class DocumentedCodesTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "file-formats.md");
    private static final Pattern ROW =
            Pattern.compile("\\| (?:any|`([a-z-]+)`) \\| `([A-Z_]+)` \\| (refusal|warning) \\| (.*) \\|");

    /** Codes of rows that are met before there is a contract, and not by a policy. */
    private static final List<String> OF_DECODING = List.of("NOT_JSON", "NOT_AN_OBJECT", "LINE_TOO_LONG");

    @Test
    void page_listsEveryPolicyAsItIs() throws IOException {
        Stream<String> expected = Stream.concat(
                Recognition.POLICIES.stream().map(policy -> row("any", policy)),
                Contract.ALL.stream()
                        .flatMap(contract -> ContractRules.policies(contract).stream()
                                .map(policy -> row("`" + contract.id() + "`", policy))));
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> ROW.matcher(line).matches())
                        .filter(line -> OF_DECODING.stream().noneMatch(line::contains)))
                .containsExactlyElementsOf(expected.toList());
    }

    @Test
    void page_listsTheDictionaryAsItIs() throws IOException {
        String section = Files.readString(PAGE);
        section = section.substring(section.indexOf("## The dictionary"));
        section = section.substring(0, section.indexOf("\n## "));
        ReasonCodes codes = ReasonCodes.parse(Contract.SKILL_USAGE.reasonCodesFile());
        assertThat(section.lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.replaceFirst(" \\| [^|]*\\|$", "")))
                .containsExactlyElementsOf(codes.codes().stream()
                        .map(code ->
                                "| `" + code + "` | `" + codes.classOf(code).orElse("") + "`")
                        .toList());
        assertThat(section).contains("`schemas/skill-usage/" + Contract.SKILL_USAGE.version() + "/reason-codes.json`");
    }

    private static String row(String contract, Policy policy) {
        return "| " + contract + " | `" + policy.code() + "` | "
                + policy.severity().name().toLowerCase(Locale.ROOT) + " | " + policy.explanation() + " |";
    }
}
