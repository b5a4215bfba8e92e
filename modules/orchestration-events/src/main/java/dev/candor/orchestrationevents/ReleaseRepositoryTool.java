package dev.candor.orchestrationevents;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFormat;
import dev.candor.foundation.time.Utc;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import dev.candor.ingestion.Ingestion;
import dev.candor.ingestion.IngestionException;
import dev.candor.ingestion.Receipt;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tool {@code release_repository}: ends the quarantine of a repository. */
public final class ReleaseRepositoryTool implements Tool {
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "release_repository",
            "Release a repository",
            """
            Ends the quarantine of a repository, by recording an event of phase "release". Use it when what had the \
            repository parked after its retries is mended, so that orchestrators take it up again. Without quarantine \
            nothing is recorded and "released" is false. \
            Example: {"repository": "x_make_pip_updates_x", "reason": "types mended in 4f2c1aa"}""",
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["repository"],
                      "properties": {
                        "repository": {
                          "description": "The repository, by its exact name.",
                          "type": "string", "minLength": 1, "maxLength": 256
                        },
                        "reason": {
                          "description": "Why it may go on, a sentence; it is recorded.",
                          "type": "string", "minLength": 1, "maxLength": 1024
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["repository", "released", "quarantined_since", "released_at"],
                      "properties": {
                        "repository": {"type": "string"},
                        "released": {"description": "Whether a quarantine ended.", "type": "boolean"},
                        "quarantined_since": {"description": "null when it was in none.", "type": ["string", "null"]},
                        "released_at": {"description": "null when it was in none.", "type": ["string", "null"]}
                      },
                      "additionalProperties": false
                    }
                    """),
            new Annotations(false, false, true, false));

    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private final OrchestrationRuns runs;
    private final Ingestion ingestion;
    private final InstantSource clock;

    /**
     * The tool over the runs of a log.
     *
     * @param ingestion takes the event into the same log
     */
    public ReleaseRepositoryTool(OrchestrationRuns runs, Ingestion ingestion, InstantSource clock) {
        this.runs = runs;
        this.ingestion = ingestion;
        this.clock = clock;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        String repository = arguments.text("repository").orElse("");
        Optional<RepositoryHistory> history;
        try {
            history = runs.repository(repository);
        } catch (IOException e) {
            throw OrchestrationStatusTool.unavailable(e);
        }
        if (history.isEmpty()) {
            throw new ToolException(
                    Kind.NOT_FOUND,
                    "repository-not-found",
                    "no event names a repository '" + repository
                            + "'; orchestration_status lists those that there are");
        }
        Optional<Instant> since = history.flatMap(RepositoryHistory::quarantine).map(OrchestrationEvent::at);
        Optional<Instant> releasedAt =
                since.map(first -> afterwards(first, history.flatMap(RepositoryHistory::latestQuarantine)));
        if (releasedAt.isPresent()) {
            take(event(repository, arguments.text("reason"), releasedAt.get()));
        }
        return new ObjectValue(Map.of(
                "repository", JsonValue.of(repository),
                "released", JsonValue.of(releasedAt.isPresent()),
                "quarantined_since", RunLine.textOrNull(since.map(Utc::timestamp)),
                "released_at", RunLine.textOrNull(releasedAt.map(Utc::timestamp))));
    }

    /**
     * Now; but clocks differ, some by time zones, and the release must come after the quarantine also when it is read
     * after the time that the quarantine bears. A time that no zone explains is not followed: the log's order will do.
     */
    private Instant afterwards(Instant first, Optional<OrchestrationEvent> latest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Stream.concat(Stream.of(first), latest.map(OrchestrationEvent::at).stream())
                .filter(at -> at.isBefore(now.plus(MOST_AHEAD)))
                .map(at -> at.plusMillis(1))
                .reduce(now, (one, other) -> one.isAfter(other) ? one : other);
    }

    private static ObjectValue event(String repository, Optional<String> reason, Instant at) {
        Map<String, JsonValue> details = new LinkedHashMap<>();
        details.put("message", JsonValue.of("Released from quarantine"));
        details.put(OrchestrationEvent.QUARANTINE, JsonValue.of(OrchestrationEvent.RELEASED));
        reason.ifPresent(text -> details.put("reason", JsonValue.of(text)));
        Map<String, JsonValue> event = new LinkedHashMap<>();
        event.put("version", JsonValue.of(Contract.ORCHESTRATION.version()));
        event.put("timestamp", JsonValue.of(Utc.timestamp(at)));
        event.put("source", JsonValue.of(OrchestrationEvent.ORCHESTRATOR));
        event.put("phase", JsonValue.of(OrchestrationEvent.RELEASE));
        event.put("repository", JsonValue.of(repository));
        event.put("tool", new NullValue());
        event.put("status", JsonValue.of(Status.SUCCEEDED.word()));
        event.put("attempt", JsonValue.of(1));
        event.put("duration_ms", JsonValue.of(0));
        event.put("details", new ObjectValue(details));
        return new ObjectValue(event);
    }

    private void take(ObjectValue event) throws ToolException {
        byte[] row = JsonWriter.compact(event).getBytes(StandardCharsets.UTF_8);
        Receipt receipt;
        try {
            receipt = ingestion.take(
                    new ByteArrayInputStream(row),
                    RowFormat.JSON,
                    Optional.of(Contract.ORCHESTRATION),
                    "tool:release_repository",
                    progress -> {});
        } catch (IngestionException e) {
            boolean busy = e.kind() == IngestionException.Kind.BUSY;
            throw new ToolException(
                    busy ? Kind.BUSY : Kind.UNAVAILABLE,
                    "release-not-recorded",
                    "the release was not recorded: " + e.sentence());
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "release-not-recorded", "the release was not recorded: " + Reasons.of(e));
        }
        if (receipt.quarantined() > 0) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS,
                    "release-refused",
                    "the release was refused: " + receipt.rows().getFirst().sentence());
        }
    }

    @Override
    public String summary(ObjectValue result) {
        String repository = result.text("repository").orElse("");
        return result.text("quarantined_since")
                .map(since -> repository + " is released; it was in quarantine since " + since + ".")
                .orElse(repository + " was not in quarantine; nothing was recorded.");
    }
}
