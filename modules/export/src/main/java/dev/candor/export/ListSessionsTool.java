package dev.candor.export;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import dev.candor.foundation.tool.Wording;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/** The tool {@code list_sessions}: the training and audit sessions that were recorded. */
public final class ListSessionsTool implements Tool {
    private static final int USUAL = 50;
    private static final int MOST_SHOWN = 10;
    private static final int LONGEST_ID = 100;

    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "list_sessions",
            "List sessions",
            """
            Lists the training and audit sessions that were recorded, the one with the latest event first: how many events \
            they have, how many of them failed, in which phase they are, whether they are complete, and by which scenario \
            they can be scored. Use it to find the session_id that export_session takes. Changes nothing. \
            Example: {"limit": 10}""",
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "properties": {
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
                      "required": ["total", "sessions", "notes"],
                      "properties": {
                        "total": {"description": "How many there are, listed or not.", "type": "integer"},
                        "notes": {
                          "description": "What is left out, a sentence each.",
                          "type": "array", "items": {"type": "string"}
                        },
                        "sessions": {
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": ["session_id", "participant_id", "scenario_id", "state", "phase", "events",
                              "failed", "first_at", "last_at"],
                            "properties": {
                              "session_id": {"type": "string"},
                              "participant_id": {"type": "string"},
                              "scenario_id": {
                                "description": "The one scenario that knows all its words; null when none does or several do.",
                                "type": ["string", "null"]
                              },
                              "state": {
                                "description": "complete when the event that ends its scenario's last phase is there.",
                                "type": "string", "enum": ["complete", "open"]
                              },
                              "phase": {"description": "The phase of its last event.", "type": "string"},
                              "events": {"description": "How many events it has.", "type": "integer"},
                              "failed": {"description": "How many of them have the outcome fail.", "type": "integer"},
                              "first_at": {"description": "ISO 8601 in UTC.", "type": "string"},
                              "last_at": {"type": "string"}
                            }
                          }
                        }
                      },
                      "additionalProperties": false
                    }
                    """),
            new Annotations(true, false, true, false));

    private final Sessions sessions;

    /** The tool over the sessions of a log. */
    public ListSessionsTool(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        int limit = arguments.integer("limit").map(Math::toIntExact).orElse(USUAL);
        try {
            return sessions.list(Optional.empty(), limit, ToolProgress.of(context, "reading", "rows read"))
                    .json();
        } catch (CancellationException e) {
            throw new ToolException(Kind.UNAVAILABLE, "cancelled", "the listing was cancelled");
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "sessions-unavailable", "the sessions cannot be read: " + Reasons.of(e));
        }
    }

    @Override
    public String summary(ObjectValue result) {
        long total = result.integer("total").orElse(0L);
        String head = Wording.count(total, "session") + " recorded";
        if (!(result.members().get("sessions") instanceof ArrayValue listed)
                || listed.items().isEmpty()) {
            return head + ".";
        }
        return head + ", the latest: "
                + listed.items().stream()
                        .limit(MOST_SHOWN)
                        .map(ObjectValue.class::cast)
                        .map(ListSessionsTool::words)
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String words(ObjectValue session) {
        return Wording.line(session.text("session_id").orElse(""), LONGEST_ID) + " ("
                + session.text("scenario_id").orElse("no scenario") + ", "
                + session.text("state").orElse("") + ", "
                + Wording.count(session.integer("events").orElse(0L), "event") + ")";
    }
}
