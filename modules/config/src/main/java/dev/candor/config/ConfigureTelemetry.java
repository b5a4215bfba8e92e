package dev.candor.config;

import dev.candor.config.SwitchState.Decider;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import java.util.Optional;

/** Switches collection on or off in {@code config.yaml}. */
public final class ConfigureTelemetry implements Capability<ConfigureTelemetry.Query, ConfigureTelemetry.Switched> {
    /** What doors know of it. */
    public static final Declaration<Query, Switched> DECLARATION = Declaration.of(
                    "configure_telemetry",
                    "Switch telemetry on or off",
                    ConfigureTelemetryQueryShape.INSTANCE,
                    ConfigureTelemetrySwitchedShape.INSTANCE,
                    """
                    Switches the recording of runs on or off, for this user, until it is switched again. Call it when the \
                    user asks to turn telemetry on or off; do not turn it on unasked. What is recorded stays on this \
                    machine. It changes telemetry.enabled in config.yaml and nothing else, and creates the file if there is \
                    none. What was recorded before stays: clear_telemetry forgets it.
                    Example: {"enabled": true}
                    Read 'enabled' in the result: it says what holds now. It is false after {"enabled": true} when the \
                    environment variable DO_NOT_TRACK forbids recording; tell the user the 'note' then.""")
            .changes(false, true)
            .command(Command.of("enable", "Turn telemetry on: runs of items are recorded from now on.")
                    .with("enabled", JsonValue.of(true))
                    .examples("candor enable"))
            .command(Command.of(
                            "disable", "Turn telemetry off: nothing is recorded from now on; what was recorded stays.")
                    .with("enabled", JsonValue.of(false))
                    .examples("candor disable"));

    private final ConfigFile config;

    /** On or off. */
    @Arguments
    record Query(@Doc("true to record runs, false to stop") Boolean enabled) {}

    /** What holds now. */
    @Result
    record Switched(
            @Doc("whether runs are recorded now") boolean enabled,

            @Doc("what config.yaml says now, as asked for") boolean requested,

            @Doc("who has the last word") Decider decidedBy,
            @Doc("the absolute path of config.yaml") String configPath,
            @Doc("whether the file had to be changed") boolean changed,
            @Doc("why enabled is not what was requested") Optional<String> note) {}

    /** The switch in a file. */
    public ConfigureTelemetry(ConfigFile config) {
        this.config = config;
    }

    @Override
    public Switched call(Query query, ToolContext context) throws ToolException {
        boolean changed = config.change(query.enabled());
        SwitchState now = config.state();
        return new Switched(
                now.enabled(),
                query.enabled(),
                now.decidedBy(),
                config.path().toString(),
                changed,
                Optional.of(note(query.enabled())).filter(note -> now.decidedBy() == Decider.DO_NOT_TRACK));
    }

    private String note(boolean requested) {
        return ConfigFile.DO_NOT_TRACK + " is set in the environment of Candor and wins over " + config.path()
                + ", which says " + requested + " now: nothing is recorded until that variable is removed.";
    }

    @Override
    public void tell(Switched switched, Page page) {
        page.line("telemetry is " + (switched.enabled() ? "on" : "off") + " (" + switched.configPath() + ")");
        switched.note().ifPresent(page::line);
    }
}
