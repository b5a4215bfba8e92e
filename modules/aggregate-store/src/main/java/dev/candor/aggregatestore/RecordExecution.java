package dev.candor.aggregatestore;

import dev.candor.config.SwitchState;
import dev.candor.config.TelemetrySwitch;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.ingestion.UnfitRowException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Records a run that somebody else did; {@code POST /v1/executions} takes many at once. */
public final class RecordExecution implements Capability<Execution, RecordExecution.Recorded> {
    /** What doors know of it. */
    public static final Declaration<Execution, Recorded> DECLARATION = Declaration.of(
                    "record_execution",
                    "Record a run",
                    ExecutionShape.INSTANCE,
                    RecordExecutionRecordedShape.INSTANCE,
                    """
                    Records a run of an item that you did yourself: which item, how it ended, how long it took. Use it after \
                    you followed a directive or ran a tool without run_with_telemetry. Nothing is recorded while telemetry \
                    is off, which the result says. When it returns, the run is on disk. \
                    Example: {"item_id": "acme/scraper@2.0.0", "item_type": "tool", "outcome": "success", \
                    "duration_ms": 3400}""")
            .changes(false, false)
            .command(Command.of("record", "Record a run of an item that you did yourself.")
                    .operands("item_id")
                    .examples(
                            "candor record acme/scraper@2.0.0 --item-type tool --outcome success --duration-ms 3400",
                            "candor record create_tool --item-type directive --outcome failure --duration-ms 12 \\",
                            "  --error 'no template' --path ~/.ai/directives/core/create_tool.md"))
            .unavailable("log-unavailable", "nothing was recorded: the log of runs cannot be written");

    private final AggregateStore store;
    private final TelemetrySwitch telemetry;

    /** What became of it. */
    @Result
    record Recorded(
            @Doc("1 when the run is on disk, 0 while telemetry is off.") @Range(min = 0, max = 1)
            int recorded,

            @Doc("The run's id, null when it was not recorded.") @OrNull
            Optional<String> runId,

            @Doc("Why nothing was recorded.") Optional<String> note) {}

    /** Into a store, while the switch is on. */
    public RecordExecution(AggregateStore store, TelemetrySwitch telemetry) {
        this.store = store;
        this.telemetry = telemetry;
    }

    @Override
    public Recorded call(Execution execution, ToolContext context) throws ToolException, IOException {
        List<String> runIds = record(execution);
        if (!runIds.isEmpty()) {
            return new Recorded(1, Optional.of(runIds.getFirst()), Optional.empty());
        }
        SwitchState state = telemetry.state();
        return new Recorded(
                0,
                Optional.empty(),
                Optional.of("telemetry is off"
                        + state.problem()
                                .or(() -> telemetry.warnings().stream().findFirst())
                                .map(problem -> ": " + problem)
                                .orElse(" (see: telemetry_status)")));
    }

    private List<String> record(Execution execution) throws ToolException, IOException {
        try {
            return store.record(List.of(execution));
        } catch (UnfitRowException e) {
            // members of the row are called as the arguments are
            String sentence = String.valueOf(e.getMessage()).replaceFirst("^/([a-z_]+)", "{$1}");
            throw new ToolException(Kind.INVALID_ARGUMENTS, "arguments-invalid", sentence);
        }
    }

    @Override
    public void tell(Recorded recorded, Page page) {
        recorded.runId().ifPresent(id -> page.line("recorded as " + id));
        recorded.note().ifPresent(why -> page.notice("nothing was recorded, because " + why));
    }
}
