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

/** The tool {@code drop_quarantine}: give refused rows up. */
public final class DropQuarantineTool implements Tool {
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "drop_quarantine",
            "Drop refused rows",
            """
            Gives refused rows up: they leave the quarantine and can no longer be replayed. Call it with dry_run first, and \
            ask the user before you call it without. Say which entries: by ids, or by code, contract, source, since, until; {"all": true} means \
            every one. Entries can still be shown until the log is too old. \
            Example: {"code": "NOT_JSON", "reason": "a test sent garbage", "dry_run": true}""",
            QuarantineArguments.changing("""
                    "reason": {"description": "Why, for whoever asks later.", "type": "string", "maxLength": 500}"""),
            (ObjectValue) JsonValue.parse("""
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "type": "object",
                      "required": ["dry_run", "matched", "dropped", "ids"],
                      "properties": {
                        "dry_run": {"description": "Whether nothing was changed.", "type": "boolean"},
                        "matched": {"description": "How many entries fit.", "type": "integer", "minimum": 0},
                        "dropped": {"description": "How many have left: all, or none in a dry run.", "type": "integer", "minimum": 0},
                        "ids": {"description": "Which, oldest first, at most 1000.", "type": "array", "items": {"type": "string"}},
                        "omitted": {"description": "How many more there are.", "type": "integer", "minimum": 1}
                      },
                      "additionalProperties": false
                    }
                    """),
            new Annotations(false, true, true, false));

    private final Quarantine quarantine;

    public DropQuarantineTool(Quarantine quarantine) {
        this.quarantine = quarantine;
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
                    .drop(filter, arguments.text("reason").orElse(""), QuarantineArguments.isTrue(arguments, "dry_run"))
                    .json();
        } catch (NoSuchEntryException e) {
            throw QuarantineArguments.notThere(e);
        } catch (IOException e) {
            throw QuarantineArguments.unavailable(
                    "changed", Reasons.of(e) + "; what was dropped until then is dropped");
        }
    }

    @Override
    public String summary(ObjectValue result) {
        long matched = result.integer("matched").orElse(0L);
        return Wording.count(matched, "refused row")
                + (QuarantineArguments.isTrue(result, "dry_run")
                        ? " would be dropped; nothing was changed."
                        : (matched == 1 ? " was" : " were") + " dropped.");
    }
}
