package dev.candor.skillusage;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.Position;
import dev.candor.eventlog.UnknownPositionException;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The log of a user's wrapped runs, shared with all that records runs of contract {@code skill-usage}. Rows in it were
 * checked when they were appended, so none is read before a run. A log that cannot be used is no reason to refuse a
 * command: its row waits.
 */
public final class CentralUsageLog implements UsageSink {
    /** Where it stands, from the user path on: how summaries name it. */
    public static final String NAME = "telemetry/logs/skill-usage";

    private final EventLog log;
    private final Path folder;
    private final UsageRules rules;
    private final Spool spool;
    private final InstantSource clock;
    private final Consumer<String> notices;

    /**
     * The log of a user path.
     *
     * @param userPath the folder of the user path; rows that could not be appended wait there
     * @param notices takes sentences that a user should see: what was appended late, what still waits
     */
    public CentralUsageLog(
            EventLog log, UsageRules rules, Path userPath, InstantSource clock, Consumer<String> notices) {
        this.log = log;
        this.rules = rules;
        this.folder = userPath.resolve(NAME);
        this.spool = new Spool(userPath, folder);
        this.clock = clock;
        this.notices = notices;
    }

    @Override
    public void prepare(boolean checkRows) {
        try {
            List<Spool.Waiting> waiting = spool.waiting();
            if (!waiting.isEmpty()) {
                appendWaiting(waiting);
            }
        } catch (IOException e) {
            notices.accept("rows of earlier runs still wait: " + Reasons.of(e));
        }
    }

    @Override
    public boolean append(byte[] row) throws IOException {
        log.append(List.of(row));
        return true;
    }

    @Override
    public Path putAside(byte[] row) throws IOException {
        return spool.add(row, JsonValue.of(end().token()), clock.instant());
    }

    @Override
    public Optional<Path> place() {
        return Optional.of(folder);
    }

    @Override
    public String nextAppender() {
        return "the next run without --events, while telemetry is on,";
    }

    /** What is appended later stands behind this place; a log that cannot tell is read from its beginning. */
    private Position end() {
        try {
            return log.end();
        } catch (IOException e) {
            return log.start();
        }
    }

    private void appendWaiting(List<Spool.Waiting> waiting) throws IOException {
        List<Spool.Waiting> valid = new ArrayList<>();
        for (Spool.Waiting row : waiting) {
            List<Violation> violations = rules.check(row.bytes()).violations();
            if (violations.isEmpty()) {
                valid.add(row);
            } else {
                notices.accept("a row of an earlier run still waits in " + row.file() + ": "
                        + violations.getFirst().sentence());
            }
        }
        if (valid.isEmpty()) {
            return;
        }
        log.append(new EventLog.Admission() {
            @Override
            public List<byte[]> admit(Position end) throws IOException {
                return missing(valid);
            }

            @Override
            public void appended(Position before, Position after) {
                // what follows needs no place
            }

            @Override
            public void failed() {
                // they wait on
            }
        });
        for (Spool.Waiting row : valid) {
            spool.remove(row);
        }
        notices.accept(valid.size() + (valid.size() == 1 ? " row of an earlier run" : " rows of earlier runs")
                + " that could not be appended then: now in the log " + NAME);
    }

    /** Those that are not there: a crash may have come between appending them and removing them from where they wait. */
    private List<byte[]> missing(List<Spool.Waiting> waiting) throws IOException {
        List<byte[]> missing = new ArrayList<>();
        for (Spool.Waiting row : waiting) {
            if (!contains(row)) {
                missing.add(row.bytes());
            }
        }
        return missing;
    }

    private boolean contains(Spool.Waiting row) throws IOException {
        try {
            return row.place() instanceof StringValue token
                    ? contains(new Position(token.text()), row.bytes())
                    : contains(log.start(), row.bytes());
        } catch (UnknownPositionException removedMeanwhile) {
            return contains(log.start(), row.bytes());
        }
    }

    private boolean contains(Position from, byte[] wanted) throws IOException {
        boolean[] found = {false};
        log.read(from, (bytes, begin, end) -> found[0] |= Arrays.equals(bytes, begin, end, wanted, 0, wanted.length));
        return found[0];
    }
}
