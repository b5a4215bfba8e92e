package dev.candor.app;

import dev.candor.agents.CheckHealth;
import dev.candor.aggregatestore.ClearTelemetry;
import dev.candor.aggregatestore.RecordExecution;
import dev.candor.aggregatestore.ShowTelemetry;
import dev.candor.app.tools.Offer;
import dev.candor.audittrail.ListTrails;
import dev.candor.audittrail.ShowTrail;
import dev.candor.config.ConfigureTelemetry;
import dev.candor.execution.Inherited;
import dev.candor.export.ExportSession;
import dev.candor.export.ExportTelemetry;
import dev.candor.export.verify.VerifySession;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.ingestion.DropQuarantine;
import dev.candor.ingestion.RecordEvent;
import dev.candor.ingestion.ReplayQuarantine;
import dev.candor.ingestion.ShowQuarantine;
import dev.candor.insight.CheckObjectives;
import dev.candor.insight.FindDegraded;
import dev.candor.insight.FindUnused;
import dev.candor.insight.IndexedRuns;
import dev.candor.insight.ListAgentSessions;
import dev.candor.insight.ListQuarantine;
import dev.candor.insight.ListRuns;
import dev.candor.insight.MakeBadge;
import dev.candor.insight.QueryEvents;
import dev.candor.insight.SearchNames;
import dev.candor.insight.ShowAgentSession;
import dev.candor.insight.ShowStats;
import dev.candor.insight.TriageFailures;
import dev.candor.items.file.ItemFiles;
import dev.candor.items.file.RunPolicy;
import dev.candor.items.run.RunLimits;
import dev.candor.items.run.RunWithTelemetry;
import dev.candor.orchestrationevents.OrchestrationStatus;
import dev.candor.orchestrationevents.ReleaseRepository;
import dev.candor.sessions.ListSessions;
import dev.candor.sessions.ReplaySession;
import dev.candor.skillusage.ShowCoverage;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ReasonCodes;
import java.util.List;

