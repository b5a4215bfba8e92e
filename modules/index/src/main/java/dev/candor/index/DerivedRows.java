package dev.candor.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps a derived table as the rows say that it is made of. */
final class DerivedRows {
    private static final long MAX_ROWS_OF_A_PART = 50_000;

    private final DerivedTable table;
    private final String source;
    private final Engine engine;
    private Optional<Made> made = Optional.empty();
    private long version;

    /** Of how many rows it was made, the place of the last one, and that one: a log may be cut back, and go on with others. */
    private record Made(Object state, long rows, String part, long seq, String last) {}

    DerivedRows(DerivedTable table, Engine engine) {
        this.table = table;
        this.source = table.sources().getFirst();
        this.engine = engine;
    }

    /**
     * Brings it up to date.
     *
     * @param state of the tables that it is made of: while it is equal, so are their rows
     */
    void refresh(Object state) throws IOException {
        if (made.filter(before -> before.state().equals(state)).isPresent()) {
            return;
        }
        // what is made as a whole is made of tables that may have no places
        Made now = table.keys().isEmpty() ? new Made(state, 0, "", 0, "") : count(state, "");
        if (made.isPresent() && !table.keys().isEmpty() && isBeginning(made.get())) {
            if (now.rows() > made.get().rows()) {
                makeAnew(made.get());
            }
        } else {
            made = Optional.empty();
            make(now.rows());
            version++;
        }
        made = Optional.of(now);
    }

    /** Another one when its rows changed. */
    long version() {
        return version;
    }

    /** In parts, each of which fits into memory: what has the same keys is in one. */
    private void make(long rows) throws IOException {
        if (table.keys().isEmpty()) {
            engine.execute("CREATE OR REPLACE TABLE " + table.name() + " AS " + table.over(source));
            return;
        }
        engine.execute("CREATE OR REPLACE TABLE " + table.name() + " AS "
                + table.over("(SELECT * FROM " + source + " WHERE false)"));
        long parts = rows / MAX_ROWS_OF_A_PART + 1;
        for (long i = 0; i < parts; i++) {
            engine.execute("INSERT INTO " + table.name() + " "
                    + table.over("(SELECT * FROM " + source + " WHERE hash(" + String.join(", ", table.keys()) + ") % "
                            + parts + " = " + i + ")"));
        }
    }

    /** Whether the rows that it was made of are still there, and others only after them. */
    private boolean isBeginning(Made before) throws IOException {
        return count(before.state(), " WHERE (part, seq) <= " + place(before)).equals(before);
    }

    private void makeAnew(Made before) throws IOException {
        String keys = "(" + String.join(", ", table.keys()) + ")";
        String changed = " WHERE " + keys + " IN (SELECT DISTINCT " + keys + " FROM " + source + " WHERE (part, seq) > "
                + place(before) + ")";
        engine.execute("BEGIN TRANSACTION");
        try {
            long removed = number("SELECT count(*) FROM " + table.name() + changed);
            engine.execute("DELETE FROM " + table.name() + changed);
            engine.execute(
                    "INSERT INTO " + table.name() + " " + table.over("(SELECT * FROM " + source + changed + ")"));
            long added = number("SELECT count(*) FROM " + table.name() + changed);
            engine.execute("COMMIT");
            version += removed + added > 0 ? 1 : 0;
        } catch (IOException e) {
            engine.execute("ROLLBACK");
            throw e;
        }
    }

    private static String place(Made made) {
        return "(" + Engine.quoted(made.part()) + ", " + made.seq() + ")";
    }

    private long number(String sql) throws IOException {
        long[] number = {0};
        engine.visit(sql, List.of(), row -> number[0] = row.getLong(1));
        return number[0];
    }

    private Made count(Object state, String which) throws IOException {
        List<Made> counted = new ArrayList<>();
        engine.visit(
                "SELECT rows, coalesce(last[1], ''), coalesce(last[2], -1) FROM (SELECT count(*) AS rows, max((part, seq)) AS last"
                        + " FROM " + source + which + ")",
                List.of(),
                row -> counted.add(new Made(state, row.getLong(1), row.getString(2), row.getLong(3), "")));
        Made any = counted.getFirst();
        String[] last = {""};
        engine.visit(
                "SELECT row FROM " + source + " WHERE part = " + Engine.quoted(any.part()) + " AND seq = " + any.seq(),
                List.of(),
                row -> last[0] = row.getString(1));
        return new Made(state, any.rows(), any.part(), any.seq(), last[0]);
    }
}
