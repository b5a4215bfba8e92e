package dev.candor.insight;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/** Which skills and items got worse, and from which run on. */
public final class FindDegraded implements Capability<FindDegraded.Query, DegradationReport> {
    /** What doors know of it. */
    public static final Declaration<Query, DegradationReport> DECLARATION = Declaration.of(
                    "find_degraded",
                    "Find what got worse",
                    FindDegradedQueryShape.INSTANCE,
                    DegradationReportShape.INSTANCE,
                    """
                    Compares the last runs of each skill and item with the runs before, an item by its version: degraded when \
                    its success rate dropped by at least 10 points and that is no chance (exact test of Fisher, p < 0.01, \
                    corrected for how many are judged), broken when its last five runs failed, flaky when it succeeds and fails \
                    by turns. Names the first bad run and its row. Too few runs are insufficient data and never a finding. Use \
                    it to find out what broke, and since when. Changes nothing. Example: {"window": 20}""")
            .command(Command.of("degraded", "Tell which skills and items got worse, and from which run on.")
                    .exitCodes("2  with --strict, a skill or item is degraded or broken")
                    .orFilesOf("skill-usage")
                    .examples("candor degraded", "candor degraded --window 50 --min-drop 0.05 --strict --json"))
            .get("/v1/degraded")
            .unavailable("runs-unavailable", "the runs cannot be read");

    private static final int FOUND = 2;
    private static final BigDecimal DEFAULT_MIN_DROP = new BigDecimal("0.1");

    private final RunSource runs;

    /** What is recent, and how much is a drop. */
    @Arguments
    record Query(
            @Doc("How many runs of each are its recent ones (default 20); 20 more are needed to compare with.")
            @Range(min = 10, max = 200)
            @Default("20")
            int window,

            @Doc("How far the success rate must have dropped, 0 to 1 (default 0.1).") @Range(min = 0, max = 1)
            Optional<BigDecimal> minDrop,

            @Doc("Whether the command's exit code says that one is degraded or broken.")
            boolean strict) {}

    /** Of the runs of a source. */
    public FindDegraded(RunSource runs) {
        this.runs = runs;
    }

    @Override
    public DegradationReport call(Query query, ToolContext context) throws ToolException, IOException {
        DegradationCheck check =
                new DegradationCheck(query.window(), query.minDrop().orElse(DEFAULT_MIN_DROP));
        runs.visit(check.runsNeeded(), check::add, context.counting("reading", "rows read"));
        return check.report(query.strict(), runs);
    }

    @Override
    public void tell(DegradationReport report, Page page) {
        report.tell(page);
    }

    @Override
    public int exitCode(DegradationReport report) {
        return report.strict() && !report.passed() ? FOUND : 0;
    }
}
