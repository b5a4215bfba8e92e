package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the lists say of the resources. */
final class ResourceCatalogue {
    /** The media type of statistics. */
    static final String JSON = "application/json";

    /** The media type of the schema of a contract. */
    static final String SCHEMA = "application/schema+json";

    private ResourceCatalogue() {}

    /** The switch first, then the contracts. */
    static List<ObjectValue> resources() {
        ObjectValue status = described(
                "uri",
                ResourceAddress.STATUS,
                "status",
                "Telemetry status",
                "Whether telemetry is on, who decided that, a summary of the statistics of all items, and the first 50"
                        + " items by id: what the tool telemetry_status says without arguments.",
                JSON,
                annotations("0.8", "user", "assistant"));
        return Stream.concat(Stream.of(status), Contract.ALL.stream().map(ResourceCatalogue::schema))
                .toList();
    }

    private static ObjectValue schema(Contract contract) {
        byte[] file = contract.schemaFile();
        ObjectValue schema = ObjectValue.parse(file);
        String name = contract.id() + " " + contract.version();
        Map<String, JsonValue> resource = new LinkedHashMap<>(described(
                        "uri",
                        new ResourceAddress.Schema(contract).uri(),
                        name,
                        schema.text("title").orElse(name),
                        "JSON Schema 2020-12 of the rows of this contract. "
                                + schema.text("description").orElse(""),
                        SCHEMA,
                        annotations("0.3", "assistant"))
                .members());
        resource.put("size", JsonValue.of(file.length));
        return new ObjectValue(resource);
    }

    /** Items first, then contracts. */
    static List<ObjectValue> templates() {
        return List.of(
                described(
                        "uriTemplate",
                        ResourceAddress.ITEM,
                        "item",
                        "Statistics of an item",
                        "How often an item was run or read, how it ended and how long it took: what the tool"
                                + " telemetry_status says of it. item_id is the id that statistics are kept under, for"
                                + " instance core/create_tool@1.0.0, with / and @ written plainly or as escapes. There"
                                + " may be very many items, so resources/list names none: complete item_id, or read "
                                + ResourceAddress.STATUS + ".",
                        JSON,
                        annotations("0.6", "user", "assistant")),
                described(
                        "uriTemplate",
                        ResourceAddress.CONTRACT,
                        "contract",
                        "Schema of a contract",
                        "JSON Schema 2020-12 of the rows of a contract that ships with Candor, for instance"
                                + " candor://contracts/execution/1. Read it before writing rows; resources/list names"
                                + " them all.",
                        SCHEMA,
                        annotations("0.3", "assistant")));
    }

    private static ObjectValue described(
            String addressMember,
            String address,
            String name,
            String title,
            String description,
            String mimeType,
            ObjectValue annotations) {
        return new JsonObject()
                .put(addressMember, address)
                .put("name", name)
                .put("title", title)
                .put("description", description.strip())
                .put("mimeType", mimeType)
                .put("annotations", annotations)
                .object();
    }

    /** For whom it is, and from 0 to 1 how much it matters. */
    private static ObjectValue annotations(String priority, String... audience) {
        return new ObjectValue(Map.of(
                "audience",
                JsonValue.of(Arrays.stream(audience).map(JsonValue::of).toList()),
                "priority",
                new NumberValue(priority)));
    }
}
