package dev.candor.items.run;

import dev.candor.aggregatestore.ItemType;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Keywords;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.file.ItemReference;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a caller asks for. */
@Arguments
public record RunRequest(
        @Doc("tool: something to execute; directive: instructions to follow; knowledge: a text to read.")
        ItemType itemType,

        @Doc("name or category/name, each optionally with @version.") @Size(min = 1, max = 256)
        String itemId,

        @Doc(
                "The project whose .ai folder is looked into first, and in which a tool works: absolute, or with a leading ~."
                        + " Without it only the user path is looked into.")
        @Size(min = 1, max = 4096)
        Optional<String> projectPath,

        @Doc("A tool's parameters or a directive's inputs, by name.")
        Optional<ObjectValue> params,

        @Doc("After so many seconds the run is ended. Default: what the tool says, else 300.")
        @Range(max = 86400)
        @Keywords("\"exclusiveMinimum\":0")
        Optional<BigDecimal> timeoutS) {

    ItemReference reference() throws ToolException {
        return ItemReference.parse(itemType, itemId);
    }

    /** None is an empty object. */
    ObjectValue parameters() {
        return params.orElseGet(() -> new ObjectValue(Map.of()));
    }

    Optional<Duration> timeout() {
        return timeoutS.flatMap(RunLimits::seconds);
    }
}
