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

    /** Of how many rows it was made, and the place of the last one. */
    private record Made(Object state, long rows, String part, long seq) {}

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
        Made now = count(state, "");
        if (made.isPresent() && !table.keys().isEmpty() && isBeginning(made.get())) {
            if (now.rows() > made.get().rows()) {
                makeAnew(made.get());
            }
        } else {
            make(now.rows());
        }
        made = Optional.of(now);
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
            engine.execute("DELETE FROM " + table.name() + changed);
            engine.execute(
                    "INSERT INTO " + table.name() + " " + table.over("(SELECT * FROM " + source + changed + ")"));
            engine.execute("COMMIT");
        } catch (IOException e) {
            engine.execute("ROLLBACK");
            throw e;
        }
    }

    private static String place(Made made) {
        return "(" + Engine.quoted(made.part()) + ", " + made.seq() + ")";
    }

    private Made count(Object state, String which) throws IOException {
        List<Made> counted = new ArrayList<>();
        engine.visit(
                "SELECT rows, coalesce(last[1], ''), coalesce(last[2], -1) FROM (SELECT count(*) AS rows, max((part, seq)) AS last"
                        + " FROM " + source + which + ")",
                List.of(),
                row -> counted.add(new Made(state, row.getLong(1), row.getString(2), row.getLong(3))));
        return counted.getFirst();
    }
}
