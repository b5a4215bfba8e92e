package dev.candor.validation.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which schemas are compiled, and which are left to networknt. */
class WhoChecksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "true",
                "{'$schema':'https://json-schema.org/draft/2020-12/schema'}",
                "{'$id':'https://example.org/s','title':'t','description':'d','$comment':'c','default':[1]}",
                "{'examples':[1],'format':'date-time','deprecated':true,'readOnly':false,'writeOnly':false}",
                "{'schema_version':1}",
                "{'type':['string','null'],'enum':['a',null]}",
                "{'properties':{'a':true,'b':{'items':{'const':1}}},'required':['a','c']}",
                "{'properties':{'a':{}},'required':['a'],'additionalProperties':{'type':'string'}}",
                "{'required':['a'],'additionalProperties':true}",
            })
    void of_schemaOfCompiledKeywords_isCompiled(String schema) {
        assertThat(RowChecker.of(parse(schema), List.of("x"))).isInstanceOf(StreamingRowChecker.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "{'$ref':'#/$defs/a','$defs':{'a':true}}",
                "{'$defs':{}}",
                "{'allOf':[true]}",
                "{'anyOf':[true]}",
                "{'oneOf':[true]}",
                "{'not':false}",
                "{'if':true}",
                "{'uniqueItems':true}",
                "{'multipleOf':2}",
                "{'contains':true}",
                "{'prefixItems':[true]}",
                "{'patternProperties':{}}",
                "{'propertyNames':true}",
                "{'minProperties':1}",
                "{'dependentRequired':{}}",
                "{'unevaluatedProperties':false}",
                "{'$anchor':'a'}",
                "{'$dynamicAnchor':'a'}",
                "{'x-unknown':1}",
                "{'enum':[{}]}",
                "{'enum':[]}",
                "{'const':[1]}",
                "{'const':1,'enum':[1]}",
                "{'properties':{'a':false}}",
                "{'properties':{'a':{'properties':{'b':{'not':{}}}}}}",
                "{'items':false}",
                "{'required':['a'],'additionalProperties':{}}",
                "{'$schema':'http://json-schema.org/draft-07/schema#'}",
                "{'$schema':'https://json-schema.org/draft/2019-09/schema'}",
            })
    void of_anyOtherSchema_isLeftToNetworknt(String schema) {
        assertThat(RowChecker.of(parse(schema), List.of("x"))).isInstanceOf(NetworkntRowChecker.class);
    }

    @Test
    void of_asManyPropertiesAsALongHasBits_isCompiled() {
        assertThat(RowChecker.of(properties(64), List.of())).isInstanceOf(StreamingRowChecker.class);
        assertThat(RowChecker.of(properties(65), List.of())).isInstanceOf(NetworkntRowChecker.class);
    }

    @Test
    void check_lastOfSixtyFourRequiredProperties_isMissed() {
        byte[] row = ("{"
                        + IntStream.range(0, 63)
                                .mapToObj(i -> "\"p" + i + "\":1")
                                .collect(Collectors.joining(",")) + "}")
                .getBytes(UTF_8);
        assertThat(RowChecker.of(properties(64), List.of()).check(row).violations())
                .extracting(Violation::sentence)
                .containsExactly("the row misses the required property 'p63'");
    }

    @Test
    void of_schemaWithoutDialect_isReadAsDraft202012() {
        RowChecker checker = RowChecker.of(parse("{'allOf':[{'prefixItems':[{'type':'null'}]}]}"), List.of());
        assertThat(checker.check("[1]".getBytes(UTF_8)).violations())
                .containsExactly(new Violation("type", "/0", "/0 integer found, null expected"));
    }

    @Test
    void of_draft07Schema_isReadAsDraft07() {
        RowChecker checker = RowChecker.of(
                parse("{'$schema':'http://json-schema.org/draft-07/schema#','items':[{'type':'null'}]}"), List.of());
        assertThat(checker.check("[1]".getBytes(UTF_8)).violations())
                .containsExactly(new Violation("type", "/0", "/0 integer found, null expected"));
    }

    @Test
    void text_rowCheckedByNetworknt_isReadToo() {
        RowChecker checker = RowChecker.of(parse("{'allOf':[true]}"), List.of("a"));
        assertThat(checker.check("{\"a\": \"x\"}".getBytes(UTF_8)).text("a")).hasValue("x");
    }

    private static JsonValue parse(String schema) {
        return JsonValue.parse(schema.replace('\'', '"'));
    }

    private static JsonValue properties(int count) {
        List<String> names = IntStream.range(0, count).mapToObj(i -> "p" + i).toList();
        return new ObjectValue(Map.of(
                "properties",
                new ObjectValue(names.stream().collect(Collectors.toMap(name -> name, name -> JsonValue.of(true)))),
                "required",
                JsonValue.of(names.stream().map(JsonValue::of).toList())));
    }

    /** A wrapped command and every row that comes in wait for it. */
    @Test
    void schemaOfEveryContract_isCompiled() {
        assertThat(Contract.ALL)
                .allSatisfy(contract -> assertThat(RowChecker.of(JsonValue.parse(contract.schemaFile()), List.of()))
                        .isInstanceOf(StreamingRowChecker.class));
    }
}
