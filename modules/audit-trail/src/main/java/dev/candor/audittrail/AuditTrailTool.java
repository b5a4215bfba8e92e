package dev.candor.audittrail;

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

/** The tool {@code audit_trail}: the records of one logical execution. */
public final class AuditTrailTool implements Tool {
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "audit_trail",
            "Audit trail",
            """
            Shows the audit records of one logical execution in the order of time: who did what to what, how it ended and \
            why, with every decision explained in a sentence; then what is missing or contradicts itself, each with a code. \
            Use it to find out why something was blocked or failed, or whether an execution came to its end; list_trails \
            finds correlation ids. Changes nothing. \
            Example: {"correlation_id": "3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b"}""",
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["correlation_id"],
                      "properties": {
                        "correlation_id": {
                          "description": "The UUID that the records share, in small or capital letters.",
                          "type": "string", "minLength": 1, "maxLength": 64
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["correlation_id", "first_at", "last_at", "worst_outcome", "actors", "repos", "records",
                        "findings", "notes"],
                      "properties": {
                        "correlation_id": {"type": "string"},
                        "first_at": {"description": "ISO 8601 in UTC.", "type": "string"},
                        "last_at": {"type": "string"},
                        "worst_outcome": {"type": "string", "enum": ["success", "partial", "blocked", "failed"]},
                        "actors": {"type": "array", "items": {"type": "string"}},
                        "repos": {"type": "array", "items": {"type": "string"}},
                        "records": {
                          "description": "In the order of time; findings count them from 1.",
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": ["generated_at", "actor", "action", "entity", "outcome", "reason", "started_at",
                              "finished_at", "runner", "decisions"],
                            "properties": {
                              "generated_at": {"type": "string"},
                              "actor": {"type": "string"},
                              "action": {"type": "string"},
                              "entity": {
                                "type": "object", "required": ["type", "repo", "number"],
                                "properties": {
                                  "type": {"type": "string"}, "repo": {"type": "string"},
                                  "number": {"type": ["integer", "null"]}
                                }
                              },
                              "outcome": {"type": "string"},
                              "reason": {"type": ["string", "null"]},
                              "started_at": {"type": ["string", "null"]},
                              "finished_at": {"type": ["string", "null"]},
                              "duration_ms": {"type": "integer"},
                              "runner": {"type": ["string", "null"]},
                              "decisions": {
                                "type": "array",
                                "items": {
                                  "type": "object",
                                  "required": ["id", "kind", "rule", "subject", "decision", "outcome", "reason", "sentence"],
                                  "properties": {
                                    "sentence": {
                                      "description": "What was decided, by which rule, why, and on what evidence.",
                                      "type": "string"
                                    }
                                  }
                                }
                              },
                              "override": {"type": "object", "required": ["decision_id", "reason"]}
                            }
                          }
                        },
                        "findings": {
                          "description": "What the records miss or contradict.",
                          "type": "array",
                          "items": {
                            "type": "object", "required": ["kind", "code", "records", "sentence"],
                            "properties": {
                              "kind": {"type": "string", "enum": ["contradiction", "gap", "notice"]},
                              "code": {"type": "string"},
                              "records": {"type": "array", "items": {"type": "integer"}},
                              "sentence": {"type": "string"}
                            }
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

    private final TrailReader reader;

    /** The tool over a log of audit records. */
    public AuditTrailTool(TrailReader reader) {
        this.reader = reader;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        String id = arguments.text("correlation_id").orElse("");
        try {
            return reader.trail(id)
                    .orElseThrow(() -> new ToolException(
                            Kind.NOT_FOUND,
                            "trail-not-found",
                            "no audit record has the correlation id '" + id
                                    + "'; list_trails lists those that there are"))
                    .json();
        } catch (IllegalArgumentException e) {
            throw new ToolException(Kind.INVALID_ARGUMENTS, "correlation-id-invalid", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    static ToolException unavailable(IOException e) {
        return new ToolException(
                Kind.UNAVAILABLE, "log-unavailable", "the log of audit records cannot be read: " + Reasons.of(e));
    }

    @Override
    public String summary(ObjectValue result) {
        return TrailWords.of(result);
    }
}
