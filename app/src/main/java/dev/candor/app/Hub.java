package dev.candor.app;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.aggregatestore.ClearTelemetryTool;
import dev.candor.aggregatestore.TelemetryStatusTool;
import dev.candor.app.mcp.CandorResources;
import dev.candor.app.mcp.DirectivePrompts;
import dev.candor.app.mcp.Features;
import dev.candor.app.mcp.HubTools;
import dev.candor.app.mcp.KnownItems;
import dev.candor.app.mcp.StoreItems;
import dev.candor.app.tools.CallObserver;
import dev.candor.app.tools.Toolbox;
import dev.candor.config.ConfigFile;
import dev.candor.config.ConfigureTelemetryTool;
import dev.candor.config.UserPath;
import dev.candor.execution.Directives;
import dev.candor.execution.Inherited;
import dev.candor.execution.RunLimits;
import dev.candor.execution.RunPolicy;
import dev.candor.execution.RunWithTelemetryTool;
import dev.candor.export.ExportTelemetryTool;
import dev.candor.foundation.eventlog.EventLog;
import dev.candor.foundation.eventlog.LogSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The modules of one user path, put together: the same for every door. */
public final class Hub {
    private final UserPath userPath;
    private final Map<String, String> environment;
    private final ConfigFile config;
    private final AggregateStore store;

    /**
     * A hub.
     *
     * @param environment the variables of this process: for {@code DO_NOT_TRACK}, and for the items that are run
     * @param notices takes sentences for whoever operates this
     */
    public Hub(UserPath userPath, Map<String, String> environment, InstantSource clock, Consumer<String> notices) {
        this.userPath = userPath;
        this.environment = environment;
        this.config = new ConfigFile(userPath, environment);
        EventLog log = EventLog.inFolder(userPath.log(AggregateStore.CONTRACT), LogSettings.standard(), clock, notices);
        this.store = new AggregateStore(userPath, config, log, clock, new RunIds(clock), notices);
    }

    public UserPath userPath() {
        return userPath;
    }

    public ConfigFile config() {
        return config;
    }

    public AggregateStore store() {
        return store;
    }

    /**
     * All tools.
     *
     * @param policy which items this door may run
     */
    public Toolbox toolbox(RunPolicy policy) {
        return new Toolbox(List.of(
                new ConfigureTelemetryTool(config),
                new TelemetryStatusTool(userPath, config, store),
                new ClearTelemetryTool(store),
                new ExportTelemetryTool(store),
                new RunWithTelemetryTool(
                        userPath,
                        Inherited.from(environment).variables(),
                        policy,
                        RunLimits.standard(),
                        new StoreRecorder(store))));
    }

    /**
     * What is offered to agents.
     *
     * @param toolbox the tools, which run items under the same policy
     * @param project whose directives are asked first when a prompt names no project
     * @param observer hears of every call
     */
    public Features features(Toolbox toolbox, RunPolicy policy, Optional<Path> project, CallObserver observer) {
        KnownItems items = new StoreItems(store);
        return new Features(
                new HubTools(toolbox, observer),
                new DirectivePrompts(new Directives(userPath, environment, policy), project, items),
                new CandorResources(toolbox, items));
    }
}
