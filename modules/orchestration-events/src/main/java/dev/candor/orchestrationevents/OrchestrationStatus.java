package dev.candor.orchestrationevents;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of the runs that orchestrators tell of. */
public final class OrchestrationStatus implements Capability<RunQuery, RunReport> {
    /** What doors know of it. */
    public static final Declaration<RunQuery, RunReport> DECLARATION = Declaration.of(
                    "orchestration_status",
                    "Orchestration status",
                    RunQueryShape.INSTANCE,
                    RunReportShape.INSTANCE,
                    """
                    Shows what became of the runs that orchestrators report: per repository, tool, source and phase the \
                    last status, the attempt, and what contradicts itself; a run that was started or retried and then fell \
                    silent is lost. Also lists the repositories in quarantine. Use it to find out what failed, hangs or \
                    waits for a release. All arguments are optional and narrow the answer. Changes nothing. \
                    Example: {"repository": "x_make_pip_updates_x", "state": "failed"}""")
            .command(Command.of("orchestration status", "Show what became of the runs that orchestrators report.")
                    .orFilesOf(Contract.ORCHESTRATION.id())
                    .examples(
                            "candor orchestration status --state lost --lost-after 30m",
                            "candor orchestration status --from out/telemetry"))
            .get("/v1/orchestration")
            .unavailable("log-unavailable", "the log of orchestration events cannot be read");

    private static final List<Column> COLUMNS = List.of(
            Column.text("STATE").toned(RunState::toneOf),
            Column.number("ATTEMPT"),
            Column.text("LAST EVENT"),
            Column.text("RUN"));

    private final OrchestrationRuns runs;

    /** The status of these runs. */
    public OrchestrationStatus(OrchestrationRuns runs) {
        this.runs = runs;
    }

    @Override
    public RunReport call(RunQuery query, ToolContext context) throws IOException {
        return runs.report(query);
    }

    @Override
    public void tell(RunReport report, Page page) {
        RunReport.Counts counts = report.counts();
        long all = counts.all();
        page.line((all == report.total() ? "" : report.total() + " of ") + Wording.count(all, "run") + sums(counts));
        page.table(COLUMNS, report.runs().stream().map(OrchestrationStatus::row).toList());
        page.more(report.total() - report.runs().size());
        report.runs()
                .forEach(run -> run.contradictions()
                        .forEach(
                                found -> page.line("contradiction: " + run.key().words() + ": " + found.words())));
        report.quarantinedRepositories().forEach(repository -> {
            page.line("in quarantine since " + Utc.timestamp(repository.since()) + ": " + repository.repository()
                    + message(repository.message()));
            repository.contradictions().forEach(found -> page.line("  contradiction: " + found.words()));
        });
        report.notes().forEach(note -> page.line("note: " + note));
    }

    private static String sums(RunReport.Counts counts) {
        String sums = Arrays.stream(RunState.values())
                .filter(state -> counts.of(state) > 0)
                .map(state -> counts.of(state) + " " + state.word())
                .collect(Collectors.joining(", "));
        return sums.isEmpty() ? "" : " (" + sums + ")";
    }

    private static List<String> row(RunReport.Run run) {
        return List.of(
                run.state().word(),
                Long.toString(run.attempt()),
                Utc.timestamp(run.lastAt()),
                run.key().words() + message(run.message()));
    }

    private static String message(Optional<String> message) {
        return message.map(text -> ": " + text).orElse("");
    }
}
