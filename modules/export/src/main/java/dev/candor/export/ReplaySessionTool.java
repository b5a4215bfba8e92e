package dev.candor.export;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/** The tool {@code replay_session}: a session event by event, with what each did to the score and why. */
public final class ReplaySessionTool implements Tool {
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "replay_session",
            "Replay a session",
            """
            Tells a training or audit session as it happened: every event with its phase, actor and outcome, what it did to \
            the score and why, the score after it; then how each objective went from its first assessment over a drill to \
            the repeated one, and the result. Use it to find out why a session has its score. A long session is told in \
            pieces: call it again with offset set to next_offset. Changes nothing. \
            Example: {"session_id": "sess-20260228-001"}""",
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["session_id"],
                      "properties": {
                        "session_id": {
                          "description": "The session; list_sessions lists those there are.",
                          "type": "string", "minLength": 1, "maxLength": 1024
                        },
                        "scenario": {
                          "description": "The id of the scenario it is scored by (default: the only one that knows its words).",
                          "type": "string", "minLength": 1, "maxLength": 100
                        },
                        "limit": {
                          "description": "Tell so many events at most (default 200).",
                          "type": "integer", "minimum": 1, "maximum": 1000
                        },
                        "offset": {
                          "description": "Pass over so many events first (default 0); they count for the score all the same.",
                          "type": "integer", "minimum": 0, "maximum": 5000000
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["session_id", "scenario_id", "events", "steps", "lineage", "score", "warnings"],
                      "properties": {
                        "session_id": {"type": "string"},
                        "scenario_id": {"type": "string"},
                        "events": {"description": "How many there are.", "type": "integer", "minimum": 1},
                        "steps": {
                          "description": "The events asked for, in the order of time.",
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": ["number", "event_id", "timestamp", "offset_ms", "phase", "actor_id",
                              "event_type", "outcome", "words", "score", "change", "why"],
                            "properties": {
                              "number": {"description": "Counted from 1.", "type": "integer"},
                              "event_id": {"type": "string"},
                              "timestamp": {"description": "As it was written.", "type": "string"},
                              "offset_ms": {"description": "Since the first event.", "type": "integer"},
                              "phase": {"type": "string"},
                              "actor_id": {"type": "string"},
                              "event_type": {"type": "string"},
                              "outcome": {"type": "string"},
                              "words": {"description": "What else it says.", "type": "string"},
                              "score": {"description": "After it.", "type": "number"},
                              "change": {"description": "By how much that differs from before.", "type": "number"},
                              "why": {
                                "description": "What it did or did not count for.",
                                "type": "array", "items": {"type": "string"}
                              }
                            }
                          }
                        },
                        "next_offset": {
                          "description": "Where to go on; absent when there is nothing more.", "type": "integer"
                        },
                        "lineage": {
                          "description": "Each objective from first assessment over a drill to the repeated one, a line each.",
                          "type": "array", "items": {"type": "string"}
                        },
                        "score": {"description": "score_total, status and why of the whole session.", "type": "object"},
                        "warnings": {"type": "array", "items": {"type": "string"}}
                      },
                      "additionalProperties": false
                    }
                    """),
            new Annotations(true, false, true, false));

    private static final long USUAL_LIMIT = 200;
    /** What others wrote may be long; an answer of some megabytes is of use to nobody. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private final Sessions sessions;

    /** The tool over some sessions. */
    public ReplaySessionTool(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        String id = arguments.text("session_id").orElse("");
        LongConsumer told = ToolProgress.of(context, "replaying", "events told");
        try (OpenSession session = sessions.open(
                id, Optional.empty(), arguments.text("scenario"), ToolProgress.of(context, "reading", "rows read"))) {
            Piece piece = new Piece(
                    arguments.integer("offset").orElse(0L),
                    arguments.integer("limit").orElse(USUAL_LIMIT));
            session.replay(step -> {
                told.accept(step.number());
                piece.take(step);
            });
            return result(id, session, piece);
        } catch (CancellationException e) {
            throw new ToolException(Kind.UNAVAILABLE, "cancelled", "the replay was cancelled");
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "log-unavailable", "the session cannot be read: " + Reasons.of(e));
        }
    }

    /** The steps that are told. */
    private static final class Piece {
        private final long offset;
        private final long limit;
        private final List<ObjectValue> steps = new ArrayList<>();
        private int characters;
        private boolean isFull;

        Piece(long offset, long limit) {
            this.offset = offset;
            this.limit = limit;
        }

        void take(ReplayStep step) {
            if (step.number() <= offset || isFull) {
                return;
            }
            ObjectValue told = step.json();
            characters += JsonWriter.compact(told).length();
            // at least one is told, so that whoever goes on gets on
            isFull = steps.size() == limit || (!steps.isEmpty() && characters > MOST_CHARACTERS);
            if (!isFull) {
                steps.add(told);
            }
        }
    }

    private static ObjectValue result(String id, OpenSession session, Piece piece) {
        Map<String, JsonValue> result = new LinkedHashMap<>();
        result.put("session_id", JsonValue.of(id));
        result.put("scenario_id", JsonValue.of(session.scenarioId()));
        result.put("events", JsonValue.of(session.count()));
        result.put("steps", JsonValue.of(piece.steps));
        long next = piece.offset + piece.steps.size();
        if (piece.isFull && next < session.count()) {
            result.put("next_offset", JsonValue.of(next));
        }
        result.put("lineage", texts(session.lineage()));
        result.put("score", session.score());
        result.put("warnings", texts(session.warnings()));
        return new ObjectValue(result);
    }

    private static JsonValue texts(List<String> texts) {
        return JsonValue.of(texts.stream().map(JsonValue::of).toList());
    }

    @Override
    public String summary(ObjectValue result) {
        return ReplayWords.of(result);
    }
}
