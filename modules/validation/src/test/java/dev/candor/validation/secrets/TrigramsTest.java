package dev.candor.validation.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.Rows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrigramsTest {
    @Test
    void shipped_areThoseOfTheShippedRules() {
        assertThat(SecretScanner.SHIPPED_TRIGRAMS)
                .as("config/secrets.json has changed: this is the new value of SecretScanner.SHIPPED_TRIGRAMS")
                .isEqualTo(SecretRulesReader.shipped().trigrams());
    }

    /** Whoever wraps a command or records a run does not wait until the rules are read. */
    @Test
    void first_ordinaryRows_haveNone() {
        Trigrams trigrams = new Trigrams(SecretScanner.SHIPPED_TRIGRAMS);
        List<String> found = new ArrayList<>();
        for (Contract contract : List.of(Contract.SKILL_USAGE, Contract.EXECUTION)) {
            Rows.parse(Rows.of(contract)).members().forEach((name, value) -> {
                for (String text : List.of(name, value instanceof JsonValue.StringValue held ? held.text() : "")) {
                    int at = trigrams.first(text);
                    if (at >= 0) {
                        found.add(text.substring(at - 2, at + 1) + " in " + text);
                    }
                }
            });
        }
        assertThat(found).isEmpty();
    }

    @Test
    void next_findsEachPlace_inAnyCase() {
        Trigrams trigrams = new Trigrams("abc");
        assertThat(trigrams.first("xxABCxx")).isEqualTo(4);
        assertThat(trigrams.next("abc abc", 3)).isEqualTo(6);
        assertThat(trigrams.first("ab cab")).isEqualTo(Trigrams.NONE);
        assertThat(trigrams.first("ä abc")).isEqualTo(Trigrams.WIDE);
    }
}
