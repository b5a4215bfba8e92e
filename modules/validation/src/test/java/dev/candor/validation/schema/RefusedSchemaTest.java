package dev.candor.validation.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.candor.foundation.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that cannot be used are refused when they are compiled, never when a row has already been made. */
class RefusedSchemaTest {
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer elsewhere;

    @BeforeEach
    void serveASchemaElsewhere() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
            exchange.close();
        });
        elsewhere.start();
    }

    @AfterEach
    void stop() {
        elsewhere.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'type':'text'}              | the schema's /type must name types such as 'string' or ['string', 'null']",
                "{'type':5}                   | the schema's /type must name types such as 'string' or ['string', 'null']",
                "{'type':[]}                  | the schema's /type must name at least one type, and each once",
                "{'type':['null','null']}     | the schema's /type must name at least one type, and each once",
                "{'enum':'a'}                 | the schema's /enum must be a list of the allowed values",
                "{'pattern':5}                | the schema's /pattern must be a string",
                "{'pattern':'('}              | the schema's /pattern is no regular expression: Unclosed group",
                "{'minimum':'1'}              | the schema's /minimum must be a number",
                "{'minLength':-1}             | the schema's /minLength must be a whole number, 0 or more",
                "{'maxItems':1.5}             | the schema's /maxItems must be a whole number, 0 or more",
                "{'properties':[]}            | the schema's /properties must be an object of schemas",
                "{'required':'a'}             | the schema's /required must be a list of property names, each once",
                "{'required':[1]}             | the schema's /required must be a list of property names, each once",
                "{'required':['a','a']}       | the schema's /required must be a list of property names, each once",
                "{'properties':{'a':{'items':{'type':1}}}} | the schema's /properties/a/items/type must name types such as"
                        + " 'string' or ['string', 'null']",
                "{'additionalProperties':{'minimum':[]}} | the schema's /additionalProperties/minimum must be a number",
            })
    void of_keywordOfTheWrongForm_isRefused(String schema, String sentence) {
        assertRefused(schema, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[]                           | array found, [object, boolean] expected",
                "'text'                       | string found, [object, boolean] expected",
                "{'$schema':5}                | /$schema integer found, string expected",
                "{'title':5}                  | /title integer found, string expected",
                "{'deprecated':'yes'}         | /deprecated string found, boolean expected",
                "{'examples':1}               | /examples integer found, array expected",
                "{'allOf':[]}                 | /allOf must have at least 1 items but found 0",
                "{'allOf':[{'type':'text'}]}  | /allOf/0/type does not have a value in the enumeration ['array',"
                        + " 'boolean', 'integer', 'null', 'number', 'object', 'string']",
                "{'properties':{'a':5}}       | /properties/a integer found, [object, boolean] expected",
            })
    void of_schemaThatBreaksItsMetaSchema_isRefused(String schema, String sentence) {
        assertRefused(schema, "the schema breaks its meta-schema: " + sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'$ref':'#/$defs/a'}                           | Reference /$defs/a cannot be resolved",
                "{'properties':{'a':{'$ref':'#/$defs/a'}}}      | Reference /$defs/a cannot be resolved",
                "{'$schema':'https://example.org/mine'}         | https://example.org/mine",
                "{'not':{'pattern':'('}}                        | Unclosed group near index 1",
                "{'properties':{'a':{'$ref':'classpath:a.json'}}} | classpath:a.json",
            })
    void of_schemaThatNeedsWhatIsNotAtHand_isRefused(String schema, String sentence) {
        assertRefused(schema, "the schema cannot be used (schemas elsewhere are never fetched): " + sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'URL'}",
                "{'properties':{'a':{'$ref':'URL'}}}",
                "{'properties':{'a':{'items':{'anyOf':[{'type':'null'},{'properties':{'b':{'$ref':'URL'}}}]}}}}",
                "{'if':{'required':['never']},'then':{'$ref':'URL'}}",
                "{'$id':'URL','properties':{'a':{'$ref':'other.json'}}}",
                "{'allOf':[true],'properties':{'a':{'$dynamicRef':'URL'}}}",
                "{'$schema':'URL'}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','properties':{'a':{'$ref':'URL'}}}",
            })
    void of_referenceToAServer_isRefusedAndNeverFetched(String schema) {
        String url = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/schema.json";
        assertThatThrownBy(() -> compile(schema.replace("URL", url)))
                .isInstanceOf(SchemaException.class)
                .hasMessageStartingWith("the schema cannot be used (schemas elsewhere are never fetched): http://127.");
        assertThat(requests).hasValue(0);
    }

    @Test
    void of_referenceToAFile_isRefusedAlthoughTheFileIsThere(@TempDir Path folder) throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{}");
        assertRefused(
                "{'properties':{'a':{'$ref':'" + other.toUri() + "'}}}",
                "the schema cannot be used (schemas elsewhere are never fetched): " + other.toUri());
    }

    @Test
    void of_schemaThatRefersToItselfWithoutEnd_isRefused() {
        assertRefused("{'$ref':'#'}", "the schema refers to itself without end");
    }

    @Test
    void check_endlessReferenceThatOnlyARowReaches_isAViolation() {
        RowChecker checker = compile("{'$defs':{'a':{'$ref':'#/$defs/a'}},'properties':{'x':{'$ref':'#/$defs/a'}}}");
        assertThat(checker.check("{\"x\": 1}".getBytes(UTF_8)).violations())
                .containsExactly(new Violation(
                        "$ref", "", "the row cannot be checked: the schema refers to itself without end"));
    }

    @Test
    void check_recursiveSchemaThatEndsWithTheRow_isChecked() {
        RowChecker checker = compile("{'properties':{'next':{'$ref':'#'}},'required':['id']}");
        assertThat(checker.check("{\"id\":1,\"next\":{\"id\":2,\"next\":{}}}".getBytes(UTF_8))
                        .violations())
                .containsExactly(
                        new Violation("required", "/next/next", "/next/next required property 'id' not found"));
    }

    private static void assertRefused(String schema, String sentence) {
        assertThatThrownBy(() -> compile(schema))
                .isInstanceOf(SchemaException.class)
                .extracting(e -> e.getMessage().replace('"', '\''))
                .isEqualTo(sentence);
    }

    private static RowChecker compile(String schema) {
        return RowChecker.of(JsonValue.parse(schema.replace('\'', '"')), List.of());
    }
}
