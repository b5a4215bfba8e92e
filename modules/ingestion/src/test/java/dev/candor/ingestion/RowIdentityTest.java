package dev.candor.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.validation.contract.Contract;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowIdentityTest {
    private static Optional<RowKey> key(Contract contract, String text) {
        byte[] row = ("{\"run_id\":\"r\",\"text\":\"" + text + "\"}").getBytes(UTF_8);
        return RowIdentity.of(contract).key(row, 0, row.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2028", "2029", "0085"})
    void lineSeparator_rawAsInOlderLogsOrEscaped_isTheSameRow(String code) {
        String raw = Character.toString(Integer.parseInt(code, 16));
        String escaped = "\\u" + code;
        for (Contract contract : new Contract[] {Contract.ORCHESTRATION, Contract.EXECUTION}) {
            assertThat(key(contract, "a" + escaped + escaped + "b\\n"))
                    .isPresent()
                    .isEqualTo(key(contract, "a" + raw + raw + "b\\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\\u2028", "\\\\\\\\u2028", "\\u2027", "u2028"})
    void whatOnlyLooksLikeTheEscape_isAnotherRow(String text) {
        assertThat(key(Contract.ORCHESTRATION, text)).isNotEqualTo(key(Contract.ORCHESTRATION, "\u2028"));
        assertThat(key(Contract.ORCHESTRATION, text))
                .isNotEqualTo(key(Contract.ORCHESTRATION, text.replace("\\u2028", "\u2028") + "x"));
    }
}
