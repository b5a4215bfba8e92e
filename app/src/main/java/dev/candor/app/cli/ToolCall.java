package dev.candor.app.cli;

import dev.candor.app.Hub;
import dev.candor.app.TeeFolder;
import dev.candor.app.tools.Answer;
import dev.candor.app.tools.ArgumentNames;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.index.EventIndex;
import dev.candor.items.file.RunPolicy;

/** One call of a tool from the command line, in this process. */
final class ToolCall {
    /** The exit code when a tool says no. */
    static final int REFUSED = 1;

    static final Flag JSON = Flag.choice("--json", "print the result as one line of JSON");

    private final Hub hub;
    private final Terminal terminal;

    ToolCall(Surroundings surroundings) throws UsageException {
        this.hub = surroundings.hub();
        hub.allowQueries();
        this.terminal = surroundings.terminal();
    }

    /** Asks this index instead of that of the logs. */
    void ask(EventIndex index) {
        hub.ask(index);
    }

    /** Means the quarantine of this folder. */
    void over(TeeFolder folder) {
        hub.over(folder);
    }

    Toolbox toolbox() {
        return hub.toolbox(RunPolicy.anywhere());
    }

    /** Calls a capability whose arguments are named by the verb; how far it is shows on a terminal once it takes a while. */
    Answer make(String name, ObjectValue arguments, ArgumentNames names) throws ToolException {
        ProgressBar bar = new ProgressBar(terminal);
        try {
            return toolbox().call(name, arguments, new ToolContext(new Cancellation(), bar::working), names);
        } finally {
            bar.finish();
        }
    }

    /** Says a result, in words or as JSON, and what must be heard besides; returns the exit code. */
    int say(Answer answer, boolean asJson) {
        Page page = new Page(terminal::green, terminal::red);
        answer.tell(page);
        String text = asJson ? JsonWriter.compact(answer.json()) : page.text();
        boolean isFile = !asJson && page.isData();
        boolean isHeard = text.isEmpty() || (isFile ? terminal.data(text + "\n") : terminal.say(text));
        page.notices().forEach(notice -> terminal.tell(CommandTable.inVerbs(notice)));
        return isHeard ? answer.exitCode() : REFUSED;
    }

    /** Lets {@code telemetry.yaml} catch up when it lags far behind. */
    void checkpoint() {
        hub.store().checkpointIfDue();
    }

    /** Says why a tool said no, in the words of the command line; returns the exit code. */
    int tell(ToolException e) {
        return tell(CommandTable.inVerbs(e.sentence()), e, terminal);
    }

    /** As {@link #tell(ToolException)}, for who called a tool by its name. */
    static int tellAsTool(ToolException e, Terminal terminal) {
        return tell(e.sentence(), e, terminal);
    }

    private static int tell(String sentence, ToolException e, Terminal terminal) {
        terminal.tell(sentence + " [" + e.code() + "]");
        return e.kind() == Kind.INVALID_ARGUMENTS ? Verb.USAGE_ERROR : REFUSED;
    }
}
