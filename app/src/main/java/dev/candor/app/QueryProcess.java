package dev.candor.app;

import dev.candor.aggregatestore.Outcome;
import dev.candor.config.UserPath;
import dev.candor.execution.Inherited;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.ShippedFile;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.insight.QueryEvents;
import dev.candor.items.run.ProcessSpec;
import dev.candor.items.run.RunLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Runs {@code candor query}: DuckDB does not count all memory that it takes and does not stop at once whatever it does, which
 * ends that process and not this one.
 */
final class QueryProcess implements QueryEvents.Runner {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofMillis(100);
    private static final String MEMORY = "256MB";
    private static final int MAX_OUTPUT = 8_000_000;
    /** The start of the process, and the loading of tables, which may make files of the index first. */
    private static final Duration PREPARATION = Duration.ofSeconds(25);

    private static final String SAYS = "candor: ";
    private static final String STOPPED = "the query was stopped: ";
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final UserPath userPath;
    private final Map<String, String> environment;

    QueryProcess(UserPath userPath, Map<String, String> environment) {
        this.userPath = userPath;
        this.environment = environment;
    }

    @Override
    public List<ObjectValue> rows(String sql, int limit, ToolContext context) throws ToolException, IOException {
        Map<String, String> all = new HashMap<>(Inherited.from(environment).variables());
        all.put("USER_PATH", userPath.folder().toString());
        Duration timeout = TIMEOUT.plus(PREPARATION);
        ProcessSpec.Result ended = new ProcessSpec(command(limit), userPath.folder(), all, sql)
                .run(timeout, new RunLimits(timeout, GRACE, MAX_OUTPUT, 1), context);
        int exitCode = ended.exitCode().orElse(FAILED);
        if (ended.problem().isPresent()) {
            throw new IOException(ended.problem().get());
        }
        if (ended.outcome() == Outcome.TIMEOUT) {
            throw stopped("it was not done after " + timeout.toSeconds() + " s");
        }
        if (context.cancellation().isCancelled()) {
            throw new CancellationException();
        }
        if (exitCode != 0) {
            throw refused(exitCode, ended.stderr().keptText());
        }
        if (ended.stdout().isTruncated()) {
            throw stopped("the result has more than " + MAX_OUTPUT + " bytes; ask for fewer columns or rows at once");
        }
        return ended.stdout().keptText().lines().map(ObjectValue::parse).toList();
    }

    private static List<String> command(int limit) throws IOException {
        Path program = Path.of(System.getProperty(ShippedFile.HOME, ""), "bin", "candor")
                .toAbsolutePath()
                .normalize();
        if (!Files.isExecutable(program)) {
            throw new IOException("a query runs in a process of its own, and there is no " + program + " to start");
        }
        return List.of(
                program.toString(),
                "query",
                "-",
                "--format=ndjson",
                "--limit=" + limit,
                "--timeout=" + TIMEOUT.toSeconds() + "s",
                "--memory=" + MEMORY);
    }

    static ToolException refused(int exitCode, String errors) {
        String said = errors.lines()
                .filter(line -> line.startsWith(SAYS))
                .reduce((first, last) -> last)
                .map(line -> line.substring(SAYS.length()))
                .orElse("");
        if (said.startsWith(STOPPED)) {
            return stopped(said.substring(STOPPED.length()));
        }
        return (exitCode == FAILED || exitCode == USAGE) && !said.isEmpty()
                ? new ToolException(Kind.INVALID_ARGUMENTS, "query-refused", said)
                : stopped(String.format(Locale.ROOT, "it took more memory than it may (exit code %d)", exitCode));
    }

    private static ToolException stopped(String why) {
        return new ToolException(Kind.REFUSED, "query-stopped", STOPPED + why);
    }
}
