package dev.candor.app.mcp;

import dev.candor.app.tools.ArgumentNames;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Violation;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statistics, as the tool {@code telemetry_status} says them, and the schemas of the contracts that ship. */
public final class CandorResources implements ResourceFeature {
    private static final String STATUS_TOOL = "telemetry_status";
    private static final Duration SCHEMAS_STAY = Duration.ofHours(1);

    private final Toolbox toolbox;
    private final KnownItems items;

    /**
     * The resources.
     *
     * @param toolbox with the tool {@code telemetry_status}
     * @param items whose ids are completed
     */
    public CandorResources(Toolbox toolbox, KnownItems items) {
        this.toolbox = toolbox;
        this.items = items;
    }

    @Override
    public List<ObjectValue> list() {
        return ResourceCatalogue.resources();
    }

    @Override
    public List<ObjectValue> templates() {
        return ResourceCatalogue.templates();
    }

    @Override
    public Reading read(String uri) throws McpError {
        return switch (ResourceAddress.of(uri)) {
            case ResourceAddress.Status status -> statistics(uri, said(Map.of()));
            case ResourceAddress.Item item -> item(uri, item.id());
            case ResourceAddress.Schema schema ->
                new Reading(
                        List.of(content(uri, ResourceCatalogue.SCHEMA, text(schema.contract()))), SCHEMAS_STAY, true);
        };
    }

    private Reading item(String uri, String id) throws McpError {
        ObjectValue said = said(Map.of("item_id", JsonValue.of(id)));
        if (said.member("item").filter(item -> !(item instanceof NullValue)).isPresent()) {
            return statistics(uri, said);
        }
        throw McpError.noResource(
                uri,
                "there are no statistics of an item " + Violation.quoted(id) + similar(said)
                        + "; complete item_id, or read " + ResourceAddress.STATUS + ", to find one that has some");
    }

    private static String similar(ObjectValue said) {
        return said.member("similar").orElse(new NullValue()) instanceof ArrayValue ids
                        && !ids.items().isEmpty()
                ? ids.items().stream().map(JsonWriter::compact).collect(Collectors.joining(", ", ", but of ", ""))
                : "";
    }

    private ObjectValue said(Map<String, JsonValue> arguments) throws McpError {
        try {
            return toolbox.call(
                            STATUS_TOOL,
                            new ObjectValue(arguments),
                            ToolContext.unattended(),
                            ArgumentNames.InJson.MEMBERS)
                    .json();
        } catch (ToolException e) {
            throw new McpError(McpError.Code.INTERNAL_ERROR, e.sentence());
        }
    }

    /** The next run changes them, and another user path has others. */
    private static Reading statistics(String uri, ObjectValue said) {
        return new Reading(
                List.of(content(uri, ResourceCatalogue.JSON, JsonWriter.compact(said))), Duration.ZERO, false);
    }

    private static ObjectValue content(String uri, String mimeType, String text) {
        return new ObjectValue(
                Map.of("uri", JsonValue.of(uri), "mimeType", JsonValue.of(mimeType), "text", JsonValue.of(text)));
    }

    private static String text(Contract contract) throws McpError {
        try {
            return new String(contract.schemaFile(), StandardCharsets.UTF_8);
        } catch (UncheckedIOException e) {
            throw new McpError(McpError.Code.INTERNAL_ERROR, Reasons.of(e));
        }
    }

    @Override
    public List<String> complete(String template, String variable, String typed) throws McpError {
        return switch (template + " " + variable) {
            case ResourceAddress.ITEM + " item_id" -> known(typed);
            case ResourceAddress.CONTRACT + " id" -> BestMatches.of(typed, ofContracts(Contract::id));
            case ResourceAddress.CONTRACT + " version" -> BestMatches.of(typed, ofContracts(Contract::version));
            default ->
                throw McpError.invalidParams("there is no variable " + Violation.quoted(variable) + " of a template "
                        + Violation.quoted(template) + "; there are " + ResourceAddress.ITEM + " and "
                        + ResourceAddress.CONTRACT);
        };
    }

    private List<String> known(String typed) throws McpError {
        try {
            return items.matching(typed);
        } catch (UncheckedIOException e) {
            throw new McpError(McpError.Code.INTERNAL_ERROR, Reasons.of(e));
        }
    }

    private static Collection<String> ofContracts(Function<Contract, String> member) {
        return Contract.ALL.stream().map(member).collect(Collectors.toCollection(TreeSet::new));
    }
}
