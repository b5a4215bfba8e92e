package dev.candor.ingestion;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.Wording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tool {@code list_quarantine}: the rows that were refused, and why. */
public final class ListQuarantineTool implements Tool {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST_TOLD = 10;
    private static final int LONGEST = 300;

    /** What a list and a single entry say of an entry. */
    static final String HEAD = """
            "id": {"description": "Names the entry.", "type": "string"},
            "time": {"description": "When it was refused, ISO 8601 in UTC.", "type": "string"},
            "code": {"description": "Why, stable.", "type": "string"},
            "pointer": {"description": "JSON pointer to what was refused; empty for the row itself.", "type": "string"},
            "rule": {"description": "The schema keyword or named rule that was broken.", "type": "string"},
            "sentence": {"description": "Why, for a person.", "type": "string"},
            "contract": {"description": "Whose row it should have been; null when that is not known.", "type": ["string", "null"]},
            "contract_version": {"type": ["string", "null"]},
            "source": {"description": "Where it came from.", "type": "string"},
            "checksum": {"description": "SHA-256 of the payload before it was cut, hexadecimal.", "type": "string"},
            "payload_bytes": {"description": "How long the payload was before it was cut.", "type": "integer", "minimum": 0},
            "truncated": {"description": "Whether it was cut; such an entry cannot be replayed.", "type": "boolean"},
            "lineage": {"description": "The entries that it descends from by replays, oldest first.", "type": "array", "items": {"type": "string"}}""";

    static final String HEAD_REQUIRED = """
            "id", "time", "code", "pointer", "rule", "sentence", "contract", "contract_version", "source", "checksum", \
            "payload_bytes", "truncated", "lineage\"""";

    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "list_quarantine",
            "List the quarantine",
            """
            Lists rows that were refused, oldest first, with the reason of each: a stable code, the place in the row and a \
            sentence. Use it when a receipt says that rows were quarantined, or to see what a sender does wrong. \
            show_quarantine gives the payload of one; when the cause is mended, replay_quarantine moves rows into their log. \
            Example: {"contract": "audit", "limit": 10}""",
            QuarantineArguments.reading("""
                    "limit": {
                      "description": "How many entries to list at most (default 50).",
                      "type": "integer", "minimum": 0, "maximum": 1000
                    },
                    "newest": {"description": "List the newest first instead (default false).", "type": "boolean"}"""),
            (ObjectValue) JsonValue.parse(
                    """
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["matched", "rows"],
                      "properties": {
                        "matched": {"description": "How many entries fit.", "type": "integer", "minimum": 0},
                        "rows": {
                          "description": "Some of them, without their payload.",
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": [%s],
                            "properties": {%s},
                            "additionalProperties": false
                          }
                        }
                      },
                      "additionalProperties": false
                    }
                    """.replace("[%s]", "[" + HEAD_REQUIRED + "]").replace("{%s}", "{" + HEAD + "}")),
            new Annotations(true, false, true, false));

    private final Quarantine quarantine;

    public ListQuarantineTool(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        QuarantineFilter filter = QuarantineArguments.filter(arguments);
        int limit = Math.toIntExact(arguments.integer("limit").orElse((long) DEFAULT_LIMIT));
        try {
            Quarantine.Found found = quarantine.list(filter, limit, QuarantineArguments.isTrue(arguments, "newest"));
            return new ObjectValue(Map.of(
                    "matched",
                    JsonValue.of(found.matched()),
                    "rows",
                    JsonValue.of(
                            found.entries().stream().map(QuarantineEntry::head).toList())));
        } catch (IOException e) {
            throw QuarantineArguments.unavailable("read", Reasons.of(e));
        }
    }

    @Override
    public String summary(ObjectValue result) {
        long matched = result.integer("matched").orElse(0L);
        if (matched == 0) {
            return "No refused row fits.";
        }
        List<JsonValue> rows = rows(result);
        List<String> lines = new ArrayList<>();
        lines.add(Wording.count(matched, "refused row") + (matched == 1 ? " fits" : " fit")
                + (rows.size() < matched ? ", " + rows.size() + " of them listed" : "") + ".");
        rows.stream().limit(MOST_TOLD).forEach(row -> lines.add(line(row)));
        if (rows.size() > MOST_TOLD) {
            lines.add("And " + (rows.size() - MOST_TOLD) + " more in the result.");
        }
        return String.join("\n", lines);
    }

    static List<JsonValue> rows(ObjectValue result) {
        return result.member("rows").orElse(null) instanceof ArrayValue rows ? rows.items() : List.of();
    }

    private static String line(JsonValue value) {
        if (!(value instanceof ObjectValue row)) {
            return "";
        }
        return Wording.line(
                row.text("id").orElse("") + " (" + row.text("contract").orElse("unknown contract") + "): "
                        + row.text("sentence").orElse("") + " ["
                        + row.text("code").orElse("") + "]",
                LONGEST);
    }
}
