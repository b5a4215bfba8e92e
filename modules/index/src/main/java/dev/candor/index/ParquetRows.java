package dev.candor.index;

import dev.candor.foundation.text.Wording;
import dev.candor.index.SqlSandbox.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a query that was checked, and writes its rows into a Parquet file. */
final class ParquetRows {
    private static final String HUGE = "HUGEINT";
    private static final int MAX_NAME = 100;

    private final Limits limits;

    ParquetRows(Limits limits) {
        this.limits = limits;
    }

    /** Writes the one file that the engine may write; the rows are in memory before it is there. */
    WrittenRows write(Engine engine, String sql, List<ResultColumn> columns, Path file) throws IOException {
        List<String> names = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        for (ResultColumn column : BoundedRows.named(columns)) {
            String name = "c" + names.size();
            names.add(name);
            cells.add(cell(name, column) + " AS " + Engine.identifier(column.name()));
        }
        engine.execute(
                "CREATE TABLE result AS SELECT * FROM query(" + Engine.quoted(sql) + ") AS q("
                        + String.join(", ", names) + ") LIMIT " + (limits.rows() + 1L),
                limits.timeout());
        List<Long> counted = new ArrayList<>();
        engine.visit("SELECT count(*) FROM result", List.of(), row -> counted.add(row.getLong(1)));
        long rows = Math.min(counted.getFirst(), limits.rows());
        engine.execute(
                Engine.copyToParquet(
                        "SELECT " + String.join(", ", cells) + " FROM result LIMIT " + limits.rows(), file),
                limits.timeout());
        return new WrittenRows(rows, counted.getFirst() > rows);
    }

    /** DuckDB would write numbers of 128 bits, which sums of whole numbers are, as doubles. */
    private static String cell(String name, ResultColumn column) throws IndexException {
        if (column.type().equals(HUGE) || column.type().equals("U" + HUGE)) {
            return "CAST(" + name + " AS DECIMAL(38, 0))";
        }
        if (column.type().contains(HUGE)) {
            throw new IndexException("column " + Wording.line(column.name(), MAX_NAME)
                    + " has whole numbers of 128 bits in lists or structures, which Parquet does not have; cast them, for"
                    + " instance to BIGINT");
        }
        return name;
    }
}
