package dev.candor.validation.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrigramsTest {
    private final Trigrams shipped = new Trigrams(Trigrams.SHIPPED);

    @Test
    void shipped_eachWordOfTheRulesHasOne() {
        Trigrams more = new Trigrams(Trigrams.SHIPPED);
        assertThat(SecretRules.shipped(more).near().values().stream()
                        .flatMap(List::stream)
                        .map(SecretRules.Word::text)
                        .filter(word -> shipped.next(word, 0, false) == Trigrams.NONE))
                .as("config/secrets.json has changed: write three neighbouring characters of each of these words into"
                        + " Trigrams.SHIPPED, such as ordinary texts do not have")
                .isEmpty();
    }

    @Test
    void shipped_eachIsInAWordOfTheRules() {
        Set<Integer> used = SecretRules.shipped(shipped).near().keySet();
        assertThat(IntStream.iterate(0, i -> i < Trigrams.SHIPPED.length(), i -> i + Trigrams.LENGTH)
                        .mapToObj(i -> Trigrams.SHIPPED.substring(i, i + Trigrams.LENGTH))
                        .filter(trigram -> !used.contains(Trigrams.key(trigram, 0))))
                .as("config/secrets.json has changed: take these out of Trigrams.SHIPPED, by which no word is found")
                .isEmpty();
    }

    /** Whoever wraps a command or records a run does not wait until the rules are read. */
    @Test
    void first_ordinaryRows_haveNone() {
        List<String> found = new ArrayList<>();
        for (Contract contract : List.of(Contract.SKILL_USAGE, Contract.EXECUTION)) {
            Rows.parse(Rows.of(contract)).members().forEach((name, value) -> {
                for (String text : List.of(name, value instanceof JsonValue.StringValue held ? held.text() : "")) {
                    int at = shipped.next(text, 0, true);
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
        assertThat(trigrams.next("xxABCxx", 0, true)).isEqualTo(4);
        assertThat(trigrams.next("abc abc", 3, true)).isEqualTo(6);
        assertThat(trigrams.next("ab cab", 0, true)).isEqualTo(Trigrams.NONE);
        assertThat(trigrams.next("ä abc", 0, true)).isEqualTo(0);
        assertThat(trigrams.next("ä abc", 0, false)).isEqualTo(4);
    }
}
