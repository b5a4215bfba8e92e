package dev.candor.app.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.ShippedFile;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.items.file.RunPolicy;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("sets candor.home")
class CandorResourcesTest {
    static final List<Contract> CONTRACTS = Contract.ALL;

    private static final String ITEM = "candor://items/{item_id}";
    private static final String CONTRACT = "candor://contracts/{id}/{version}";

    @TempDir
    Path folder;

    private UsedItems used;
    private Toolbox toolbox;
    private ResourceFeature resources;

    @BeforeEach
    void composeTheHub() {
        used = UsedItems.in(folder);
        toolbox = used.hub().toolbox(RunPolicy.off());
        resources = new CandorResources(toolbox, new StoreItems(used.hub().store()));
    }

    @AfterEach
    void leaveTheClassPathAsItWas() {
        System.clearProperty(ShippedFile.HOME);
    }

    private String said(String arguments) throws ToolException {
        return JsonWriter.compact(toolbox.call("telemetry_status", arguments.getBytes(UTF_8), ToolContext.unattended())
                .json());
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, UTF_8).replace("+", "%20");
    }

    private McpError refusal(String uri) {
        return catchThrowableOfType(McpError.class, () -> resources.read(uri));
    }

    private String text(String uri) throws McpError {
        ObjectValue content = resources.read(uri).contents().getFirst();
        assertThat(content.text("uri")).contains(uri);
        return content.text("text").orElseThrow();
    }

    @Test
    void list_statusThenEveryContract() {
        assertThat(resources.list())
                .extracting(resource -> resource.text("uri").orElse(""))
                .containsExactly(
                        "candor://status",
                        "candor://contracts/skill-usage/1",
                        "candor://contracts/orchestration/0.20.2",
                        "candor://contracts/session/1",
                        "candor://contracts/audit/1.0",
                        "candor://contracts/execution/1",
                        "candor://contracts/agent/1");
        assertThat(resources.list()).isEqualTo(resources.list());
    }

    @Test
    void listAndTemplates_describeEveryResource() {
        for (ObjectValue one : Stream.concat(resources.list().stream(), resources.templates().stream())
                .toList()) {
            for (String member : List.of("name", "title", "description", "mimeType")) {
                assertThat(one.text(member).orElse("")).as(member).isNotBlank();
            }
            ObjectValue annotations = (ObjectValue) one.member("annotations").orElseThrow();
            assertThat(annotations.members()).containsOnlyKeys("audience", "priority");
        }
    }

    @Test
    void templates_itemsThenContracts() {
        assertThat(resources.templates())
                .extracting(template -> template.text("uriTemplate").orElse(""))
                .containsExactly(ITEM, CONTRACT);
        assertThat(resources.templates().getFirst().text("description").orElseThrow())
                .contains("resources/list names none");
    }

    @Test
    void list_sizesOfContracts_areThoseOfWhatIsRead() throws McpError {
        for (ObjectValue contract : resources.list().subList(1, resources.list().size())) {
            int bytes = text(contract.text("uri").orElseThrow()).getBytes(UTF_8).length;
            assertThat(contract.integer("size")).contains((long) bytes);
        }
    }

    @Test
    void read_status_isWhatTheToolSays() throws Exception {
        used.run("core/a@1.0.0");
        ResourceFeature.Reading reading = resources.read("candor://status");
        assertThat(reading.contents())
                .containsExactly(new ObjectValue(Map.of(
                        "uri", JsonValue.of("candor://status"),
                        "mimeType", JsonValue.of("application/json"),
                        "text", JsonValue.of(said("{}")))));
        assertThat(reading.contents().getFirst().text("text").orElseThrow()).contains("\"item_id\":\"core/a@1.0.0\"");
        assertThat(reading.fresh()).isZero();
        assertThat(reading.shared()).isFalse();
    }

    @Test
    void read_item_isWhatTheToolSaysOfIt() throws Exception {
        used.run("core/create_tool@1.0.0");
        ResourceFeature.Reading reading = resources.read("candor://items/core/create_tool@1.0.0");
        ObjectValue content = reading.contents().getFirst();
        assertThat(content.text("mimeType")).contains("application/json");
        assertThat(content.text("text")).contains(said("{\"item_id\":\"core/create_tool@1.0.0\"}"));
        assertThat((ObjectValue.parse(content.text("text").orElseThrow())).member("item"))
                .isPresent()
                .get()
                .isNotInstanceOf(NullValue.class);
        assertThat(reading.fresh()).isZero();
        assertThat(reading.shared()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core/a@1.0.0",
                "a",
                "a:b.c",
                "ä/ö ü@1",
                "道具/😀@2",
                "50%",
                "50%25",
                "what?",
                "c#/x",
                "a+b",
                "..",
                "a\"b\\c"
            })
    void read_itemInEscapes_isFound(String id) throws Exception {
        used.run(id);
        assertThat(text("candor://items/" + encoded(id)))
                .isEqualTo(said(JsonWriter.compact(new ObjectValue(Map.of("item_id", JsonValue.of(id))))));
    }

    @ParameterizedTest
    @CsvSource({
        "core/a@1.0.0, core/a@1.0.0",
        "core/a@1.0.0, core/a%401.0.0",
        "core/a@1.0.0, core%2fa%401%2E0.0",
        "道具/😀@2, 道具/😀@2",
        "道具/😀@2, %E9%81%93具/%F0%9F%98%80@2",
        "a+b, a+b",
        "what?, what%3F"
    })
    void read_itemWrittenInOtherWays_isTheSame(String id, String written) throws Exception {
        used.run(id);
        assertThat(text("candor://items/" + written)).contains("\"item_id\":" + JsonWriter.compact(JsonValue.of(id)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "a%",
                "a%4",
                "a%4g",
                "a%+1",
                "%C3",
                "%C3%28",
                "%C0%AF",
                "%ED%A0%80",
                "%F5%80%80%80",
                "a?b",
                "a#b",
                "\ud83d"
            })
    void read_itemWithBadEscapes_isRefused(String written) {
        String uri = "candor://items/" + written;
        McpError refusal = refusal(uri);
        assertThat(refusal.code()).isEqualTo(McpError.Code.RESOURCE_NOT_FOUND);
        assertThat(refusal.data().text("uri")).contains(uri);
        assertThat(refusal.sentence()).contains("cannot be read: write %, ? and # as %25, %3F and %23");
    }

    @Test
    void read_unknownItem_namesSimilarOnes() throws Exception {
        used.run("core/create_tool@1.0.0", "other");
        McpError refusal = refusal("candor://items/create_tool");
        assertThat(refusal.code()).isEqualTo(McpError.Code.RESOURCE_NOT_FOUND);
        assertThat(refusal.data()).isEqualTo(JsonValue.parse("{\"uri\":\"candor://items/create_tool\"}"));
        assertThat(refusal.sentence())
                .isEqualTo("there are no statistics of an item \"create_tool\", but of \"core/create_tool@1.0.0\";"
                        + " complete item_id, or read candor://status, to find one that has some");
        assertThat(refusal("candor://items/xyz").sentence())
                .isEqualTo("there are no statistics of an item \"xyz\"; complete item_id, or read candor://status, to"
                        + " find one that has some");
    }

    @Test
    void read_longestId_isFound_andOneMoreRefused() throws Exception {
        String longest = "道".repeat(256);
        used.run(longest);
        assertThat(text("candor://items/" + encoded(longest))).contains(longest);
        assertThat(refusal("candor://items/" + encoded("😀".repeat(256))).sentence())
                .startsWith("there are no statistics");
        assertThat(refusal("candor://items/" + encoded("😀".repeat(257))).sentence())
                .contains("an id of 1 to 256 characters")
                .endsWith("found 257");
        assertThat(refusal("candor://items/").sentence()).endsWith("found 0");
    }

    @Test
    void read_addressOfAnyLength_isNotRepeated() {
        McpError refusal = refusal("candor://items/" + "%41".repeat(100_000));
        assertThat(refusal.code()).isEqualTo(McpError.Code.INVALID_PARAMS);
        assertThat(refusal.sentence()).isEqualTo("the address of a resource has at most 4096 characters, found 300015");
        assertThat(refusal.data().members()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("CONTRACTS")
    void read_contract_isTheShippedFile(Contract contract) throws Exception {
        Path file = Path.of("..", "schemas", contract.id(), contract.version(), contract.id() + ".schema.json");
        String uri = "candor://contracts/" + contract.id() + "/" + contract.version();
        ResourceFeature.Reading reading = resources.read(uri);
        assertThat(text(uri).getBytes(UTF_8)).isEqualTo(Files.readAllBytes(file));
        assertThat(reading.contents().getFirst().text("mimeType")).contains("application/schema+json");
        assertThat(reading.fresh()).isEqualTo(Duration.ofHours(1));
        assertThat(reading.shared()).isTrue();
    }

    @Test
    void read_contractInEscapes_isTheSame() throws McpError {
        assertThat(text("candor://contracts/skill%2Dusage/%31")).isEqualTo(text("candor://contracts/skill-usage/1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "execution",
                "execution/",
                "execution/2",
                "execution/1/",
                "/1",
                "../execution/1",
                "Execution/1"
            })
    void read_unknownContract_namesThoseThatThereAre(String name) {
        assertThat(refusal("candor://contracts/" + name).sentence())
                .isEqualTo("there is no contract \"" + name + "\"; there are candor://contracts/skill-usage/1,"
                        + " candor://contracts/orchestration/0.20.2, candor://contracts/session/1,"
                        + " candor://contracts/audit/1.0, candor://contracts/execution/1,"
                        + " candor://contracts/agent/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "candor:",
                "candor://",
                "candor://status/",
                "candor://status?",
                "candor://items",
                "candor://contracts",
                "file:///etc/passwd",
                "candor://Status",
                "candor://items/../status/x%"
            })
    void read_anythingElse_namesTheAddresses(String uri) {
        McpError refusal = refusal(uri);
        assertThat(refusal.code()).isEqualTo(McpError.Code.RESOURCE_NOT_FOUND);
        assertThat(refusal.data().text("uri")).contains(uri);
    }

    @Test
    void read_unknownAddress_saysWhichThereAre() {
        assertThat(refusal("file:///etc/passwd").sentence())
                .isEqualTo("there is no resource \"file:///etc/passwd\"; there are candor://status,"
                        + " candor://items/{item_id} and candor://contracts/{id}/{version}");
    }

    @Test
    void readAndComplete_storeThatCannotBeRead_areInternalErrors() throws IOException {
        used.becomeUnreadable();
        for (String uri : List.of("candor://status", "candor://items/a")) {
            McpError error = refusal(uri);
            assertThat(error.code()).isEqualTo(McpError.Code.INTERNAL_ERROR);
            assertThat(error.sentence())
                    .startsWith("the statistics cannot be read: ")
                    .contains("is left alone");
        }
        assertThatThrownBy(() -> resources.complete(ITEM, "item_id", ""))
                .isInstanceOfSatisfying(McpError.class, error -> {
                    assertThat(error.code()).isEqualTo(McpError.Code.INTERNAL_ERROR);
                    assertThat(error.sentence()).startsWith("the statistics cannot be read: ");
                });
    }

    @Test
    void read_contractMissingFromTheInstallation_isAnInternalError(@TempDir Path home) {
        System.setProperty(ShippedFile.HOME, home.toString());
        McpError error = refusal("candor://contracts/execution/1");
        assertThat(error.code()).isEqualTo(McpError.Code.INTERNAL_ERROR);
        assertThat(error.sentence())
                .startsWith("the installation misses schemas/execution/1/execution.schema.json; install Candor anew");
    }

    @Test
    void complete_itemId_bestFirst_amongThousands() throws Exception {
        used.run(IntStream.range(0, 3000).mapToObj(n -> String.format(Locale.ROOT, "shop/item-%04d@1.0.0", n)));
        used.run("item-7", "old/ITEM-70");
        assertThat(resources.complete(ITEM, "item_id", "item-7")).containsExactly("item-7", "old/ITEM-70");
        assertThat(resources.complete(ITEM, "item_id", "shop/"))
                .hasSize(3000)
                .startsWith("shop/item-0000@1.0.0", "shop/item-0001@1.0.0")
                .endsWith("shop/item-2999@1.0.0");
    }

    @Test
    void complete_completedId_canBeRead() throws Exception {
        used.run("web/look up@1.0.0");
        String id = resources.complete(ITEM, "item_id", "LOOK").getFirst();
        assertThat(text("candor://items/" + encoded(id))).contains("\"total_runs\":1");
    }

    @Test
    void complete_contracts_byTheirIdAndVersion() throws McpError {
        assertThat(resources.complete(CONTRACT, "id", ""))
                .containsExactly("agent", "audit", "execution", "orchestration", "session", "skill-usage");
        assertThat(resources.complete(CONTRACT, "id", "sk")).containsExactly("skill-usage");
        assertThat(resources.complete(CONTRACT, "id", "U")).containsExactly("audit", "execution", "skill-usage");
        assertThat(resources.complete(CONTRACT, "version", "")).containsExactly("0.20.2", "1", "1.0");
        assertThat(resources.complete(CONTRACT, "version", "3")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "candor://items/{item_id}, id",
        "candor://items/{item_id}, ''",
        "candor://contracts/{id}/{version}, item_id",
        "candor://status, item_id",
        "candor://items/{id}, id",
        "'', ''"
    })
    void complete_unknownTemplateOrVariable_namesThoseThatThereAre(String template, String variable) {
        assertThatThrownBy(() -> resources.complete(template, variable, "a"))
                .isInstanceOfSatisfying(McpError.class, error -> {
                    assertThat(error.code()).isEqualTo(McpError.Code.INVALID_PARAMS);
                    assertThat(error.sentence())
                            .startsWith("there is no variable \"" + variable + "\" of a template \"" + template + "\"")
                            .endsWith("; there are candor://items/{item_id} and candor://contracts/{id}/{version}");
                });
    }
}
