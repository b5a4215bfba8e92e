package dev.candor.app.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    private static final List<String> KNOWN = List.of("code", "limit");

    private static Query read(String encoded) throws ProblemException {
        return Query.of(encoded, KNOWN);
    }

    @Test
    void values_areDecoded() throws ProblemException {
        Query query = read("code=a%20b+c%2Bd%25&limit=7");
        assertThat(query.text("code")).contains("a b c+d%");
        assertThat(query.integer("limit", 1, 7)).contains(7L);
    }

    @Test
    void nothing_hasNoValues() throws ProblemException {
        assertThat(read("").text("code")).isEmpty();
        assertThat(read("").integer("limit", 0, 1)).isEmpty();
        assertThat(read("").choice("code", List.of("a"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cod=x|expected no other query parameters than code, limit, found \"cod\"; leave it away",
                "code=x&code=y|expected each query parameter once, found code more than once",
                "code|expected name=value between the & of the query, found \"code\"",
                "code=x&|expected name=value between the & of the query, found \"\"",
                "code=%zz|expected a query in percent-encoded UTF-8, found \"%zz\"; write a percent sign as %25",
                "code=%2|expected a query in percent-encoded UTF-8, found \"%2\"; write a percent sign as %25",
                "code=%ff|expected a query in percent-encoded UTF-8, found \"%ff\"; write a percent sign as %25"
            })
    void wrongQuery_isExplained(String encoded, String sentence) {
        assertThat(Query.refusal(encoded, KNOWN).orElseThrow().detail()).isEqualTo(sentence);
    }

    @Test
    void overlongValue_isRefused_theLongestIsNot() {
        assertThat(Query.refusal("code=" + "x".repeat(Query.MOST_CHARACTERS), KNOWN))
                .isEmpty();
        assertThat(Query.refusal("code=" + "x".repeat(Query.MOST_CHARACTERS + 1), KNOWN)
                        .orElseThrow()
                        .detail())
                .isEqualTo("expected at most 1024 characters as the query parameter code, found 1025");
    }

    @Test
    void number_outOfBounds_saysTheBounds() throws ProblemException {
        Query query = read("limit=8");
        assertThatThrownBy(() -> query.integer("limit", 1, 7))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().detail())
                                .isEqualTo(
                                        "expected a whole number from 1 to 7 as the query parameter limit, found \"8\""));
    }

    @Test
    void choice_ofAnotherWord_saysTheWords() throws ProblemException {
        Query query = read("code=c");
        assertThatThrownBy(() -> query.choice("code", List.of("a", "b")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().detail())
                                .isEqualTo("expected a or b as the query parameter code, found \"c\""));
    }
}
