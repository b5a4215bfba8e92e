package dev.candor.skillusage;

import dev.candor.eventlog.EventLog.RowVisitor;
import dev.candor.foundation.json.JsonRows;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFormat;
import dev.candor.validation.secrets.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The rows of an events file, each checked by the built-in rules, and without secrets. */
public final class EventsFile {
    private EventsFile() {}

    /**
     * Visits the rows, to their end or to the first that is invalid.
     *
     * @return how many there are
     * @throws InvalidRowException when a row is invalid
     */
    public static long visit(InputStream events, RowVisitor visitor) throws IOException, InvalidRowException {
        UsageRules rules = UsageRules.builtIn();
        JsonRows rows = JsonRows.over(events, RowFormat.AUTO);
        long count = 0;
        while (rows.next()) {
            UsageRowVisitor check = new UsageRowVisitor(rules, valid -> {});
            check.row(rows.number(), rows.bytes(), rows.from(), rows.to(), rows.isTooLong());
            check.requireAllValid();
            byte[] clean = withoutSecrets(rows);
            visitor.row(clean, 0, clean.length);
            count++;
        }
        return count;
    }

    private static byte[] withoutSecrets(JsonRows rows) {
        JsonValue row = JsonValue.parse(rows.bytes(), rows.from(), rows.to());
        return JsonWriter.compact(Secrets.installed().redact(row)).getBytes(StandardCharsets.UTF_8);
    }
}
