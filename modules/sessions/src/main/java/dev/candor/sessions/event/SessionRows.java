package dev.candor.sessions.event;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.RowFile;
import dev.candor.foundation.text.CodePoints;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.contract.Recognition;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Where rows of sessions come from: a log, or a file with rows in any form, which may have rows of other kinds too. */
public final class SessionRows {
    /** The code of a refusal because of a row. */
    public static final String INVALID = "events-invalid";

    private static final int STEP = 4096;
    /** How many characters the id of an event has at most. */
    public static final int MAX_ID = 1024;

    private SessionRows() {}

    /** Takes rows. */
    public interface Visitor {
        /**
         * One row.
         *
         * @param row parsed; the bytes it was read from are {@code bytes[from, to)}, valid only during the call
         * @param place where it stands, for a sentence
         */
        void row(ObjectValue row, byte[] bytes, int from, int to, Place place) throws ToolException, IOException;
    }

    /** Says where a row stands. */
    public interface Place {
        /** For instance {@code events.ndjson:7}. */
        String text();
    }

    /**
     * Visits the rows of a log.
     *
     * @param needle what a row must have among its bytes; others are passed over unread; nothing
     *     for all
     * @param progress takes how many rows were read
     */
    public static void ofLog(EventLog log, byte[] needle, Visitor visitor, LongConsumer progress)
            throws ToolException, IOException {
        Counted rows = new Counted(visitor, progress);
        passingOn(() -> log.read(log.start(), (bytes, from, to) -> {
            long number = rows.next();
            if (isIn(needle, bytes, from, to)) {
                rows.visit(bytes, from, to, () -> "row " + number + " of the log of sessions");
            }
        }));
        rows.end();
    }

    /**
     * Visits the rows of a file.
     *
     * @param progress takes how many rows were read
     * @throws ToolException {@code file-not-found}, {@value #INVALID} for a row that is no JSON object or too long,
     *     {@code file-empty} when there is no row at all
     */
    public static void ofFile(RowFile file, Visitor visitor, LongConsumer progress) throws ToolException, IOException {
        Path path = file.path();
        if (!Files.exists(path) || Files.isDirectory(path)) {
            throw new ToolException(
                    Kind.NOT_FOUND,
                    "file-not-found",
                    "expected a file with rows of JSON, but "
                            + (Files.exists(path) ? path + " is a folder; name a file in it" : "there is no " + path));
        }
        Counted rows = new Counted(visitor, progress);
        passingOn(() -> file.scan(row -> {
            long number = row.number();
            Place place = () -> path + ":" + number;
            if (row.isTooLong()) {
                throw new Refused(invalid(place, Finding.overlong()));
            }
            rows.next();
            rows.visit(row.bytes(), row.from(), row.to(), place);
        }));
        rows.end();
        if (rows.rows == 0) {
            throw new ToolException(
                    Kind.REFUSED, "file-empty", "the file " + path + " has no row: nothing was examined");
        }
    }

    /** A refusal because of a row. */
    public static ToolException invalid(Place place, Finding finding) {
        return new ToolException(
                Kind.REFUSED,
                INVALID,
                place.text() + (finding.pointer().isEmpty() ? "" : " " + finding.pointer()) + ": " + finding.sentence()
                        + " [" + finding.code() + "]; correct the row, or take it out, and try again");
    }

    /** Why a row of a session cannot be used; empty when it can. */
    public static Optional<Finding> fault(ContractRules rules, ObjectValue row, byte[] bytes, int from, int to) {
        return rules.check(row, bytes, from, to).stream()
                .filter(finding -> finding.severity() == Severity.REFUSAL)
                .findFirst()
                .or(() -> longId(row));
    }

    /** Reports, pages and refusals name events by their ids, many of them. */
    static Optional<Finding> longId(ObjectValue row) {
        int length = CodePoints.count(row.text("event_id").orElse(""));
        return length <= MAX_ID
                ? Optional.empty()
                : Optional.of(new Finding(
                        Severity.REFUSAL,
                        "EVENT_ID_TOO_LONG",
                        "event_id_too_long",
                        "/event_id",
                        "/event_id must have at most " + MAX_ID + " characters here, found " + length));
    }

    /** Counts rows and tells of them now and then. */
    private static final class Counted {
        private final Visitor visitor;
        private final LongConsumer progress;
        private long rows;

        Counted(Visitor visitor, LongConsumer progress) {
            this.visitor = visitor;
            this.progress = progress;
        }

        long next() {
            rows++;
            if (rows % STEP == 0) {
                progress.accept(rows);
            }
            return rows;
        }

        void end() {
            progress.accept(rows);
        }

        void visit(byte[] bytes, int from, int to, Place place) throws IOException {
            try {
                JsonValue value = JsonValue.parse(bytes, from, to);
                if (!(value instanceof ObjectValue row)) {
                    throw invalid(place, Finding.notAnObject());
                }
                visitor.row(row, bytes, from, to, place);
            } catch (JsonSyntaxException e) {
                throw new Refused(invalid(place, Finding.notJson(e)));
            } catch (ToolException e) {
                throw new Refused(e);
            }
        }
    }

    /** Carries a refusal through what knows only of reading. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final ToolException refusal;

        /** Carries it. */
        public Refused(ToolException refusal) {
            super(refusal);
            this.refusal = refusal;
        }

        public ToolException refusal() {
            return refusal;
        }
    }

    private interface Reading {
        void read() throws IOException;
    }

    private static void passingOn(Reading reading) throws ToolException, IOException {
        try {
            reading.read();
        } catch (Refused e) {
            throw e.refusal;
        }
    }

    /** Whether bytes have others among them. */
    static boolean isIn(byte[] needle, byte[] bytes, int from, int to) {
        if (needle.length == 0) {
            return true;
        }
        int last = to - needle.length;
        for (int at = from; at <= last; at++) {
            if (bytes[at] == needle[0] && startsAt(needle, bytes, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(byte[] needle, byte[] bytes, int at) {
        for (int i = 1; i < needle.length; i++) {
            if (bytes[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a row is a session's: its contract is recognised, or is no other and it names a session. */
    private static boolean isOfASession(ObjectValue row) {
        Recognition recognition = Recognition.of(row);
        return recognition instanceof Recognition.Known known
                ? known.contract().equals(Contract.SESSION)
                : row.text("session_id").isPresent();
    }

    /** The session that a row is of; empty when it is of none. */
    public static Optional<String> sessionOf(ObjectValue row) {
        return isOfASession(row) ? row.text("session_id") : Optional.empty();
    }
}
