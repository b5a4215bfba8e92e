package dev.candor.app.demo;

import dev.candor.app.demo.Month.Day;
import dev.candor.validation.contract.Contract;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Four tools go over twenty repositories; what fails is tried again, and four of them end in quarantine. */
final class OrchestrationStory implements Story {
    static final List<String> REPOSITORIES = List.of(
            "storefront",
            "billing-api",
            "design-system",
            "data-pipeline",
            "mobile-app",
            "auth-gateway",
            "search-index",
            "notifications",
            "report-builder",
            "feature-flags",
            "image-resizer",
            "inventory",
            "payments-sdk",
            "docs-site",
            "terraform-modules",
            "event-bus",
            "admin-console",
            "pricing-engine",
            "geo-service",
            "legacy-importer");
    private static final double ROWS_OF_A_RUN = 2.15;
    private static final int MAX_ATTEMPTS = 3;
    private static final double FAILURES = 0.04;
    private static final String ROW = """
            {"attempt":@,"details":{@},"duration_ms":@,"phase":"@","repository":"@","source":"@","status":"@",\
            "timestamp":"@","tool":@,"version":"0.20.2"}""";
    private static final String FAILURE = "'error_kind':'@','message':'@'";
    private static final String RELEASED = "'quarantine':'released','reason':'the remote is back'";
    private static final Tool RELEASE = new Tool("null", "orchestrator", "release", 0, "", "");
    private static final List<Tool> TOOLS = List.of(
            new Tool("'git_fetch'", "clones", "sync", 2_300, "network", "the remote did not answer"),
            new Tool("'ruff'", "visitor", "inspection", 1_100, "lint", "ruff found problems"),
            new Tool("'mypy'", "visitor", "inspection", 14_000, "type", "mypy found errors"),
            new Tool("'pip_compile'", "pip_updates", "pip", 38_000, "resolution", "no versions fit together"));

    private record Tool(String name, String source, String phase, int medianMs, String errorKind, String message) {}

    /** From when to when all attempts on a repository fail; in quarantine it waits for the end. */
    private record Doom(Instant from, Instant until) {
        boolean has(Instant at) {
            return at.isAfter(from) && at.isBefore(until);
        }
    }

    private final Chance chance;
    private final Map<String, Doom> doomed;
    private final Map<String, Doom> quarantined = new HashMap<>();
    private final Map<String, Instant> busyUntil = new HashMap<>();

    OrchestrationStory(Chance chance, Month month) {
        this.chance = chance;
        this.doomed = Map.of(
                "legacy-importer", new Doom(month.ago(19), Instant.MAX),
                "geo-service", new Doom(month.ago(11), month.ago(8)),
                "pricing-engine", new Doom(month.ago(6), Instant.MAX),
                "mobile-app", new Doom(month.ago(3), Instant.MAX));
    }

    @Override
    public void tell(Day day, long rows, List<Row> told) {
        for (Instant at : day.moments(Math.round(rows / ROWS_OF_A_RUN), chance)) {
            String repository = chance.one(REPOSITORIES);
            Tool tool = chance.one(TOOLS);
            if (quarantined.containsKey(repository)
                    && !quarantined.get(repository).has(at)) {
                quarantined.remove(repository);
                told.add(row(at, RELEASE, repository, "succeeded", 1, 0, RELEASED));
            }
            String key = repository + tool.name();
            if (!quarantined.containsKey(repository)
                    && busyUntil.getOrDefault(key, Instant.EPOCH).isBefore(at)) {
                busyUntil.put(key, run(repository, tool, at, told));
            }
        }
    }

    /** Returns when it ended. */
    private Instant run(String repository, Tool tool, Instant begun, List<Row> told) {
        Doom doom = doomed.getOrDefault(repository, new Doom(Instant.MAX, Instant.MAX));
        String failure = Story.filled(FAILURE, tool.errorKind(), tool.message());
        Instant at = begun;
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            if (attempt > 1) {
                String why = Story.filled("'retry_reason':'@'", tool.message());
                told.add(row(at, tool, repository, "retried", attempt, 0, why));
                at = at.plusSeconds(20L * attempt);
            }
            told.add(row(at, tool, repository, "started", attempt, 0, ""));
            long duration = chance.about(tool.medianMs(), 0.4);
            at = at.plusMillis(duration);
            if (!doom.has(begun) && !chance.happens(attempt * FAILURES)) {
                told.add(row(at, tool, repository, "succeeded", attempt, duration, ""));
                return at;
            }
            told.add(row(at, tool, repository, "failed", attempt, duration, failure));
            at = at.plusMillis(400);
        }
        if (doom.has(begun)) {
            told.add(row(at, tool, repository, "quarantined", MAX_ATTEMPTS, 0, failure));
            quarantined.put(repository, doom);
        }
        return at;
    }

    private static Row row(
            Instant at, Tool tool, String repository, String status, int attempt, long duration, String details) {
        String name = tool.name();
        String source = tool.source();
        return Row.of(
                Contract.ORCHESTRATION,
                at,
                ROW,
                attempt,
                details,
                duration,
                tool.phase(),
                repository,
                source,
                status,
                at,
                name);
    }
}
