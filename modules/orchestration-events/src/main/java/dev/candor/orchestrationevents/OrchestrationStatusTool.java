package dev.candor.orchestrationevents;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import java.io.IOException;
import java.time.Duration;

/** The tool {@code orchestration_status}: what became of the runs that orchestrators tell of. */
public final class OrchestrationStatusTool implements Tool {
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "orchestration_status",
            "Orchestration status",
            """
            Shows what became of the runs that orchestrators report: per repository, tool, source and phase the last status, \
            the attempt, and what contradicts itself; a run that was started or retried and then fell silent is lost. Also lists the \
            repositories in quarantine. Use it to find out what failed, hangs or waits for a release. All arguments are \
            optional and narrow the answer. Changes nothing. \
            Example: {"repository": "x_make_pip_updates_x", "state": "failed"}""",
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "properties": {
                        "repository": {
                          "description": "Only runs of this repository, by its exact name.",
                          "type": "string", "minLength": 1, "maxLength": 256
                        },
                        "tool": {
                          "description": "Only runs of this tool, by its exact name.",
                          "type": "string", "minLength": 1, "maxLength": 256
                        },
                        "source": {
                          "description": "Only runs that this subsystem reports: orchestrator, clones, visitor, pip_updates, pypi or legatus.",
                          "type": "string", "minLength": 1, "maxLength": 64
                        },
                        "state": {
                          "description": "Only runs in this state.",
                          "type": "string",
                          "enum": ["running", "succeeded", "failed", "skipped", "retried", "quarantined", "lost"]
                        },
                        "lost_after_s": {
                          "description": "After how many seconds of silence a run that was started or retried is lost (default 3600).",
                          "type": "integer", "minimum": 1, "maximum": 31536000
                        },
                        "limit": {
                          "description": "How many runs are listed at most, the latest first (default 50).",
                          "type": "integer", "minimum": 0, "maximum": 1000
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["as_of", "lost_after_s", "events", "counts", "total", "runs", "quarantined_total",
                        "quarantined_repositories", "notes"],
                      "properties": {
                        "as_of": {"description": "The moment of which this is true, ISO 8601 in UTC.", "type": "string"},
                        "lost_after_s": {"type": "integer"},
                        "events": {"description": "How many events the log tells, of all runs.", "type": "integer"},
                        "counts": {
                          "description": "How many runs are in each state, whichever state was asked for.",
                          "type": "object",
                          "required": ["running", "succeeded", "failed", "skipped", "retried", "quarantined", "lost"]
                        },
                        "total": {"description": "How many runs match, listed or not.", "type": "integer"},
                        "runs": {
                          "description": "The runs that match, the latest first.",
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": ["repository", "tool", "source", "phase", "state", "last_status", "last_at",
                              "started_at", "attempt", "duration_ms", "message", "events", "late_events",
                              "repository_quarantined", "contradictions", "contradiction_count"],
                            "properties": {
                              "repository": {"type": ["string", "null"]},
                              "tool": {"type": ["string", "null"]},
                              "source": {"type": "string"},
                              "phase": {"type": "string"},
                              "state": {"type": "string"},
                              "last_status": {"description": "As the last event says it.", "type": "string"},
                              "last_at": {"type": "string"},
                              "started_at": {"type": ["string", "null"]},
                              "attempt": {"type": "integer"},
                              "duration_ms": {"type": ["integer", "null"]},
                              "message": {"type": ["string", "null"]},
                              "events": {"type": "integer"},
                              "late_events": {
                                "description": "Events that came too late to be put in their place, and changed nothing.",
                                "type": "integer"
                              },
                              "repository_quarantined": {"type": "boolean"},
                              "contradictions": {
                                "description": "The last five.",
                                "type": "array",
                                "items": {
                                  "type": "object", "required": ["code", "at", "sentence"],
                                  "properties": {
                                    "code": {"type": "string"}, "at": {"type": "string"}, "sentence": {"type": "string"}
                                  }
                                }
                              },
                              "contradiction_count": {"type": "integer"}
                            }
                          }
                        },
                        "quarantined_total": {"type": "integer"},
                        "quarantined_repositories": {
                          "description": "Repositories that were parked and not released since, since when, as the last event of it says why, with what was done to them all the same; at most 1000.",
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": ["repository", "since", "tool", "source", "phase", "attempt", "message",
                              "contradictions"]
                          }
                        },
                        "notes": {
                          "description": "What is left out, a sentence each.",
                          "type": "array", "items": {"type": "string"}
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            new Annotations(true, false, true, false));

    private final OrchestrationRuns runs;

    /** The tool over the runs of a log. */
    public OrchestrationStatusTool(OrchestrationRuns runs) {
        this.runs = runs;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        RunFilter usual = RunFilter.all();
        RunFilter filter = new RunFilter(
                arguments.text("repository"),
                arguments.text("tool"),
                arguments.text("source"),
                arguments.text("state").flatMap(RunState::of),
                arguments.integer("lost_after_s").map(Duration::ofSeconds).orElse(usual.lostAfter()),
                arguments.integer("limit").map(Math::toIntExact).orElse(usual.limit()));
        try {
            return runs.report(filter).json();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    static ToolException unavailable(IOException e) {
        return new ToolException(
                Kind.UNAVAILABLE,
                "log-unavailable",
                "the log of orchestration events cannot be read: " + Reasons.of(e));
    }

    @Override
    public String summary(ObjectValue result) {
        return RunWords.of(result);
    }
}
