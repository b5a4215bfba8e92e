package dev.candor.app;

import dev.candor.agents.AgentIntake;
import dev.candor.agents.PassedOver;
import dev.candor.aggregatestore.AggregateStore;
import dev.candor.app.mcp.CandorResources;
import dev.candor.app.mcp.DirectivePrompts;
import dev.candor.app.mcp.Features;
import dev.candor.app.mcp.HubTools;
import dev.candor.app.mcp.KnownItems;
import dev.candor.app.mcp.StoreItems;
import dev.candor.app.mcp.Toolset;
import dev.candor.app.tools.CallObserver;
import dev.candor.app.tools.Toolbox;
import dev.candor.audittrail.TrailReader;
import dev.candor.config.ConfigFile;
import dev.candor.config.UserPath;
import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexedLog;
import dev.candor.index.LogTables;
import dev.candor.index.SqlSandbox;
import dev.candor.ingestion.Ingestion;
import dev.candor.ingestion.Pipeline;
import dev.candor.ingestion.Quarantine;
import dev.candor.ingestion.RowRecorder;
import dev.candor.insight.QueryEvents;
import dev.candor.items.file.Directives;
import dev.candor.items.file.RunPolicy;
import dev.candor.orchestrationevents.OrchestrationRuns;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.Sessions;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The modules of one user path, put together: the same for every door. */
public final class Hub {
    private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(2);
    /** The name of the log of rows that were refused. */
    public static final String QUARANTINE = "quarantine";

    private final UserPath userPath;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final ConfigFile config;
    private final Consumer<String> notices;
    private final LogSettings logSettings;
    private final Map<String, KeptLog> logs = new ConcurrentHashMap<>();
    private final AggregateStore store;
    private Optional<FrontDoor> frontDoor = Optional.empty();
    private Optional<AgentIntake> agentIntake = Optional.empty();
    private Optional<Sessions> usualSessions = Optional.empty();
    private volatile boolean allowsQueries;
    private final Object indexLock = new Object();
    private Optional<EventIndex> openIndex = Optional.empty();
    private Optional<TeeFolder> teeFolder = Optional.empty();

    /** Made when it is first needed: most commands never open it. */
    private record FrontDoor(Pipeline pipeline, Quarantine quarantine) {}

    /**
     * A hub.
     *
     * @param environment the variables of this process: for {@code DO_NOT_TRACK}, and for the items that are run
     * @param notices takes sentences for whoever operates this
     */
    public Hub(UserPath userPath, Map<String, String> environment, InstantSource clock, Consumer<String> notices) {
        this.userPath = userPath;
        this.environment = environment;
        this.clock = clock;
        this.config = new ConfigFile(userPath, environment);
        this.notices = notices;
        this.logSettings = config.logSettings();
        RowRecorder rows = (made, contract, dryRun) -> frontDoor().pipeline().record(made, contract, dryRun);
        this.store =
                new AggregateStore(userPath, config, log(Contract.EXECUTION), rows, clock, new RunIds(clock), notices);
    }

    /** The log of a contract's rows, the same one for everybody. */
    public KeptLog log(Contract contract) {
        return logs.computeIfAbsent(contract.id(), id -> open(userPath.log(id), logSettings));
    }

    /** The log of rows that were refused. */
    public KeptLog quarantineLog() {
        return logs.computeIfAbsent(QUARANTINE, id -> open(userPath.quarantine(), logSettings.named("rows")));
    }

    private KeptLog open(Path folder, LogSettings settings) {
        return EventLog.inFolder(folder, settings, clock, notices);
    }

    /** All logs by name: the contracts' ids, and {@value #QUARANTINE}. */
    public SortedMap<String, KeptLog> logs() {
        SortedMap<String, KeptLog> all = new TreeMap<>();
        Contract.ALL.forEach(contract -> all.put(contract.id(), log(contract)));
        all.put(QUARANTINE, quarantineLog());
        return all;
    }

