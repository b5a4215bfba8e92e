package dev.candor.app.mcp;

import dev.candor.aggregatestore.ItemStats;
import dev.candor.foundation.text.CodePoints;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Violation;
import java.util.stream.Collectors;

/** What the address of a resource names. */
sealed interface ResourceAddress {
    /** Where the statistics of all items are. */
    String STATUS = "candor://status";

    /** Where the statistics of one item are. */
    String ITEM = "candor://items/{item_id}";

    /** Where the schema of a contract is. */
    String CONTRACT = "candor://contracts/{id}/{version}";

    /** The longest address, in characters: an item's id, each character of it written as four bytes, fits. */
    int MAX_LENGTH = 4096;

    /** The switch, and the statistics of all items. */
    record Status() implements ResourceAddress {}

    /** The statistics of an item, which may have none. */
    record Item(String id) implements ResourceAddress {}

    /** The schema of a contract that ships. */
    record Schema(Contract contract) implements ResourceAddress {
        String uri() {
            return "candor://contracts/" + contract.id() + "/" + contract.version();
        }
    }

    /** Reads an address. */
    static ResourceAddress of(String uri) throws McpError {
        if (CodePoints.exceed(uri, MAX_LENGTH)) {
            throw McpError.invalidParams("the address of a resource has at most " + MAX_LENGTH + " characters, found "
                    + CodePoints.count(uri));
        }
        if (uri.equals(STATUS)) {
            return new Status();
        }
        String items = ITEM.substring(0, ITEM.indexOf('{'));
        if (uri.startsWith(items)) {
            return new Item(itemId(uri, decoded(uri, items)));
        }
        String contracts = CONTRACT.substring(0, CONTRACT.indexOf('{'));
        if (uri.startsWith(contracts)) {
            return new Schema(contract(uri, decoded(uri, contracts)));
        }
        throw McpError.noResource(
                uri,
                "there is no resource " + Violation.quoted(uri) + "; there are " + STATUS + ", " + ITEM + " and "
                        + CONTRACT);
    }

    private static String decoded(String uri, String prefix) throws McpError {
        return PercentText.decode(uri.substring(prefix.length()))
                .orElseThrow(() -> McpError.noResource(
                        uri,
                        "the address " + Violation.quoted(uri) + " cannot be read: write %, ? and # as %25, %3F and"
                                + " %23, and use escapes for the bytes of UTF-8 only"));
    }

    private static String itemId(String uri, String id) throws McpError {
        int length = CodePoints.count(id);
        if (length < 1 || length > ItemStats.MAX_ID_LENGTH) {
            throw McpError.noResource(
                    uri,
                    "the address of an item is " + ITEM + " with an id of 1 to " + ItemStats.MAX_ID_LENGTH
                            + " characters, for instance candor://items/core/create_tool@1.0.0, found " + length);
        }
        return id;
    }

    private static Contract contract(String uri, String idAndVersion) throws McpError {
        return Contract.ALL.stream()
                .filter(contract -> idAndVersion.equals(contract.id() + "/" + contract.version()))
                .findFirst()
                .orElseThrow(() -> McpError.noResource(
                        uri,
                        "there is no contract " + Violation.quoted(idAndVersion) + "; there are "
                                + Contract.ALL.stream()
                                        .map(contract -> new Schema(contract).uri())
                                        .collect(Collectors.joining(", "))));
    }
}
