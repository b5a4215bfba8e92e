package dev.candor.ingestion;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of the rows that were handed over: {@code received = accepted + duplicate + quarantined}, always.
 *
 * @param rows those that were not simply accepted, in their order, at most {@value #MOST_ROWS} of them
 * @param omitted how many more there were
 */
public record Receipt(
        long received, long accepted, long duplicate, long quarantined, List<RowNote> rows, long omitted) {
    /** How many rows are spoken of one by one. */
    public static final int MOST_ROWS = 1000;

    /** The JSON Schema of a receipt. */
    public static final ObjectValue SCHEMA = (ObjectValue) JsonValue.parse("""
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["received", "accepted", "duplicate", "quarantined", "rows"],
              "properties": {
                "received": {
                  "description": "How many rows there were: accepted + duplicate + quarantined.",
                  "type": "integer", "minimum": 0
                },
                "accepted": {"description": "On disk now.", "type": "integer", "minimum": 0},
                "duplicate": {"description": "Taken before, by whomever.", "type": "integer", "minimum": 0},
                "quarantined": {"description": "Refused, and in quarantine.", "type": "integer", "minimum": 0},
                "rows": {
                  "description": "Each row that was not simply accepted.",
                  "type": "array", "maxItems": 1000,
                  "items": {
                    "type": "object",
                    "required": ["line", "status", "code", "pointer", "sentence"],
                    "properties": {
                      "line": {"description": "Its line or place, counted from 1.", "type": "integer", "minimum": 1},
                      "status": {
                        "description": "accepted here means with a warning.",
                        "type": "string", "enum": ["accepted", "duplicate", "quarantined"]
                      },
                      "code": {"description": "Why; stable.", "type": "string"},
                      "pointer": {"description": "JSON pointer to the value it is about.", "type": "string"},
                      "sentence": {"description": "Why, for a person.", "type": "string"}
                    },
                    "additionalProperties": false
                  }
                },
                "omitted": {"description": "How many more rows there were to speak of.", "type": "integer", "minimum": 1}
              },
              "additionalProperties": false
            }
            """);

    /** Of nothing. */
    public static final Receipt EMPTY = new Receipt(0, 0, 0, 0, List.of(), 0);

    public Receipt {
        if (received != accepted + duplicate + quarantined) {
            throw new IllegalArgumentException("received must be accepted + duplicate + quarantined, found " + received
                    + " and " + accepted + " + " + duplicate + " + " + quarantined);
        }
        rows = List.copyOf(rows);
    }

    /** What became of a row. */
    public enum Status {
        ACCEPTED,
        DUPLICATE,
        QUARANTINED
    }

    /**
     * A row that was not simply accepted.
     *
     * @param line its line, or its place in an array, counted from 1
     * @param status {@code ACCEPTED} means with a warning
     * @param code stable: why; {@code DUPLICATE} for a duplicate
     * @param pointer JSON pointer to the value that it is about; empty for the row itself
     * @param sentence the same for a person
     */
    public record RowNote(long line, Status status, String code, String pointer, String sentence) {
        JsonValue json() {
            return new ObjectValue(Map.of(
                    "line", JsonValue.of(line),
                    "status", JsonValue.of(status.name().toLowerCase(Locale.ROOT)),
                    "code", JsonValue.of(code),
                    "pointer", JsonValue.of(pointer),
                    "sentence", JsonValue.of(sentence)));
        }
    }

    /** As every door says it; {@code omitted} only when rows were left out. */
    public ObjectValue json() {
        Map<String, JsonValue> members = new HashMap<>();
        members.put("received", JsonValue.of(received));
        members.put("accepted", JsonValue.of(accepted));
        members.put("duplicate", JsonValue.of(duplicate));
        members.put("quarantined", JsonValue.of(quarantined));
        members.put("rows", JsonValue.of(rows.stream().map(RowNote::json).toList()));
        if (omitted > 0) {
            members.put("omitted", JsonValue.of(omitted));
        }
        return new ObjectValue(members);
    }
}
