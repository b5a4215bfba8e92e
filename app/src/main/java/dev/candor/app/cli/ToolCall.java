package dev.candor.app.cli;

import dev.candor.app.Hub;
import dev.candor.app.tools.Answer;
import dev.candor.app.tools.ArgumentNames;
import dev.candor.app.tools.Toolbox;
import dev.candor.execution.RunPolicy;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** One call of a tool from the command line, in this process. */
final class ToolCall {
    /** The exit code when a tool says no. */
    static final int REFUSED = 1;

    static final Flag JSON = Flag.choice("--json", "print the tool's result, one line of JSON");

    private final Hub hub;
    private final Terminal terminal;

    ToolCall(Surroundings surroundings) throws UsageException {
        this.hub = surroundings.hub();
        this.terminal = surroundings.terminal();
    }

    Toolbox toolbox() {
        return hub.toolbox(RunPolicy.anywhere());
    }

    /** Calls a tool and says its result; returns the exit code. */
    int say(String tool, Map<String, JsonValue> arguments, Function<ObjectValue, String> text) {
        return say(
                () -> toolbox()
                        .call(tool, bytes(arguments), ToolContext.unattended())
                        .json(),
                text);
    }

    /** Calls a capability whose arguments are named by the verb. */
    Answer<?> make(String name, ObjectValue arguments, ArgumentNames names) throws ToolException {
        return toolbox().call(name, arguments, ToolContext.unattended(), names);
    }

    /** Calls a capability and tells its result in words; returns the exit code. */
    int tell(String name, ObjectValue arguments) {
        try {
            Answer<?> answer = make(name, arguments, ArgumentNames.MEMBERS);
            checkpoint();
            Page page = new Page(terminal::green, terminal::red);
            answer.tell(page);
            return terminal.say(page.text()) ? answer.exitCode() : REFUSED;
        } catch (ToolException e) {
            return tell(e);
        }
    }

    /** Makes a call and says its result; returns the exit code. */
    int say(Call call, Function<ObjectValue, String> text) {
        int code = sayOnly(call, text);
        checkpoint();
        return code;
    }

    /** As {@link #say(Call, Function)}, for a call that somebody else makes. */
    int sayOnly(Call call, Function<ObjectValue, String> text) {
        try {
            return terminal.say(text.apply(call.make())) ? 0 : REFUSED;
        } catch (ToolException e) {
            return tell(e);
        }
    }

    /** Lets {@code telemetry.yaml} catch up when it lags far behind. */
    void checkpoint() {
        hub.store().checkpointIfDue();
    }

    /** A call that is ready to be made. */
    interface Call {
        ObjectValue make() throws ToolException;
    }

    /** Says why a tool said no; returns the exit code. */
    int tell(ToolException e) {
        terminal.tell(CommandTable.inVerbs(e.sentence()) + " [" + e.code() + "]");
        return e.kind() == Kind.INVALID_ARGUMENTS ? Verb.USAGE_ERROR : REFUSED;
    }

    static byte[] bytes(Map<String, JsonValue> arguments) {
        return JsonWriter.compact(new ObjectValue(arguments)).getBytes(StandardCharsets.UTF_8);
    }
}
