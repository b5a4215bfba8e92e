package dev.candor.audittrail;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Moments;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import java.io.IOException;

/** The tool {@code list_trails}: the executions that audit records tell of. */
public final class ListTrailsTool implements Tool {
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "list_trails",
            "List audit trails",
            """
            Lists the executions that audit records tell of, the latest first: their correlation id, when they began and \
            last told something, how many records, who acted, on which repositories, and the worst outcome. Use it to find \
            the correlation id that audit_trail explains. An execution is listed when one of its records has all of actor, \
            action, repo and time that are given, and its worst outcome is the one given. Changes nothing. \
            Example: {"repo": "acme/shop", "outcome": "blocked", "since": "2026-11-20"}""",
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "properties": {
                        "actor": {
                          "description": "Who acted: exactly, or the part before the colon (workflow).",
                          "type": "string", "minLength": 1, "maxLength": 256
                        },
                        "action": {
                          "description": "What was done: exactly, or a namespace (repo.prepare).",
                          "type": "string", "minLength": 1, "maxLength": 256
                        },
                        "repo": {
                          "description": "The repository, as owner/name.",
                          "type": "string", "minLength": 1, "maxLength": 256
                        },
                        "outcome": {
                          "description": "The worst outcome of the execution's records.",
                          "type": "string", "enum": ["success", "partial", "blocked", "failed"]
                        },
                        "since": {
                          "description": "Records made then or later: a day (2026-11-20) or a moment (2026-11-20T08:00:00Z), in UTC.",
                          "type": "string", "minLength": 10, "maxLength": 40
                        },
                        "until": {
                          "description": "Records made before that: a day or a moment, in UTC.",
                          "type": "string", "minLength": 10, "maxLength": 40
                        },
                        "limit": {
                          "description": "How many are listed at most (default 50).",
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
                      "required": ["total", "trails", "notes"],
                      "properties": {
                        "total": {"description": "How many executions match, listed or not.", "type": "integer"},
                        "trails": {
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": ["correlation_id", "first_at", "last_at", "records", "worst_outcome",
                              "last_action", "actors", "repos"],
                            "properties": {
                              "correlation_id": {"type": "string"},
                              "first_at": {"description": "ISO 8601 in UTC.", "type": "string"},
                              "last_at": {"type": "string"},
                              "records": {"description": "How many records it has.", "type": "integer"},
                              "worst_outcome": {"type": "string"},
                              "last_action": {"type": "string"},
                              "actors": {"description": "At most eight.", "type": "array", "items": {"type": "string"}},
                              "repos": {"description": "At most eight.", "type": "array", "items": {"type": "string"}}
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
    public ListTrailsTool(TrailReader reader) {
        this.reader = reader;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        TrailFilter filter = new TrailFilter(
                arguments.text("actor"),
                arguments.text("action"),
                arguments.text("repo"),
                arguments.text("outcome").flatMap(Outcome::of),
                Moments.of(arguments, "since"),
                Moments.of(arguments, "until"),
                arguments.integer("limit").map(Math::toIntExact).orElse(TrailFilter.USUAL));
        try {
            return reader.list(filter).json();
        } catch (IOException e) {
            throw AuditTrailTool.unavailable(e);
        }
    }

    @Override
    public String summary(ObjectValue result) {
        return TrailWords.list(result);
    }
}
