package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Hub;
import dev.candor.config.UserPath;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.items.file.RunPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What linters and generators of clients ask of the document. */
class ApiDescriptionTest {
    @TempDir
    Path folder;

    private ObjectValue document;
    private List<ObjectValue> operations;

    @BeforeEach
    void describe() {
        Hub hub = new Hub(new UserPath(folder), Map.of(), () -> Instant.parse("2026-11-20T12:00:00Z"), notice -> {});
        document =
                ApiDescription.of(RouteTable.of(hub.toolbox(RunPolicy.off()).declarations()), "http://127.0.0.1:7411");
        operations = new ArrayList<>();
        for (JsonValue path : document.object("paths").members().values()) {
            ((ObjectValue) path).members().values().forEach(operation -> operations.add((ObjectValue) operation));
        }
    }

    @Test
    void server_isTheOneThatWasAsked() {
        assertThat(document.objects("servers"))
                .extracting(server -> server.text("url"))
                .containsExactly(Optional.of("http://127.0.0.1:7411"));
    }

    @Test
    void operations_haveIdsOfOneStyle_tagsAndDescriptions() {
        List<String> ids = operations.stream()
                .map(operation -> operation.text("operationId").orElse(""))
                .toList();
        List<String> tags = document.objects("tags").stream()
                .map(tag -> tag.text("name").orElse(""))
                .toList();
        assertThat(ids)
                .hasSizeGreaterThan(40)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+([A-Z][a-z]+)*"));
        assertThat(operations).allSatisfy(operation -> {
            assertThat(operation.texts("tags")).hasSize(1).isSubsetOf(tags);
            assertThat(operation.text("description").orElse(""))
                    .as(operation.text("operationId").orElse(""))
                    .isNotBlank();
        });
    }

    @Test
    void schemasOfTools_areNamed_andAllNamesAreThere() {
        String text = JsonWriter.compact(document);
        List<String> named = Pattern.compile("\"\\$ref\":\"#/components/schemas/([A-Za-z]+)\"")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(named).contains("ListTrailsArguments", "ListTrailsResult", "Problem");
        assertThat(document.object("components").object("schemas").members().keySet())
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void arrays_sayWhatTheyAreOf() {
        expectItems(document);
    }

    private static void expectItems(JsonValue value) {
        if (value instanceof ObjectValue object) {
            boolean isSchemaOfArray =
                    object.text("type").filter("array"::equals).isPresent();
            assertThat(!isSchemaOfArray || object.member("items").isPresent())
                    .as(JsonWriter.compact(object))
                    .isTrue();
            object.members().values().forEach(ApiDescriptionTest::expectItems);
        } else if (value instanceof JsonValue.ArrayValue array) {
            array.items().forEach(ApiDescriptionTest::expectItems);
        }
    }
}
