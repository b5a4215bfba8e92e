package dev.candor.skillusage;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.json.JsonRows;
import dev.candor.foundation.json.RowFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * Tells whether skills were used lately: a skill is covered when at least so many of the last rows of the whole file
 * (or log) name it, in their order, successes and failures alike unless only successes are asked for. Every row is checked
 * on the way.
 */
public final class CoverageGate {
    private final UsageRules rules;

    /** A gate that checks rows by these rules. */
    public CoverageGate(UsageRules rules) {
        this.rules = rules;
    }

    /**
     * Reads events once, to their end.
     *
     * @param name of the events, as the caller says it
     * @throws InvalidRowException when a row of it is invalid
     */
    public CoverageReport report(InputStream events, RowFormat format, CoverageRequest request, String name)
            throws IOException, InvalidRowException {
        CoverageCount count = new CoverageCount(request);
        UsageRowVisitor visitor = new UsageRowVisitor(rules, count::add);
        JsonRows rows = JsonRows.over(events, format);
        while (rows.next()) {
            visitor.row(rows.number(), rows.bytes(), rows.from(), rows.to(), rows.isTooLong());
        }
        visitor.requireAllValid();
        return CoverageReport.of(request, count, name, rules.schemaVersion());
    }

    /**
     * Reads a log, which may have no row yet.
     *
     * @param counted takes how many rows were read
     * @throws InvalidRowException when a row of it is invalid
     */
    public CoverageReport report(EventLog log, CoverageRequest request, LongConsumer counted)
            throws IOException, InvalidRowException {
        CoverageCount count = new CoverageCount(request);
        UsageRowVisitor visitor = new UsageRowVisitor(rules, count::add);
        long[] rows = {0};
        log.read(log.start(), (bytes, from, to) -> {
            counted.accept(++rows[0]);
            visitor.row(rows[0], bytes, from, to, false);
        });
        visitor.requireAllValid();
        return CoverageReport.of(request, count, CentralUsageLog.NAME, rules.schemaVersion());
    }
}
