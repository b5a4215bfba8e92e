package dev.candor.items.run;

import dev.candor.aggregatestore.Execution;
import dev.candor.aggregatestore.ItemType;
import dev.candor.aggregatestore.RunRecorder;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolDescription.Annotations;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.TraceContext;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.file.Directive;
import dev.candor.items.file.FoundItem;
import dev.candor.items.file.ItemFinder;
import dev.candor.items.file.ItemMetadata;
import dev.candor.items.file.ItemReference;
import dev.candor.items.file.Markdown;
import dev.candor.items.file.RunFolders;
import dev.candor.items.file.RunPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

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

    private final UserPath userPath;
    private final Path home;
    private final Map<String, String> environment;
    private final RunPolicy policy;
    private final RunLimits limits;
    private final RunRecorder recorder;
    private final Semaphore running;
    private final AtomicLong runs = new AtomicLong();

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
        this.userPath = userPath;
        this.home = RunFolders.home(environment);
        this.environment = environment.entrySet().stream()
                .filter(variable -> isPassedOn(variable.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        this.policy = policy;
        this.limits = limits;
        this.recorder = recorder;
        this.running = new Semaphore(limits.concurrentRuns());
    }

    /** What the launcher notes for us, and what we note for items, is nobody else's. */
    private static boolean isPassedOn(String name) {
        return !name.isEmpty() && !name.startsWith("CANDOR_") && name.indexOf('=') < 0;
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
        RunFolders folders = RunFolders.of(policy, request.projectPath(), userPath.folder(), home);
        ItemType type = request.itemType();
        ItemReference reference = request.reference();
        RunProgress progress = new RunProgress(context);
        progress.finding(type.word() + " " + reference.path());
        FoundItem item = ItemFinder.find(type, reference, folders.places(type), progress::isCancelled);
        progress.begin();
        TraceContext trace = context.trace();
        return switch (type) {
            case KNOWLEDGE -> knowledge(item, trace, progress);
            case DIRECTIVE -> directive(item, request.parameters(), trace, progress);
            case TOOL -> tool(item, request, folders.workFolder(item.file()), trace, progress);
        };
    }

    private ItemResult knowledge(FoundItem item, TraceContext trace, RunProgress progress) {
        String text = Markdown.of(item.file().text()).body().stripLeading();
        Recorded recorded = Recorded.by(() -> recorder.recordAccess(
                item.identity(), Optional.of(item.file().path().toString()), trace.traceparent()));
        return ItemResult.of(item, RunResult.shown(), Optional.of(text), progress.elapsed(), recorded);
    }

    private ItemResult directive(FoundItem item, ObjectValue params, TraceContext trace, RunProgress progress)
            throws ToolException {
        String text = Directive.filled(item.file().text(), params);
        RunResult shown = RunResult.shown();
        Duration duration = progress.elapsed();
        return ItemResult.of(item, shown, Optional.of(text), duration, recorded(item, shown, trace, duration));
    }

    private ItemResult tool(FoundItem item, RunRequest request, Path folder, TraceContext trace, RunProgress progress)
            throws ToolException {
        if (!running.tryAcquire()) {
            throw new ToolException(
                    ToolException.Kind.BUSY,
                    "too-many-runs",
                    "As many tools as allowed are running: " + limits.concurrentRuns() + ". Try again later.");
        }
        try (ContextFile context = contextFile()) {
            ToolRun run = new ToolRun(
                    item.file(),
                    request.parameters(),
                    folder,
                    environment,
                    trace,
                    request.timeout(),
                    limits,
                    progress,
                    context);
            RunResult result = ItemMetadata.isYaml(item.file().fileName()) ? YamlTool.run(run) : ScriptTool.run(run);
            Duration duration = progress.elapsed();
            return ItemResult.of(item, result, Optional.empty(), duration, recorded(item, result, trace, duration));
        } finally {
            running.release();
        }
    }

    private ContextFile contextFile() throws ToolException {
        long run = runs.incrementAndGet();
        if (run == 1) {
            ContextFile.sweep(runFolder());
        }
        String id = ProcessHandle.current().pid() + "-" + run + "-" + Long.toHexString(System.nanoTime());
        try {
            return ContextFile.create(runFolder(), id);
        } catch (IOException e) {
            throw new ToolException(
                    ToolException.Kind.UNAVAILABLE,
                    "context-unwritable",
                    "No file can be kept in " + runFolder() + " while the tool runs: " + Reasons.of(e) + ".");
        }
    }

    private Path runFolder() {
        return userPath.own().resolve("run");
    }

    private Recorded recorded(FoundItem item, RunResult result, TraceContext trace, Duration duration) {
        return Recorded.by(() -> recorder.recordExecution(new Execution(
                item.identity(),
                item.type(),
                result.outcome(),
                duration.toMillis(),
                result.calls().http(),
                result.calls().subprocess(),
                result.error(),
                Optional.of(item.file().path().toString()),
                trace.traceparent())));
    }

    @Override
    public void tell(ItemResult result, Page page) {
        result.tell(page);
    }
}
