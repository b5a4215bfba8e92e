package dev.candor.validation.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.Rows;
import dev.candor.validation.schema.SchemaChange.Weight;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaComparisonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'title':'a'} | {'title':'b'} | REVISION /title: says something else",
                "{} | {'description':'b'} | REVISION /description: was added",
                "{} | {'x-owner':'b'} | REVISION /x-owner: was added",
                "{'properties':{'a':{}}} | {'properties':{}} | BREAKING /properties: the property 'a' was removed",
                "{'additionalProperties':false} | {'additionalProperties':false,'properties':{'a':{}}} | ADDITIVE"
                        + " /properties: the property 'a' was added",
                "{} | {'properties':{'a':{}}} | ADDITIVE /properties: the property 'a' was added; a row that used the"
                        + " name freely may break it",
                "{} | {'required':['a']} | BREAKING /required: 'a' became required",
                "{'required':['a']} | {} | BREAKING /required: 'a' is required no more, and readers rely on it",
                "{'required':['a','b']} | {'required':['b','a']} | REVISION /required: names the same properties in"
                        + " another order",
                "{'type':['string','null']} | {'type':'string'} | BREAKING /type: allows less: was null or string, is"
                        + " string",
                "{'type':'string'} | {'type':['string','null']} | ADDITIVE /type: allows more: was string, is null or"
                        + " string",
                "{'type':'integer'} | {'type':'number'} | ADDITIVE /type: allows more: was integer, is integer or"
                        + " number",
                "{'type':'string'} | {} | ADDITIVE /type: allows more: was string, is anything",
                "{} | {'type':'string'} | BREAKING /type: allows less: was anything, is string",
                "{'enum':['a','b']} | {'enum':['a']} | BREAKING /enum: allows no more: 'b'",
                "{'enum':['a']} | {'enum':['a','b']} | ADDITIVE /enum: also allows: 'b'",
                "{'enum':['a','b']} | {'enum':['b','a']} | REVISION /enum: names the same values in another order",
                "{'const':1} | {} | ADDITIVE /const: was removed: every value is allowed",
                "{} | {'const':1} | BREAKING /const: was added: only these are allowed: 1",
                "{'minimum':1} | {'minimum':0} | ADDITIVE /minimum: is a wider bound: was 1, is 0",
                "{'minimum':1} | {'minimum':2} | BREAKING /minimum: is a narrower bound: was 1, is 2",
                "{'maxLength':1} | {'maxLength':2} | ADDITIVE /maxLength: is a wider bound: was 1, is 2",
                "{} | {'maxLength':2} | BREAKING /maxLength: is a narrower bound: was absent, is 2",
                "{'maximum':2} | {'maximum':2.0} | REVISION /maximum: is the same bound in other digits: was 2, is 2.0",
                "{'pattern':'a'} | {'pattern':'b'} | BREAKING /pattern: is another, and patterns cannot be compared:"
                        + " was 'a', is 'b'",
                "{'pattern':'a'} | {} | ADDITIVE /pattern: was removed: was 'a', is absent",
                "{} | {'additionalProperties':false} | BREAKING /additionalProperties: further properties are refused"
                        + " now",
                "{} | {'additionalProperties':true} | REVISION /additionalProperties: says in words what was so"
                        + " before: further properties are allowed",
                "{'additionalProperties':false} | {} | ADDITIVE /additionalProperties: further properties are allowed"
                        + " that were not",
                "{'items':{'type':'string'}} | {'items':{'type':'null'}} | BREAKING /items/type: allows less: was"
                        + " string, is null",
                "{'properties':{'a/b':{'minimum':1}}} | {'properties':{'a/b':{}}} | ADDITIVE"
                        + " /properties/a~1b/minimum: is a wider bound: was 1, is absent",
                "{} | {'not':{}} | BREAKING /not: was added; what that means for rows cannot be told, so it counts as"
                        + " breaking",
                "{'properties':{'version':{'const':'1'}}} | {'properties':{'version':{'const':'2'}}} | REVISION"
                        + " /properties/version/const: is the version: was '1', is '2'",
            })
    void of_oneChange_isWeighed(String older, String newer, String expected) {
        SchemaChange change = SchemaComparison.of(schema(older), schema(newer)).getFirst();
        assertThat((change.weight() + " " + change.sentence()).replace('"', '\''))
                .isEqualTo(expected.strip());
    }

    static List<Contract> contracts() {
        return Contract.ALL;
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void of_aSchemaAndItself_nothingChanged(Contract contract) {
        ObjectValue schema = Rows.parse(new String(contract.schemaFile(), UTF_8));
        assertThat(SchemaComparison.of(schema, schema)).isEmpty();
        assertThat(SchemaComparison.weight(List.of())).isEmpty();
    }

    @Test
    void of_severalChanges_theHeaviestComesFirst() {
        assertThat(SchemaComparison.of(
                        schema("{'enum':['a','b'],'title':'t'}"), schema("{'enum':['b','c'],'title':'u'}")))
                .extracting(SchemaChange::weight)
                .containsExactly(Weight.BREAKING, Weight.ADDITIVE, Weight.REVISION);
    }

    @ParameterizedTest
    @CsvSource({
        "1, BREAKING, 2.0.0",
        "1.2, ADDITIVE, 1.3.0",
        "1.2.3, REVISION, 1.2.4",
        "0.20.2, BREAKING, 0.21.0",
        "0.20.2, ADDITIVE, 0.21.0",
        "v2, REVISION, 2.0.1"
    })
    void after_aChange_isTheLeastVersion(String version, Weight weight, String least) {
        assertThat(SchemaVersion.parse(version).orElseThrow().after(weight)).hasToString(least);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'x-version':'1.2'}                              | 1.2.0",
                "{'schema_version':3}                             | 3.0.0",
                "{'properties':{'version':{'const':'0.20.2'}}}    | 0.20.2",
                "{'properties':{'schema_version':{'const':'1.0'}}}| 1.0.0",
            })
    void of_aSchema_isWhatItSays(String schema, String version) {
        assertThat(SchemaVersion.of(schema(schema)))
                .map(SchemaVersion::toString)
                .hasValue(version);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void lint_ofShippedSchemas_findsNothing(Contract contract) {
        assertThat(SchemaLint.of(JsonValue.parse(contract.schemaFile()))).isEmpty();
    }

    @Test
    void lint_ofACarelessSchema_saysAll() {
        assertThat(SchemaLint.of(schema("{'properties':{'a':{'typ':'string'},'b':{'description':'d'}},'not':{}}")))
                .extracting(finding -> finding.code() + " " + finding.sentence())
                .containsExactlyInAnyOrder(
                        "SCHEMA_SLOW the schema uses keywords that the fast checker does not compile, so rows are"
                                + " checked by networknt",
                        "CLOSEDNESS_UNSTATED the schema should say whether further properties are allowed, by"
                                + " additionalProperties or in its description",
                        "PROPERTY_UNDESCRIBED /properties/a should have a description",
                        "KEYWORD_UNKNOWN /properties/a/typ is no keyword of JSON Schema 2020-12");
    }

    @Test
    void lint_ofNoSchema_isARefusal() {
        assertThat(SchemaLint.of(schema("{'type':'strin'}")))
                .extracting(Finding::code)
                .containsExactly("SCHEMA_INVALID");
    }

    private static ObjectValue schema(String text) {
        return Rows.parse(text.strip().replace('\'', '"'));
    }
}
