package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaVerbTest {
    private static final String OLD = """
            {"x-version": "1.0.0", "type": "object", "required": ["a"],
             "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}""";

    private static final String NARROWER = OLD.replace("[\"a\"]", "[\"a\", \"b\"]");
    private static final String WIDER = OLD.replace("}}}", "}, \"c\": {\"type\": \"string\"}}}");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int schema(String... arguments) throws UsageException {
        Surroundings surroundings = new Surroundings(
                Map.of("USER_PATH", folder.toAbsolutePath().toString()),
                new Terminal(out, err, false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
        SchemaVerb verb = new SchemaVerb();
        return verb.run(Arguments.read(verb.manual(), List.of(arguments)), surroundings);
    }

    private String file(String name, String schema) throws IOException {
        return Files.writeString(folder.resolve(name), schema).toString();
    }

    private ObjectValue answer() {
        return ObjectValue.parse(out.toByteArray());
    }

    @Test
    void list_namesEveryContract() throws Exception {
        assertThat(schema("list")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith(" ")))
                .containsExactlyElementsOf(Contract.ALL.stream()
                        .map(contract -> contract.id() + " " + contract.version())
                        .toList());
    }

    @Test
    void show_isTheSchemaAndItsRules() throws Exception {
        assertThat(schema("show", "skill-usage@1")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("{").contains("\n\nRules beyond the schema:\n");
    }

    @Test
    void show_asJson_isOneLine() throws Exception {
        assertThat(schema("show", "audit", "--json")).isZero();
        assertThat(answer().text("id")).contains("audit");
        assertThat(answer().member("schema")).contains(JsonValue.parse(Contract.AUDIT.schemaFile()));
    }

    @ParameterizedTest
    @CsvSource({"unknown", "audit@9"})
    void show_unknownName_isAUsageError(String name) {
        assertThatThrownBy(() -> schema("show", name))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("there is no contract '" + name + "'; there is ")
                .hasMessageContaining("skill-usage@1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list more  | list takes nothing more",
                "show       | show needs the id of one contract",
                "lint       | lint needs a file, or the id of a contract",
                "compat one | compat needs an old and a new schema: files, or ids of contracts",
                "draw       | say list, show ID, lint FILE or compat OLD NEW, found 'draw'"
            })
    void argumentsThatMakeNoSense_areAUsageError(String arguments, String sentence) {
        assertThatThrownBy(() -> schema(arguments.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessage(sentence);
    }

    @Test
    void lint_shippedContracts_areValid() throws Exception {
        assertThat(schema("lint", "audit", "execution", "orchestration", "session", "skill-usage"))
                .isZero();
    }

    @Test
    void lint_invalidSchema_failsAndSaysWhere() throws Exception {
        String bad = file("bad.json", "{\"type\": \"objekt\"}");
        assertThat(schema("lint", bad)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith(bad + ": ")
                .contains("/type does not have a value in the enumeration")
                .endsWith(bad + ": not valid\n");
    }

    @Test
    void lint_neitherFileNorContract_isTold() throws Exception {
        assertThat(schema("lint", "nowhere.json")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("candor: the schema nowhere.json cannot be read: ")
                .endsWith("; it is neither a file nor the id of a contract (see: candor schema list)\n");
    }

    @Test
    void compat_breakingChangeAtTheSameVersion_fails() throws Exception {
        assertThat(schema("compat", file("old.json", OLD), file("new.json", NARROWER)))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("breaking  ")
                .endsWith("breaking: from 1.0.0, the version must be 2.0.0 or higher; it is 1.0.0, which is too low\n");
    }

    @Test
    void compat_breakingChangeWithANewFirstNumber_passes() throws Exception {
        String newer = file("new.json", NARROWER.replace("1.0.0", "2.0.0"));
        assertThat(schema("compat", file("old.json", OLD), newer)).isZero();
    }

    @Test
    void compat_additiveChange_needsANewSecondNumber() throws Exception {
        String old = file("old.json", OLD);
        assertThat(schema("compat", old, file("new.json", WIDER))).isEqualTo(1);
        out.reset();
        assertThat(schema("compat", "--json", old, file("newer.json", WIDER.replace("1.0.0", "1.1.0"))))
                .isZero();
        assertThat(answer().text("result")).contains("additive");
        assertThat(answer().text("least_version")).contains("1.1.0");
        assertThat(answer().member("version_suffices")).contains(JsonValue.parse("true"));
    }

    @Test
    void compat_sameSchema_needsNoNewVersion() throws Exception {
        assertThat(schema("compat", "audit", "audit@" + Contract.AUDIT.version()))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("same: from ");
    }

    @Test
    void compat_schemaWithoutAVersion_isTold() throws Exception {
        String bare = file("bare.json", "{\"type\": \"object\"}");
        assertThat(schema("compat", bare, bare)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("says no version: give it x-version");
    }
}
