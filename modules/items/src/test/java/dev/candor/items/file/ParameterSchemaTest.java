package dev.candor.items.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.yaml.YamlReader;
import org.junit.jupiter.api.Test;

class ParameterSchemaTest {
    private static final String LIST = """
            parameters:
              - {name: text, type: string, required: true}
              - {name: count, type: integer, default: 3}
              - {name: ratio, type: number}
              - {name: loud, type: boolean}
              - {name: tags, type: array}
              - {name: more, type: object}
              - {name: colour, enum: [red, green]}
            """;

    @Test
    void checked_whatFits_comesWithDefaults() throws Exception {
        assertThat(checked(LIST, "{'text':'a','ratio':1,'loud':false,'tags':[],'more':{},'colour':'red','count':null}"))
                .isEqualTo(
                        "{\"colour\":\"red\",\"count\":3,\"loud\":false,\"more\":{},\"ratio\":1,\"tags\":[],\"text\":\"a\"}");
        assertThat(checked(LIST, "{'text':'a','count':5.0}")).isEqualTo("{\"count\":5.0,\"text\":\"a\"}");
    }

    @Test
    void checked_whatDoesNot_isNamedAllAtOnce() {
        assertThatThrownBy(() -> checked(
                        LIST, "{'count':1.5,'ratio':'1','loud':'yes','tags':{},'more':[],'colour':'blue','x':1}"))
                .hasMessage(
                        "params are not what the item takes: text is required; colour must be one of \"red\", \"green\","
                                + " found \"blue\"; count must be integer, found 1.5; loud must be boolean, found \"yes\"; more"
                                + " must be object, found an array; ratio must be number, found \"1\"; tags must be array, found"
                                + " an object; unknown: \"x\" (it takes text, count, ratio, loud, tags, more, colour). Nothing was"
                                + " run.");
    }

    @Test
    void checked_bySchema_theSame() throws Exception {
        String schema = """
                parameters:
                  type: object
                  required: [url]
                  properties:
                    url: {type: string}
                    depth: {type: [integer, "null"], default: 1}
                """;

        assertThat(checked(schema, "{'url':'u'}")).isEqualTo("{\"depth\":1,\"url\":\"u\"}");
        assertThatThrownBy(() -> checked(schema, "{'depth':'x','y':1}"))
                .hasMessageContaining("url is required; depth must be integer or null, found \"x\"; unknown: \"y\"");
        assertThatThrownBy(() -> checked("""
                parameters:
                  properties:
                    lines: {type: array, items: {type: str, maxLength: 2}}
                    depth: {type: int, minimum: 1}
                """.replace("str,", "string,"), "{'lines':['abc'],'depth':0}"))
                .hasMessageContaining(
                        "depth must be at least 1, found 0; lines/0 must have at most 2 characters, found 3");
        assertThatThrownBy(() -> checked("parameters: {properties: {a: {pattern: '('}}}", "{'a':'x'}"))
                .hasMessageContaining("The item cannot be run: parameters are no JSON Schema: ");
    }

    @Test
    void checked_names_cannotBecomeOptionsOfAnotherKind() {
        assertThatThrownBy(() -> ParameterSchema.none().checked(object("{'-rf':1,'a b':2,'':3}")))
                .hasMessageContaining("found \"\", \"-rf\", \"a b\"");
    }

    @Test
    void checked_tooMuch_isRefused() {
        assertThatThrownBy(() -> ParameterSchema.none().checked(object("{'a':'" + "x".repeat(262_144) + "'}")))
                .hasMessageContaining("params may have 262144 characters as JSON");
    }

    @Test
    void declaration_thatMakesNoSense_isTheItemsFault() {
        assertThatThrownBy(() -> checked("parameters: [{name: a, type: path}]", "{}"))
                .hasMessageContaining("the type of a must be string, integer");
        assertThatThrownBy(() -> checked("parameters: [a]", "{}")).hasMessageContaining("must be a mapping");
        assertThatThrownBy(() -> checked("parameters: [{type: string}]", "{}")).hasMessageContaining("found ''");
    }

    private static String checked(String yaml, String params) throws Exception {
        return JsonWriter.compact(
                ParameterSchema.of(YamlReader.readMapping(yaml, 1000)).checked(object(params)));
    }

    private static ObjectValue object(String json) {
        return ObjectValue.parse(json.replace('\'', '"'));
    }
}
