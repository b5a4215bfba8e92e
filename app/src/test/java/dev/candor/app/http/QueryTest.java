package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.app.http.message.ProblemException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    private static final List<String> KNOWN = List.of("code", "limit", "tag");

    private static Query read(String encoded) throws ProblemException {
        return Query.of(encoded, KNOWN, List.of("tag"));
    }

    private static String refusal(ThrowingCallable reading) {
        return catchThrowableOfType(ProblemException.class, reading).problem().detail();
    }

    @Test
    void values_areDecoded() throws ProblemException {
        Query query = read("code=a%20b+c%2Bd%25&limit=7");
        assertThat(query.text("code")).contains("a b c+d%");
        assertThat(query.integer("limit")).contains(JsonValue.of(7));
    }

    @Test
    void list_mayBeThereMoreThanOnce() throws ProblemException {
        assertThat(read("tag=b&limit=1&tag=a").texts("tag")).containsExactly("b", "a");
    }

    @Test
    void nothing_hasNoValues() throws ProblemException {
        assertThat(read("").text("code")).isEmpty();
        assertThat(read("").integer("limit")).isEmpty();
        assertThat(read("").choice("code", List.of("a"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cod=x|expected no other query parameters than code, limit, tag, found \"cod\"; omit it",
                "code=x&code=y|expected each query parameter once, found code more than once",
                "code|expected name=value between the & of the query, found \"code\"",
                "code=x&|expected name=value between the & of the query, found \"\"",
                "code=%zz|expected a query in percent-encoded UTF-8, found \"%zz\"; write a percent sign as %25",
                "code=%2|expected a query in percent-encoded UTF-8, found \"%2\"; write a percent sign as %25",
                "code=%ff|expected a query in percent-encoded UTF-8, found \"%ff\"; write a percent sign as %25"
            })
    void wrongQuery_isExplained(String encoded, String sentence) {
        assertThat(refusal(() -> read(encoded))).isEqualTo(sentence);
    }

    @Test
    void overlongValue_isRefused_theLongestIsNot() throws ProblemException {
        String longest = "x".repeat(Query.MAX_CHARACTERS);
        assertThat(read("code=" + longest).text("code")).contains(longest);
        assertThat(refusal(() -> read("code=" + longest + "x")))
                .isEqualTo("expected at most 1024 characters as the query parameter code, found 1025");
    }

    @Test
    void number_thatIsNone_saysWhatWasFound() throws ProblemException {
        Query query = read("limit=8.5&code=x");
        assertThat(refusal(() -> query.integer("limit")))
                .isEqualTo("expected a whole number as the query parameter limit, found \"8.5\"");
        assertThat(refusal(() -> query.number("code")))
                .isEqualTo("expected a number as the query parameter code, found \"x\"");
        assertThat(query.number("limit").map(JsonWriter::compact)).contains("8.5");
    }

    @Test
    void choice_ofAnotherWord_saysTheWords() throws ProblemException {
        Query query = read("code=c");
        assertThat(refusal(() -> query.choice("code", List.of("a", "b"))))
                .isEqualTo("expected a or b as the query parameter code, found \"c\"");
    }
}
