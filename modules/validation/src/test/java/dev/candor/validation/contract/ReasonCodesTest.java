package dev.candor.validation.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.validation.schema.SchemaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonCodesTest {
    private final ReasonCodes codes = parse("""
            {"reason_codes": [
              {"code": "command_failed", "error_class": "runtime", "description": "more is ignored"},
              {"code": "anything_goes"}
            ], "schema_version": 1}""");

    @Test
    void contains_codeOfTheDictionary_isTrue() {
        assertThat(codes.contains("command_failed")).isTrue();
        assertThat(codes.contains("Command_failed")).isFalse();
        assertThat(codes.contains("")).isFalse();
    }

    @Test
    void classOf_codeWithClass_isThatClass() {
        assertThat(codes.classOf("command_failed")).hasValue("runtime");
    }

    @Test
    void classOf_codeWithoutClassOrUnknown_isEmpty() {
        assertThat(codes.classOf("anything_goes")).isEmpty();
        assertThat(codes.classOf("never_heard_of")).isEmpty();
    }

    @Test
    void codes_keepTheOrderOfTheDictionary() {
        assertThat(codes.codes()).containsExactly("command_failed", "anything_goes");
    }

    @Test
    void parse_noCodes_isAnEmptyDictionary() {
        assertThat(parse("{\"reason_codes\": []}").codes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[]                            | it must be an object with a list 'reason_codes' of objects",
                "{}                            | it must be an object with a list 'reason_codes' of objects",
                "{'reason_codes':{}}           | it must be an object with a list 'reason_codes' of objects",
                "{'reason_codes':['a']}        | it must be an object with a list 'reason_codes' of objects",
                "{'reason_codes':[{}]}         | an entry of reason_codes has no 'code' text",
                "{'reason_codes':[{'code':1}]} | an entry of reason_codes has no 'code' text",
                "{'reason_codes':[{'code':'a','error_class':null}]} | the error_class of reason code 'a' is no text",
                "{'reason_codes':[{'code':'a'},{'code':'a'}]} | the reason code 'a' is defined twice",
                "{'reason_codes':[]            | it is no valid JSON: expected ',' or '}', found the end of the text"
                        + " (byte 19)",
                "{'reason_codes':[],'reason_codes':[]} | it is no valid JSON: the name 'reason_codes' stands twice in one"
                        + " object (byte 20)",
            })
    void parse_otherForm_isRefused(String json, String sentence) {
        assertThatThrownBy(() -> parse(json.replace('\'', '"')))
                .isInstanceOf(SchemaException.class)
                .extracting(e -> e.getMessage().replace('"', '\''))
                .isEqualTo(sentence);
    }

    private static ReasonCodes parse(String json) {
        return ReasonCodes.parse(json.getBytes(UTF_8));
    }
}
