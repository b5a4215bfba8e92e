package dev.candor.orchestrationevents;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import dev.candor.ingestion.EarlyEnd;
import dev.candor.ingestion.Ingestion;
import dev.candor.ingestion.Receipt;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends the quarantine of a repository. */
public final class ReleaseRepository implements Capability<ReleaseRepository.Request, ReleaseRepository.Release> {
    /** What doors know of it. */
    public static final Declaration<Request, Release> DECLARATION = Declaration.of(
                    "release_repository",
                    "Release a repository",
                    ReleaseRepositoryRequestShape.INSTANCE,
                    ReleaseRepositoryReleaseShape.INSTANCE,
                    """
                    Ends the quarantine of a repository, by recording an event of phase "release". Use it when what had \
                    the repository parked after its retries is mended, so that orchestrators take it up again. Without \
                    quarantine nothing is recorded and "released" is false. \
                    Example: {"repository": "x_make_pip_updates_x", "reason": "types mended in 4f2c1aa"}""")
            .changes(false, true)
            .command(Command.of("orchestration release", "End the quarantine of a repository.")
                    .operands("repository")
                    .examples("candor orchestration release x_make_pip_updates_x --reason 'types mended'"))
            .post("/v1/orchestration/release")
            .unavailable("release-not-recorded", "the release was not recorded");

    private static final Duration MAX_AHEAD = Duration.ofDays(1);

    private final OrchestrationRuns runs;
    private final Ingestion ingestion;
    private final InstantSource clock;

    /** Which repository. */
    @Arguments
    record Request(
            @Doc("The repository, by its exact name.") @Size(min = 1, max = 256)
            String repository,

            @Doc("Why it may go on, a sentence; it is recorded.") @Size(min = 1, max = 1024)
            Optional<String> reason) {}

    /** What became of its quarantine. */
    @Result
    record Release(
            String repository,
            @Doc("Whether a quarantine ended.") boolean released,
            @Doc("null when it was in none.") @OrNull Optional<Instant> quarantinedSince,
            @Doc("null when it was in none.") @OrNull Optional<Instant> releasedAt) {}

    /**
     * Releases repositories of these runs.
     *
     * @param ingestion takes the event into the same log
     */
    public ReleaseRepository(OrchestrationRuns runs, Ingestion ingestion, InstantSource clock) {
        this.runs = runs;
        this.ingestion = ingestion;
        this.clock = clock;
    }

    @Override
    public Release call(Request request, ToolContext context) throws ToolException, IOException {
        String repository = request.repository();
        RepositoryHistory history = runs.repository(repository)
                .orElseThrow(() -> new ToolException(
                        Kind.NOT_FOUND,
                        "repository-not-found",
                        "no event names a repository '" + repository
                                + "'; orchestration_status lists those that there are"));
        Optional<Instant> since = history.quarantine().map(OrchestrationEvent::at);
        Optional<Instant> releasedAt = since.map(first -> afterwards(first, history.latestQuarantine()));
        if (releasedAt.isPresent()) {
            take(event(repository, request.reason(), releasedAt.get()));
        }
        return new Release(repository, releasedAt.isPresent(), since, releasedAt);
    }

    /**
     * Now; but clocks differ, some by time zones, and the release must come after the quarantine also when it is read
     * after the time that the quarantine bears. A time that no zone explains is not followed: the log's order will do.
     */
    private Instant afterwards(Instant first, Optional<OrchestrationEvent> latest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Stream.concat(Stream.of(first), latest.map(OrchestrationEvent::at).stream())
                .filter(at -> at.isBefore(now.plus(MAX_AHEAD)))
                .map(at -> at.plusMillis(1))
                .reduce(now, (one, other) -> one.isAfter(other) ? one : other);
    }

    private static ObjectValue event(String repository, Optional<String> reason, Instant at) {
        Map<String, JsonValue> details = new LinkedHashMap<>();
        details.put("message", JsonValue.of("Released from quarantine"));
        details.put(OrchestrationEvent.QUARANTINE, JsonValue.of(OrchestrationEvent.RELEASED));
        reason.ifPresent(text -> details.put("reason", JsonValue.of(text)));
        return new JsonObject()
                .put("version", Contract.ORCHESTRATION.version())
                .put("timestamp", Utc.timestamp(at))
                .put("source", OrchestrationEvent.ORCHESTRATOR)
                .put("phase", OrchestrationEvent.RELEASE)
                .put("repository", repository)
                .put("tool", new NullValue())
                .put("status", Status.SUCCEEDED.word())
                .put("attempt", 1)
                .put("duration_ms", 0)
                .put("details", new ObjectValue(details))
                .object();
    }

    private void take(ObjectValue event) throws ToolException {
        Receipt receipt =
                ingestion.take(List.of(event), Optional.of(Contract.ORCHESTRATION), "tool:release_repository");
        if (receipt.end().isPresent()) {
            boolean busy = receipt.end().get().kind() == EarlyEnd.Kind.BUSY;
            throw new ToolException(
                    busy ? Kind.BUSY : Kind.UNAVAILABLE,
                    "release-not-recorded",
                    "the release was not recorded: " + receipt.end().get().sentence());
        }
        if (receipt.quarantined() > 0) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS,
                    "release-refused",
                    "the release was refused: " + receipt.rows().getFirst().sentence());
        }
    }

    @Override
    public void tell(Release release, Page page) {
        page.line(release.repository()
                + release.quarantinedSince()
                        .map(since -> " is released; it was in quarantine since " + Utc.timestamp(since))
                        .orElse(" is not in quarantine; nothing was recorded"));
    }
}