    public InstantSource clock() {
        return clock;
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

    /** The pipeline that takes rows of every contract. */
    public Ingestion ingestion() {
        return frontDoor().pipeline();
    }

    /** Takes what agents report of themselves; the same object for everybody. */
    public synchronized AgentIntake agentIntake() {
        AgentIntake intake = agentIntake.orElseGet(
                () -> new AgentIntake(ingestion(), () -> config.state().enabled()));
        agentIntake = Optional.of(intake);
        return intake;
    }

    /** What hooks handed over that has no place in the contract. */
    public PassedOver passedOver() {
        return new PassedOver(userPath.hooks().resolve("passed-over.json"));
    }

    /** The same pipeline, for rows that it refused before. */
    Quarantine.Replayer replayer() {
        return frontDoor().pipeline();
    }

    /** The rows that the pipeline refused. */
    public Quarantine quarantine() {
        return frontDoor().quarantine();
    }

    /** The logs as tables; the same object for everybody. */
    public EventIndex index() throws IOException {
        // loading it takes a second, for which nobody else of this hub waits
        synchronized (indexLock) {
            if (openIndex.isEmpty()) {
                openIndex = Optional.of(
                        new EventIndex(teeFolder.map(TeeFolder::indexedLogs).orElseGet(this::indexedLogs)));
            }
            return openIndex.get();
        }
    }

    /** Runs SQL of the user over the logs. */
    public SqlSandbox sqlSandbox(SqlSandbox.Limits limits, Consumer<String> told) {
        return new SqlSandbox(indexedLogs(), limits, told);
    }

    /** The logs with where their index is. */
    public List<IndexedLog> indexedLogs() {
        Map<String, KeptLog> all = logs();
        return LogTables.ALL.stream()
                .map(table -> {
                    String id = table.name().replace('_', '-');
                    return new IndexedLog(
                            table,
                            Objects.requireNonNull(all.get(id)),
                            userPath.index().resolve(id));
                })
                .toList();
    }

    /** Lets callers of tools ask SQL. */
    public void allowQueries() {
        allowsQueries = true;
    }

    boolean allowsQueries() {
        return allowsQueries;
    }

    QueryEvents queryEvents() {
        return allowsQueries ? QueryEvents.allowed(new QueryProcess(userPath, environment)) : QueryEvents.refused();
    }

    /** Has questions asked of another index than that of the logs. */
    public void ask(EventIndex index) {
        synchronized (indexLock) {
            openIndex = Optional.of(index);
        }
    }

    /** Has questions about the quarantine, and what is done with it, mean that of a folder of {@code candor tee}. */
    public synchronized void over(TeeFolder folder) {
        teeFolder = Optional.of(folder);
        frontDoor = Optional.of(new FrontDoor(folder.pipeline(), folder.quarantine()));
    }

    /** What the events of orchestrators tell. */
    OrchestrationRuns runs() {
        return new OrchestrationRuns(this::index, clock);
    }

    /** The trails of audit records. */
    TrailReader trails() {
        return new TrailReader(this::index, TrailReader.DEFAULT_GAP);
    }

    /** The variables of this process. */
    Map<String, String> environment() {
        return environment;
    }

    /**
     * The scenarios at hand.
     *
     * @param more folders that are looked into before those of the installation and the user
     */
    public ScenarioFolders scenarios(List<Path> more) {
        return new ScenarioFolders(ScenarioPlaces.of(userPath, more));
    }

    /**
     * The sessions of the log; the same object for everybody who names no folders.
     *
     * @param moreScenarios see {@link #scenarios}
     */
    public synchronized Sessions sessions(List<Path> moreScenarios) {
        if (!moreScenarios.isEmpty()) {
            return newSessions(moreScenarios);
        }
        Sessions sessions = usualSessions.orElseGet(() -> newSessions(List.of()));
        usualSessions = Optional.of(sessions);
        return sessions;
    }

    private Sessions newSessions(List<Path> moreScenarios) {
        return new Sessions(log(Contract.SESSION), this::index, scenarios(moreScenarios));
    }

    private synchronized FrontDoor frontDoor() {
        FrontDoor open = frontDoor.orElseGet(() -> {
            Quarantine quarantine = new Quarantine(
                    quarantineLog(), userPath.own().resolve("quarantine.lock"), clock, new RunIds(clock));
            Map<Contract, EventLog> doors =
                    Contract.ALL.stream().collect(Collectors.toUnmodifiableMap(contract -> contract, this::log));
            return new FrontDoor(new Pipeline(doors, quarantine, userPath.index(), QUEUE_TIMEOUT), quarantine);
        });
        frontDoor = Optional.of(open);
        return open;
    }

    /**
     * All tools.
     *
     * @param policy which items this door may run, and write statistics into
     */
    public Toolbox toolbox(RunPolicy policy) {
        return new Toolbox(Capabilities.of(this, policy), clock);
    }

    /**
     * What is offered to agents.
     *
     * @param toolbox the tools, which run items under the same policy
     * @param toolset which of them
     * @param project whose directives are asked first when a prompt names no project
     * @param observer hears of every call
     */
    public Features features(
            Toolbox toolbox, Toolset toolset, RunPolicy policy, Optional<Path> project, CallObserver observer) {
        KnownItems items = new StoreItems(store);
        return new Features(
                new HubTools(toolbox, toolset, observer),
                new DirectivePrompts(new Directives(userPath, environment, policy), project, items),
                new CandorResources(toolbox, items));
    }
}