/** What Candor can do: each capability as declared, for doors that only say it, and what it is made of. */
public final class Capabilities {
    /** In the order in which they are listed. */
    private static final List<Made<?, ?, ?>> ALL = List.of(
            new Made<>(ConfigureTelemetry.DECLARATION, (hub, policy) -> new ConfigureTelemetry(hub.config())),
            new Made<>(
                    ShowTelemetry.DECLARATION,
                    (hub, policy) -> new ShowTelemetry(hub.userPath(), hub.config(), hub.store())),
            new Made<>(ClearTelemetry.DECLARATION, (hub, policy) -> new ClearTelemetry(hub.store())),
            new Made<>(
                    ExportTelemetry.DECLARATION,
                    (hub, policy) ->
                            new ExportTelemetry(hub.store(), new ItemFiles(hub.userPath(), hub.environment(), policy))),
            new Made<>(RecordEvent.DECLARATION, (hub, policy) -> new RecordEvent(hub.ingestion())),
            new Made<>(RecordExecution.DECLARATION, (hub, policy) -> new RecordExecution(hub.store(), hub.config())),
            new Made<>(ShowStats.DECLARATION, (hub, policy) -> new ShowStats(hub::index)),
            new Made<>(ListRuns.DECLARATION, (hub, policy) -> new ListRuns(hub::index)),
            new Made<>(SearchNames.DECLARATION, (hub, policy) -> new SearchNames(hub::index)),
            new Made<>(
                    TriageFailures.DECLARATION,
                    (hub, policy) -> new TriageFailures(
                            new IndexedRuns(hub::index),
                            hub.clock(),
                            ReasonCodes.parse(Contract.SKILL_USAGE.reasonCodesFile())
                                    .codes())),
            new Made<>(CheckObjectives.DECLARATION, (hub, policy) -> new CheckObjectives(new IndexedRuns(hub::index))),
            new Made<>(FindDegraded.DECLARATION, (hub, policy) -> new FindDegraded(new IndexedRuns(hub::index))),
            new Made<>(FindUnused.DECLARATION, (hub, policy) -> new FindUnused(hub::index)),
            new Made<>(ListAgentSessions.DECLARATION, (hub, policy) -> new ListAgentSessions(hub::index)),
            new Made<>(ShowAgentSession.DECLARATION, (hub, policy) -> new ShowAgentSession(hub::index)),
            new Made<>(MakeBadge.DECLARATION, (hub, policy) -> new MakeBadge(hub::index)),
            new Made<>(ShowCoverage.DECLARATION, (hub, policy) -> new ShowCoverage(hub.log(Contract.SKILL_USAGE))),
            new Made<>(ListQuarantine.DECLARATION, (hub, policy) -> new ListQuarantine(hub::index)),
            new Made<>(ShowQuarantine.DECLARATION, (hub, policy) -> new ShowQuarantine(hub.quarantine())),
            new Made<>(
                    ReplayQuarantine.DECLARATION,
                    (hub, policy) -> new ReplayQuarantine(hub.quarantine(), hub.replayer())),
            new Made<>(DropQuarantine.DECLARATION, (hub, policy) -> new DropQuarantine(hub.quarantine())),
            new Made<>(OrchestrationStatus.DECLARATION, (hub, policy) -> new OrchestrationStatus(hub.runs())),
            new Made<>(
                    ReleaseRepository.DECLARATION,
                    (hub, policy) -> new ReleaseRepository(hub.runs(), hub.ingestion(), hub.clock())),
            new Made<>(ShowTrail.DECLARATION, (hub, policy) -> new ShowTrail(hub.trails())),
            new Made<>(ListTrails.DECLARATION, (hub, policy) -> new ListTrails(hub.trails())),
            new Made<>(ListSessions.DECLARATION, (hub, policy) -> new ListSessions(hub.sessions(List.of()))),
            new Made<>(
                    ExportSession.DECLARATION,
                    (hub, policy) -> new ExportSession(
                            hub.sessions(List.of()), hub.userPath().exports())),
            new Made<>(
                    VerifySession.DECLARATION,
                    (hub, policy) -> new VerifySession(hub.userPath().exports(), hub.scenarios(List.of()))),
            new Made<>(ReplaySession.DECLARATION, (hub, policy) -> new ReplaySession(hub.sessions(List.of()))),
            new Made<>(
                    RunWithTelemetry.DECLARATION,
                    (hub, policy) -> new RunWithTelemetry(
                            hub.userPath(),
                            Inherited.from(hub.environment()).variables(),
                            policy,
                            RunLimits.standard(),
                            hub.store())),
            new Made<>(CheckHealth.DECLARATION, (hub, policy) -> new CheckHealth(AgentPlaces.checked(hub))),
            new Made<>(QueryEvents.DECLARATION, (hub, policy) -> hub.queryEvents()));

    /** All declarations. */
    public static final List<Declaration<?, ?>> DECLARATIONS =
            ALL.stream().<Declaration<?, ?>>map(Made::declaration).toList();

    private Capabilities() {}

    private record Made<A, R, C extends Capability<A, R>>(Declaration<A, R> declaration, Maker<C> maker) {
        private boolean isListed(Hub hub) {
            return hub.allowsQueries() || !declaration.name().equals(QueryEvents.DECLARATION.name());
        }

        Offer<A, R> offer(Hub hub, RunPolicy policy) {
            return new Offer<>(declaration, () -> maker.of(hub, policy), isListed(hub));
        }
    }

    private interface Maker<C> {
        C of(Hub hub, RunPolicy policy);
    }

    /** All of them over the modules of a user path, each made when it is first called. */
    static List<Offer<?, ?>> of(Hub hub, RunPolicy policy) {
        return ALL.stream().<Offer<?, ?>>map(made -> made.offer(hub, policy)).toList();
    }
}
