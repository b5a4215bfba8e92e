package dev.candor.items.run;

import dev.candor.config.UserPath;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolDescription.Annotations;
import dev.candor.foundation.capability.ToolException;
import dev.candor.items.file.RunPolicy;
import java.util.Map;

/**
 * Runs an item (a directive, a tool or a knowledge entry) and tells the recorder. A run that fails is a result, not an
 * exception: those say that nothing was run. What items are and how they run is told in {@code docs/items.md}.
 */
public final class RunWithTelemetry implements Capability<RunRequest, ItemResult> {
    /** What doors know of it; {@code candor exec} passes output and exit code on, and is a verb of its own. */
    public static final Declaration<RunRequest, ItemResult> DECLARATION = Declaration.of(
                    "run_with_telemetry", "Run an item", RunRequestShape.INSTANCE, ItemResultShape.INSTANCE, """
                    Runs one of the user's items and, when telemetry is on, records how it went. Use it instead of reading \
                    or starting the item's file yourself: a tool is executed and its output returned, a directive comes \
                    back as instructions to follow with its inputs filled in, a knowledge entry comes back as text. Items \
                    are found in <project_path>/.ai/{directives,tools,knowledge} first, then in the user path. A run that \
                    fails is a result with outcome "failure" and the reason in error. A tool may do whatever its author \
                    wrote: run what the user asked for. When a run takes longer than timeout_s, or the call is cancelled, \
                    all its processes are ended. The item's file is never changed.

                    Example: {"item_type": "tool", "item_id": "web/scraper", "project_path": "~/shop", \
                    "params": {"url": "https://example.org", "depth": 2}, "timeout_s": 60}""")
            .effects(new Annotations(false, true, false, true));

    private final ItemRunner runner;

    /**
     * Runs the items of one user.
     *
     * @param environment what processes find in their environment, less what is Candor's own ({@code CANDOR_*})
     * @param policy which projects' items may be run
     */
    public RunWithTelemetry(
            UserPath userPath,
            Map<String, String> environment,
            RunPolicy policy,
            RunLimits limits,
            RunRecorder recorder) {
        this.runner = new ItemRunner(userPath, environment, policy, limits, recorder);
    }

    /**
     * Runs the item, on the calling thread.
     *
     * @throws ToolException when nothing was run: {@code run-not-allowed}, {@code root-not-allowed},
     *     {@code project-path-invalid}, {@code project-not-found}, {@code item-id-invalid}, {@code protected-item},
     *     {@code item-not-found}, {@code item-ambiguous}, {@code version-mismatch}, {@code item-outside},
     *     {@code item-not-regular}, {@code item-too-large}, {@code item-unreadable}, {@code item-changed},
     *     {@code item-invalid}, {@code executor-unsupported}, {@code params-invalid}, {@code too-many-runs},
     *     {@code context-unwritable}; {@code cancelled} when it was before the item was found
     */
    @Override
    public ItemResult call(RunRequest request, ToolContext context) throws ToolException {
        return runner.call(request, context);
    }

    @Override
    public void tell(ItemResult result, Page page) {
        result.tell(page);
    }
}
