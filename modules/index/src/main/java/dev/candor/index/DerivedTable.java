package dev.candor.index;

import java.util.List;

/**
 * A table in memory that is made of the rows of others, and kept while those are the same.
 *
 * @param name of the table
 * @param sources the tables that it is made of, of which others may be derived before it
 * @param keys columns of the first of them and of this table that are never null. What is made of a row depends on rows with
 *     the same keys only, so when rows were appended only what has keys of theirs is made anew. Without any, all is.
 * @param sql the query that makes it, in which {@value #ROWS} stands for rows of the first source
 */
public record DerivedTable(String name, List<String> sources, List<String> keys, String sql) {
    /** What stands in {@link #sql} for the rows it is made of. */
    public static final String ROWS = "SOURCE_ROWS";

    public DerivedTable {
        sources = List.copyOf(sources);
        keys = List.copyOf(keys);
    }

    /** The query over these rows: a name, or a query in parentheses. */
    String over(String rows) {
        return sql.replace(ROWS, rows);
    }
}
