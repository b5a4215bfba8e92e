package dev.candor.validation.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.candor.foundation.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads of a refused row. */
class StreamingRowCheckerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'type':'integer'}          | 1.5     | the row must be integer, found 1.5",
                "{'type':['string','null']}  | {}      | the row must be string or null, found an object",
                "{'type':'object'}           | []      | the row must be object, found an array",
                "{'type':'object'}           | 'x'     | the row must be object, found 'x'",
                "{'enum':['a',1,null,true]}  | 'b'     | the row must be one of 'a', 1, null, true, found 'b'",
                "{'const':false}             | true    | the row must be false, found true",
                "{'minLength':2}             | 'a'     | the row must have at least 2 characters, found 1",
                "{'maxLength':1}             | 'abc'   | the row must have at most 1 character, found 3",
                "{'pattern':'^a$'}           | 'b'     | the row must match ^a$, found 'b'",
                "{'minimum':1}               | 0.5     | the row must be at least 1, found 0.5",
                "{'maximum':1}               | 1e1     | the row must be at most 1, found 1e1",
                "{'exclusiveMinimum':1}      | 1       | the row must be more than 1, found 1",
                "{'exclusiveMaximum':1}      | 1.0     | the row must be less than 1, found 1.0",
                "{'minItems':2}              | [1]     | the row must have at least 2 items, found 1",
                "{'maxItems':0}              | [1]     | the row must have at most 0 items, found 1",
                "{'required':['a']}          | {'b':1} | the row misses the required property 'a'",
                "{'properties':{'a':{'items':{'type':'null'}}}} | {'a':[null,7]} | /a/1 must be null, found 7",
            })
    void check_brokenRule_saysWhatWasExpectedAndFound(String schema, String row, String sentence) {
        assertThat(check(schema.replace('\'', '"'), row.replace('\'', '"')))
                .extracting(violation -> violation.sentence().replace('"', '\'').replace("''", "'"))
                .containsExactly(sentence);
    }

    @Test
    void check_unknownPropertyOfClosedObject_namesIt() {
        assertThat(check("{\"additionalProperties\": false}", "{\"a\": {\"b\": 1}}"))
                .containsExactly(new Violation(
                        "additionalProperties", "", "the row has the property 'a', which the contract does not know"));
    }

    @Test
    void check_nestedProperty_pointsAtIt() {
        assertThat(check("""
                {"properties": {"a/b": {"properties": {"m~n": {"type": "string"}}}}}""", """
                {"a/b": {"m~n": 1}}"""))
                .containsExactly(new Violation("type", "/a~1b/m~0n", "/a~1b/m~0n must be string, found 1"));
    }

    @Test
    void check_severalBrokenRules_reportsAllInTheOrderTheyAreMet() {
        assertThat(check("""
                {"type": "object", "required": ["a", "b", "c"], "properties": {"b": {"type": "null", "minimum": 2}}}""", """
                {"b": 1}"""))
                .extracting(Violation::rule, Violation::pointer)
                .containsExactly(
                        tuple("type", "/b"), tuple("minimum", "/b"), tuple("required", ""), tuple("required", ""));
    }

    @Test
    void check_rowThatIsNoJson_hasOnlyThatViolation() {
        assertThat(check("{\"type\": \"null\"}", "{\"a\": tru}"))
                .containsExactly(
                        new Violation("json", "", "the row is no valid JSON: expected the word true (byte 7)"));
    }

    @Test
    void check_moreViolationsThanReported_stopsAtTheBound() {
        String items = IntStream.range(0, 500).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertThat(check("{\"items\": {\"type\": \"null\"}}", "[" + items + "]"))
                .hasSize(RowChecker.MAX_VIOLATIONS);
    }

    @Test
    void check_longText_isCutInTheSentence() {
        assertThat(check("{\"type\": \"null\"}", '"' + "😀".repeat(81) + '"'))
                .extracting(Violation::sentence)
                .containsExactly("the row must be null, found \"" + "😀".repeat(80) + "…\"");
    }

    @Test
    void check_sliceOfAnArray_readsNothingElse() {
        RowChecker checker = RowChecker.of(JsonValue.parse("{\"type\": \"object\"}"), List.of());
        assertThat(checker.check("xx{}yy".getBytes(UTF_8), 2, 4).violations()).isEmpty();
    }

    @Test
    void check_afterABadRow_startsAfresh() {
        RowChecker checker =
                RowChecker.of(JsonValue.parse("{\"properties\": {\"a\": {\"type\": \"null\"}}}"), List.of("a"));
        checker.check("{\"a\": [{\"x\": 1".getBytes(UTF_8));
        CheckedRow next = checker.check("{\"a\": 1}".getBytes(UTF_8));
        assertThat(next.violations()).extracting(Violation::pointer).containsExactly("/a");
    }

    @Test
    void check_earlierResult_isNotChangedByLaterRows() {
        RowChecker checker = RowChecker.of(JsonValue.parse("{\"required\": [\"a\"]}"), List.of("a"));
        CheckedRow first = checker.check("{\"a\": \"one\"}".getBytes(UTF_8));
        checker.check("{\"a\": \"two\", \"b\": 1}".getBytes(UTF_8));
        assertThat(first.text("a")).hasValue("one");
        assertThat(first.violations()).isEmpty();
    }

    @Test
    void text_propertyThatTheSchemaDoesNotName_isRead() {
        assertThat(text("{}", "{\"a\": \"x\\u0061\"}")).hasValue("xa");
        assertThat(text("{\"additionalProperties\": true}", "{\"a\": \"x\"}")).hasValue("x");
        assertThat(text("{\"additionalProperties\": false}", "{\"a\": \"x\"}")).hasValue("x");
    }

    @Test
    void text_propertyThatIsAbsentNestedOrNoString_isEmpty() {
        assertThat(text("{}", "{}")).isEmpty();
        assertThat(text("{}", "{\"a\": 1}")).isEmpty();
        assertThat(text("{}", "{\"b\": {\"a\": \"x\"}}")).isEmpty();
        assertThat(text("{}", "[{\"a\": \"x\"}]")).isEmpty();
        assertThat(text("{}", "{\"a\": \"x\"")).isEmpty();
    }

    private static Optional<String> text(String schema, String row) {
        return RowChecker.of(JsonValue.parse(schema), List.of("a"))
                .check(row.getBytes(UTF_8))
                .text("a");
    }

    private static List<Violation> check(String schema, String row) {
        RowChecker checker = RowChecker.of(JsonValue.parse(schema), List.of());
        assertThat(checker).isInstanceOf(StreamingRowChecker.class);
        return checker.check(row.getBytes(UTF_8)).violations();
    }
}
