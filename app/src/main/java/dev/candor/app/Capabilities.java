package dev.candor.app;

import dev.candor.aggregatestore.ClearTelemetry;
import dev.candor.aggregatestore.ShowTelemetry;
import dev.candor.audittrail.ListTrails;
import dev.candor.audittrail.ShowTrail;
import dev.candor.config.ConfigureTelemetry;
import dev.candor.execution.RunWithTelemetry;
import dev.candor.export.ExportSession;
import dev.candor.export.ExportTelemetry;
import dev.candor.export.ListSessions;
import dev.candor.export.ReplaySession;
import dev.candor.foundation.capability.Declaration;
import dev.candor.ingestion.DropQuarantine;
import dev.candor.ingestion.ListQuarantine;
import dev.candor.ingestion.RecordEvent;
import dev.candor.ingestion.ReplayQuarantine;
import dev.candor.ingestion.ShowQuarantine;
import dev.candor.orchestrationevents.OrchestrationStatus;
import dev.candor.orchestrationevents.ReleaseRepository;
import java.util.List;

/** What Candor can do, as declared: for doors that say it without doing it. */
public final class Capabilities {
    /** All declarations, in the order in which they are listed. */
    public static final List<Declaration<?, ?>> DECLARATIONS = List.of(
            ConfigureTelemetry.DECLARATION,
            ShowTelemetry.DECLARATION,
            ClearTelemetry.DECLARATION,
            ExportTelemetry.DECLARATION,
            RecordEvent.DECLARATION,
            ListQuarantine.DECLARATION,
            ShowQuarantine.DECLARATION,
            ReplayQuarantine.DECLARATION,
            DropQuarantine.DECLARATION,
            OrchestrationStatus.DECLARATION,
            ReleaseRepository.DECLARATION,
            ShowTrail.DECLARATION,
            ListTrails.DECLARATION,
            ListSessions.DECLARATION,
            ExportSession.DECLARATION,
            ReplaySession.DECLARATION,
            RunWithTelemetry.DECLARATION);

    private Capabilities() {}
}
