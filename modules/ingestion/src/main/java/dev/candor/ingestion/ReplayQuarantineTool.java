package dev.candor.ingestion;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
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

/** The tool {@code replay_quarantine}: check refused rows again, and move those that get in. */
public final class ReplayQuarantineTool implements Tool {
    private static final int MOST_TOLD = 5;
    private static final int LONGEST = 300;

    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "replay_quarantine",
            "Replay refused rows",
            """
            Checks refused rows again by today's rules and moves those that get in to their log. Use it after what was wrong \
            has been mended: a schema, a rule, a conflict. Rows that are refused again stay, under their newest reason; rows \
            that are in their log already leave as duplicates; rows that were cut for their length are skipped. Say which \
            entries: by ids, or by code, contract, source, since, until; {"all": true} means every one. With dry_run it says \
            for each what would happen, though not whether it is a duplicate. \
            Example: {"contract": "orchestration", "code": "SCHEMA_ENUM", "dry_run": true}""",
            QuarantineArguments.changing(""),
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["dry_run", "matched", "replayed", "duplicate", "refused_again", "skipped", "rows"],
                      "properties": {
                        "dry_run": {"description": "Whether nothing was changed.", "type": "boolean"},
                        "matched": {
                          "description": "How many entries fitted: replayed + duplicate + refused_again + skipped.",
                          "type": "integer", "minimum": 0
                        },
                        "replayed": {"description": "How many rows are in their log now.", "type": "integer", "minimum": 0},
                        "duplicate": {"description": "How many were there already, and left.", "type": "integer", "minimum": 0},
                        "refused_again": {"description": "How many were refused again.", "type": "integer", "minimum": 0},
                        "skipped": {"description": "How many cannot be replayed, and stay.", "type": "integer", "minimum": 0},
                        "rows": {
                          "description": "One by one, oldest first, at most 1000.",
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": ["id", "outcome", "code", "sentence"],
                            "properties": {
                              "id": {"description": "The entry.", "type": "string"},
                              "outcome": {"enum": ["replayed", "duplicate", "refused_again", "skipped"]},
                              "code": {"description": "Why it was refused: now, if it was refused again.", "type": "string"},
                              "sentence": {"description": "Why it is still there; empty when it has left.", "type": "string"},
                              "moved_to": {"description": "The entry with the newer reason that took its place.", "type": "string"}
                            },
                            "additionalProperties": false
                          }
                        },
                        "omitted": {"description": "How many more there are.", "type": "integer", "minimum": 1}
                      },
                      "additionalProperties": false
                    }
                    """),
            new Annotations(false, false, true, false));

    private final Quarantine quarantine;
    private final Ingestion ingestion;

    /**
     * The tool over a quarantine.
     *
     * @param ingestion the pipeline that keeps what it refuses in this quarantine
     */
    public ReplayQuarantineTool(Quarantine quarantine, Ingestion ingestion) {
        this.quarantine = quarantine;
        this.ingestion = ingestion;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        QuarantineFilter filter = QuarantineArguments.chosen(arguments);
        try {
            return quarantine
                    .replay(filter, ingestion, QuarantineArguments.isTrue(arguments, "dry_run"))
                    .json();
        } catch (NoSuchEntryException e) {
            throw QuarantineArguments.notThere(e);
        } catch (IOException e) {
            throw QuarantineArguments.unavailable("replayed", Reasons.of(e) + "; what was moved until then is moved");
        }
    }

    @Override
    public String summary(ObjectValue result) {
        boolean dryRun = QuarantineArguments.isTrue(result, "dry_run");
        List<String> lines = new ArrayList<>();
        lines.add((dryRun ? "Of " : "") + Wording.count(count(result, "matched"), "refused row")
                + (dryRun ? ", " : ": ")
                + count(result, "replayed") + (dryRun ? " would be replayed, " : " replayed, ")
                + count(result, "duplicate") + " known already, " + count(result, "refused_again") + " refused again, "
                + count(result, "skipped") + " skipped.");
        ListQuarantineTool.rows(result).stream()
                .filter(row -> row instanceof ObjectValue entry
                        && !entry.text("sentence").orElse("").isEmpty())
                .limit(MOST_TOLD)
                .forEach(row -> lines.add(line((ObjectValue) row)));
        return String.join("\n", lines);
    }

    private static String line(ObjectValue row) {
        return Wording.line(
                row.text("id").orElse("") + ": " + row.text("sentence").orElse("") + " ["
                        + row.text("code").orElse("") + "]",
                LONGEST);
    }

    private static long count(ObjectValue result, String name) {
        return result.integer(name).orElse(0L);
    }
}
