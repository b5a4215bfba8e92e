package dev.candor.app.tools;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Shape;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolException;
import java.time.Instant;

/** A tool of the older kind, which reads and writes JSON itself, as a capability. */
public final class LegacyTool implements Capability<ObjectValue, ObjectValue> {
    private final Tool tool;
    private final Declaration<ObjectValue, ObjectValue> declaration;

    /** This tool. */
    public LegacyTool(Tool tool) {
        this.tool = tool;
        ToolDescription description = tool.description();
        this.declaration = Declaration.of(
                        description.name(),
                        description.title(),
                        new Arguments(description.inputSchema()),
                        new Result(description.outputSchema()),
                        description.description())
                .effects(description.annotations());
    }

    private record Arguments(ObjectValue schema) implements Shape.Reading<ObjectValue> {
        @Override
        public ObjectValue read(ObjectValue object, Instant now) {
            return object;
        }
    }

    private record Result(ObjectValue schema) implements Shape.Writing<ObjectValue> {
        @Override
        public ObjectValue write(ObjectValue value) {
            return value;
        }
    }

    @Override
    public Declaration<ObjectValue, ObjectValue> declaration() {
        return declaration;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        return tool.call(arguments, context);
    }

    @Override
    public void tell(ObjectValue result, Page page) {
        tool.summary(result).lines().forEach(page::line);
    }
}
