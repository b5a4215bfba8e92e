package dev.candor.app.mcp;

import dev.candor.app.tools.Answer;
import dev.candor.app.tools.ArgumentNames;
import dev.candor.app.tools.CallObserver;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.schema.Violation;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** The tools of a toolbox. */
public final class HubTools implements ToolFeature {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Toolbox toolbox;
    private final CallObserver observer;
    private final Toolset toolset;
    private final List<ObjectValue> list;

    /** The tools of this toolbox that the set has; the observer hears of every call. */
    public HubTools(Toolbox toolbox, Toolset toolset, CallObserver observer) {
        this.toolbox = toolbox;
        this.observer = observer;
        this.toolset = toolset;
        this.list = toolset.list(toolbox);
    }

    @Override
    public List<ObjectValue> list() {
        return list;
    }

    @Override
    public ObjectValue call(String name, ObjectValue arguments, CallContext context) throws McpError {
        if (!toolset.has(name) || !toolbox.has(name)) {
            observer.failed(name, ToolException.Kind.NOT_FOUND);
            throw McpError.invalidParams(
                    "there is no tool " + Violation.quoted(name) + "; tools/list shows those that there are");
        }
        try {
            Answer answer = toolbox.call(name, arguments, toolContext(context), ArgumentNames.InJson.MEMBERS);
            observer.succeeded(name);
            context.log(LogLevel.INFO, JsonValue.of(name + " was called"));
            return succeeded(answer.words(), answer.json());
        } catch (ToolException e) {
            observer.failed(name, e.kind());
            context.log(LogLevel.WARNING, JsonValue.of(name + " said no: " + e.sentence()));
            return failed(e);
        }
    }

    private static ToolContext toolContext(CallContext context) {
        return new ToolContext(
                context.cancellation(),
                progress -> context.progress(
                        seconds(progress.elapsed()),
                        OptionalDouble.empty(),
                        progress.message().isEmpty() ? progress.phase() : progress.phase() + ": " + progress.message()),
                context.trace());
    }

    private static double seconds(Duration elapsed) {
        return elapsed.toNanos() / NANOS_PER_SECOND;
    }

    /** In words, and as JSON for clients that know no structured content. */
    private static ObjectValue succeeded(String summary, ObjectValue result) {
        return new JsonObject()
                .put("content", List.of(text(summary), text(JsonWriter.compact(result))))
                .put("structuredContent", result)
                .object();
    }

    private static ObjectValue failed(ToolException e) {
        return new JsonObject()
                .put("content", List.of(text(e.sentence() + " [" + e.code() + "]")))
                .put("isError", true)
                .object();
    }

    private static ObjectValue text(String text) {
        return new JsonObject().put("type", "text").put("text", text).object();
    }
}
