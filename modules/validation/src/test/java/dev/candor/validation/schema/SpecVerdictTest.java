package dev.candor.validation.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JSON Schema 2020-12 says of the rows that validators get wrong, asked of both checkers. */
class SpecVerdictTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'type':'integer'}                     | 1.0                    | valid",
                "{'type':'integer'}                     | 1e2                    | valid",
                "{'type':'integer'}                     | 1e9999                 | valid",
                "{'type':'integer'}                     | 100000000000000000000.0| valid",
                "{'type':'integer'}                     | 0e-9999                | valid",
                "{'type':'integer'}                     | 1e-9999                | type",
                "{'type':'integer'}                     | true                   | type",
                "{'type':'number'}                      | '1'                    | type",
                "{'type':'object'}                      | []                     | type",
                "{'type':'null'}                        | null                   | valid",
                "{'type':['string','null']}             | null                   | valid",
                "{'type':['integer','string']}          | 1.5                    | type",
                "{'type':['integer','number']}          | 1.5                    | valid",
                "{'const':1}                            | 1.0                    | valid",
                "{'const':1}                            | '1'                    | const",
                "{'enum':[0,false]}                     | -0                     | valid",
                "{'enum':[0]}                           | false                  | enum",
                "{'enum':['a']}                         | '\\u0061'              | valid",
                "{'enum':['\u00e9']}                    | 'e\\u0301'             | enum",
                "{'enum':[9007199254740993]}            | 9007199254740992       | enum",
                "{'maxLength':1}                        | '\\ud83d\\ude00'       | valid",
                "{'minLength':2}                        | '\ud83d\ude00'         | minLength",
                "{'minLength':2.0}                      | 'a'                    | minLength",
                "{'minLength':2}                        | 1                      | valid",
                "{'maxLength':99999999999}              | 'a'                    | valid",
                "{'pattern':'^[a-z]+$'}                 | 'abc'                  | valid",
                "{'pattern':'^[a-z]+$'}                 | 'abc\\n'               | pattern",
                "{'pattern':'(^[a-z]+$)'}               | 'abc\\n'               | pattern",
                "{'pattern':'b'}                        | 'abc'                  | valid",
                "{'pattern':'^a\\u007cb$'}               | 'ax'                   | valid",
                "{'pattern':'^.$'}                      | '\ud83d\ude00'         | valid",
                "{'pattern':'^\\\\d$'}                  | '\u0661'               | pattern",
                "{'pattern':''}                         | 'a'                    | valid",
                "{'minimum':1e400}                      | 1e399                  | minimum",
                "{'minimum':0}                          | -0                     | valid",
                "{'exclusiveMinimum':0}                 | 0.0                    | exclusiveMinimum",
                "{'exclusiveMaximum':0.1}               | 0.10                   | exclusiveMaximum",
                "{'maximum':0.1}                        | 0.10000000000000000001 | maximum",
                "{'maximum':1}                          | '2'                    | valid",
                "{'required':['']}                      | {'':null}              | valid",
                "{'required':['a']}                     | {'\\u0061':1}          | valid",
                "{'required':['a']}                     | []                     | valid",
                "{'properties':{'':{'type':'null'}}}    | {'':1}                 | type",
                "{'properties':{'a':{'type':'null'}}}   | 5                      | valid",
                "{'additionalProperties':false}         | {'a':1}                | additionalProperties",
                "{'additionalProperties':false}         | {}                     | valid",
                "{'items':{'type':'null'}}              | [null,1]               | type",
                "{'minItems':1}                         | []                     | minItems",
                "{'maxItems':1}                         | [[],[]]                | maxItems",
                "{'maxItems':1}                         | {'a':1,'b':2}          | valid",
                "true                                   | 1                      | valid",
            })
    void check_byBothCheckers_saysWhatTheSpecificationSays(String schema, String row, String expected) {
        JsonValue parsed = JsonValue.parse(schema.replace('\'', '"'));
        byte[] bytes = row.replace('\'', '"').getBytes(UTF_8);
        RowChecker streaming = new StreamingRowChecker(
                SchemaCompiler.compile(parsed, List.of()).orElseThrow(), List.of());
        assertThat(verdict(streaming.check(bytes))).as("streaming").isEqualTo(expected);
        assertThat(verdict(new NetworkntRowChecker(parsed, List.of()).check(bytes)))
                .as("networknt")
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"a/b, /a~1b", "~1, /~01", "'', /", "a\tb, /a\tb", "\", /\"", "\u00e9, /\u00e9", "a.b, /a.b", "0, /0"})
    void check_namesWithSpecialCharacters_bothPointAtThemAsRfc6901Says(String name, String pointer) {
        String quoted = JsonWriter.compact(JsonValue.of(name));
        JsonValue schema = JsonValue.parse("{\"additionalProperties\": {\"type\": \"null\"}}");
        byte[] row = ("{" + quoted + ": 1}").getBytes(UTF_8);
        RowChecker streaming = new StreamingRowChecker(
                SchemaCompiler.compile(schema, List.of()).orElseThrow(), List.of());
        for (RowChecker checker : List.of(streaming, new NetworkntRowChecker(schema, List.of()))) {
            assertThat(checker.check(row).violations())
                    .extracting(Violation::pointer)
                    .containsExactly(pointer);
        }
    }

    private static String verdict(CheckedRow row) {
        return row.violations().isEmpty()
                ? "valid"
                : row.violations().getFirst().rule();
    }
}
