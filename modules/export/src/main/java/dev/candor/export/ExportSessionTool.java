package dev.candor.export;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import dev.candor.foundation.tool.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** The tool {@code export_session}: a session as a bundle of files that prove its score. */
public final class ExportSessionTool implements Tool {
    private static final int LONGEST_ID = 200;

    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "export_session",
            "Export a session",
            """
            Writes a recorded session as a bundle, a folder below exports in the user path: all events in JSON and as a \
            table (CSV), the score and the report that its scenario's rubric gives, the rubric itself, and a manifest with \
            the SHA-256 of each file. The same events give the same bytes. Use it to hand a session to an analyst or auditor, \
            or to learn its score and why; list_sessions finds session ids. Files that are there already with other content \
            are replaced only with force. \
            Example: {"session_id": "sess-1", "format": "both"}""",
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["session_id"],
                      "properties": {
                        "session_id": {
                          "description": "The session to export.",
                          "type": "string", "minLength": 1, "maxLength": 1024
                        },
                        "format": {
                          "description": "json, csv, both of them (the default), html for a page to read, or all three.",
                          "type": "string", "enum": ["json", "csv", "both", "html", "all"]
                        },
                        "exported_at": {
                          "description": "When the bundle says it was made: ISO 8601 in UTC. Default: the time of the last event, so that the same events give the same bytes.",
                          "type": "string", "minLength": 20, "maxLength": 40
                        },
                        "scenario": {
                          "description": "The id of the scenario to score by. Default: the one that knows all words of the session.",
                          "type": "string", "minLength": 1, "maxLength": 100
                        },
                        "spreadsheet_safe": {
                          "description": "Whether cells of the table that a spreadsheet could take for a formula get an apostrophe before them (default false).",
                          "type": "boolean"
                        },
                        "force": {
                          "description": "Whether files that are there with other content are replaced (default false).",
                          "type": "boolean"
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["session_id", "scenario_id", "events", "score", "report", "folder", "files", "warnings"],
                      "properties": {
                        "session_id": {"type": "string"},
                        "scenario_id": {"description": "The scenario it was scored by.", "type": "string"},
                        "events": {"description": "How many events it has.", "type": "integer", "minimum": 1},
                        "score": {
                          "type": "object", "required": ["score_total", "status", "why"],
                          "properties": {
                            "score_total": {"type": "number"},
                            "status": {"type": "string", "enum": ["pass", "conditional_pass", "fail"]},
                            "why": {"type": "array", "items": {"type": "string"}}
                          }
                        },
                        "report": {"description": "How the score came about.", "type": "object"},
                        "folder": {"description": "The bundle.", "type": "string"},
                        "files": {
                          "type": "array",
                          "items": {
                            "type": "object", "required": ["name", "bytes", "sha256", "unchanged"],
                            "properties": {
                              "name": {"type": "string"},
                              "bytes": {"type": "integer"},
                              "sha256": {"type": "string"},
                              "unchanged": {"description": "Whether it was there already.", "type": "boolean"}
                            }
                          }
                        },
                        "warnings": {
                          "description": "What an auditor should know, a sentence each.",
                          "type": "array", "items": {"type": "string"}
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            new Annotations(false, true, true, false));

    private final Sessions sessions;
    private final Path exports;

    /**
     * The tool over the sessions of a log.
     *
     * @param exports where bundles are written
     */
    public ExportSessionTool(Sessions sessions, Path exports) {
        this.sessions = sessions;
        this.exports = exports;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        ExportOptions options = options(arguments.text("exported_at"), isTrue(arguments, "spreadsheet_safe"));
        String sessionId = arguments.text("session_id").orElse("");
        try (OpenSession session = sessions.open(
                sessionId,
                Optional.empty(),
                arguments.text("scenario"),
                ToolProgress.of(context, "reading", "rows read"))) {
            ExportedBundle bundle = session.writeTo(
                    exports,
                    ExportFormat.named(arguments.text("format").orElse("both")).orElseThrow(),
                    options,
                    isTrue(arguments, "force"),
                    ToolProgress.of(context, "writing", "events written"));
            return bundle.json();
        } catch (CancellationException e) {
            throw new ToolException(Kind.UNAVAILABLE, "cancelled", "the export was cancelled; nothing was written");
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "sessions-unavailable", "the session cannot be read: " + Reasons.of(e));
        }
    }

    private static ExportOptions options(Optional<String> exportedAt, boolean spreadsheetSafe) throws ToolException {
        try {
            return new ExportOptions(exportedAt, spreadsheetSafe);
        } catch (IllegalArgumentException e) {
            throw new ToolException(Kind.INVALID_ARGUMENTS, "arguments-invalid", String.valueOf(e.getMessage()));
        }
    }

    private static boolean isTrue(ObjectValue arguments, String name) {
        return arguments.members().get(name) instanceof BooleanValue flag && flag.value();
    }

    @Override
    public String summary(ObjectValue result) {
        ObjectValue score =
                result.members().get("score") instanceof ObjectValue found ? found : new ObjectValue(Map.of());
        String total = score.members().get("score_total") instanceof NumberValue number ? number.text() : "?";
        return "The session " + Wording.line(result.text("session_id").orElse(""), LONGEST_ID) + " has "
                + Wording.count(result.integer("events").orElse(0L), "event") + " and the score " + total + " ("
                + score.text("status").orElse("") + ") by "
                + result.text("scenario_id").orElse("")
                + ". Its bundle is in " + result.text("folder").orElse("") + ".";
    }
}
