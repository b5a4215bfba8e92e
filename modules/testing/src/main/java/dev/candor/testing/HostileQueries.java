package dev.candor.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Queries that must read no file, change nothing and end, whoever sends them. */
public final class HostileQueries {
    /** The refusal of a query that is stopped, of time or of memory, whichever is first. */
    public static final String STOPPED = "the query was stopped: it ";

    private static final String FILE = "$FILE";
    private static final String NEW = "$NEW";
    private static final String NO_SELECT = "expected one SELECT, found";
    private static final String NO_FILE = "disabled by configuration";

    private HostileQueries() {}

    /**
     * One of them.
     *
     * @param reason a part of the sentence that refuses it
     */
    public record Hostile(String sql, String reason) {
        /** The query, about this file and one beside it that is not there. */
        public String sql(Path file) {
            return sql.replace(FILE, file.toString())
                    .replace(NEW, file.resolveSibling("new").toString());
        }

        @Override
        public String toString() {
            return sql.length() > 60 ? sql.substring(0, 60) + "…" : sql;
        }
    }

    /** All of them. */
    public static List<Hostile> all() {
        return Stream.concat(refused(), endless()).toList();
    }

    private static Stream<Hostile> refused() {
        return Stream.of(
                // reads
                new Hostile("SELECT * FROM read_csv('$FILE')", NO_FILE),
                new Hostile("SELECT * FROM read_text('$FILE')", NO_FILE),
                new Hostile("SELECT * FROM read_blob('$FILE')", NO_FILE),
                new Hostile("SELECT * FROM read_json('$FILE')", NO_FILE),
                new Hostile("SELECT * FROM read_parquet('$FILE')", NO_FILE),
                new Hostile("SELECT * FROM parquet_metadata('$FILE')", NO_FILE),
                new Hostile("SELECT * FROM read_duckdb('$FILE')", NO_FILE),
                new Hostile("SELECT * FROM sniff_csv('$FILE')", NO_FILE),
                new Hostile("SELECT * FROM glob('/*')", NO_FILE),
                new Hostile("SELECT * FROM read_csv('https://127.0.0.1/x.csv')", NO_FILE),
                new Hostile("SELECT * FROM '$FILE'", NO_FILE),
                new Hostile("SELECT * FROM query('SELECT * FROM read_text(''$FILE'')')", NO_FILE),
                new Hostile("SELECT getenv('HOME')", "getenv does not exist"),
                // writes
                new Hostile("COPY skill_usage TO '$NEW'", NO_SELECT),
                new Hostile("COPY skill_usage FROM '$FILE'", NO_SELECT),
                new Hostile("EXPORT DATABASE '$NEW'", NO_SELECT),
                new Hostile("IMPORT DATABASE '$FILE'", NO_SELECT),
                new Hostile("ATTACH '$NEW'", NO_SELECT),
                new Hostile("SELECT 1; ATTACH '$NEW'", NO_SELECT),
                new Hostile("SELECT 1; COPY skill_usage TO '$NEW'; SELECT 2", NO_SELECT),
                new Hostile("SELECT 1) AS q(c0); COPY skill_usage TO '$NEW'; SELECT (1", "Parser Error"),
                new Hostile("SELECT * FROM query('COPY skill_usage TO ''$NEW''')", "single SELECT"),
                new Hostile("SELECT * FROM enable_logging('QueryLog', storage_path := '$NEW')", "locked"),
                new Hostile("SELECT * FROM enable_profiling(save_location := '$NEW')", "locked"),
                new Hostile("SELECT * FROM arrow_scan(4096, 4096, 4096)", "No function matches"),
                // changes
                new Hostile("INSTALL httpfs", NO_SELECT),
                new Hostile("LOAD httpfs", NO_SELECT),
                new Hostile("LOAD '$FILE'", NO_SELECT),
                new Hostile("PRAGMA enable_external_access = true", NO_SELECT),
                new Hostile("SET enable_external_access = true", NO_SELECT),
                new Hostile("SET lock_configuration = false", NO_SELECT),
                new Hostile("RESET memory_limit", NO_SELECT),
                new Hostile("CALL enable_logging()", NO_SELECT),
                new Hostile("CREATE SECRET s (TYPE s3)", NO_SELECT),
                new Hostile("CREATE TABLE t AS SELECT 1", NO_SELECT),
                new Hostile("INSERT INTO skill_usage (skill) VALUES ('x')", NO_SELECT),
                new Hostile("UPDATE skill_usage SET skill = 'x'", NO_SELECT),
                new Hostile("DELETE FROM skill_usage RETURNING *", NO_SELECT),
                new Hostile("SELECT 1 \0; CREATE TABLE t AS SELECT 1; SELECT 2", "NUL character"),
                new Hostile("BEGIN", NO_SELECT),
                new Hostile("PREPARE p AS SELECT 1", NO_SELECT),
                new Hostile("EXPLAIN ANALYZE SELECT 1", NO_SELECT));
    }

    private static Stream<Hostile> endless() {
        return Stream.of(
                new Hostile(
                        "WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT 1 FROM r) SELECT max(i) FROM r", STOPPED),
                new Hostile("SELECT sum(hash(a.range * b.range)) FROM range(10000000) a, range(1000) b", STOPPED),
                new Hostile("SELECT list(range) FROM range(1000000000)", STOPPED),
                new Hostile("SELECT * FROM range(1000000000) ORDER BY hash(range)", STOPPED),
                new Hostile("SELECT sleep_ms(60000)", STOPPED),
                new Hostile("SELECT repeat('x', 10000000000)", "maximum supported string size"),
                new Hostile("SELECT repeat('x', 2000000)", "has 2000000 bytes, and at most 1000000 are given"),
                new Hostile("SELECT repeat('x', 900000) FROM range(50)", "more than 32000000 characters"),
                new Hostile("SELECT " + "1,".repeat(49_000) + "1", STOPPED),
                new Hostile("SELECT " + "1,".repeat(1200) + "1", "has 1201 columns, and at most 1000 are given"),
                new Hostile("SELECT " + "1,".repeat(999_999) + "1", "at most 100000 are taken"),
                new Hostile("SELECT " + "(".repeat(40_000) + "1" + ")".repeat(40_000), "Max expression depth"),
                new Hostile("SELECT 1" + "+1".repeat(40_000), "Max expression depth"),
                new Hostile("SELECT * FROM " + "(FROM ".repeat(5000) + "skill_usage" + ")".repeat(5000), STOPPED),
                new Hostile("SELECT 1 " + "UNION SELECT 1 ".repeat(5000), STOPPED));
    }
}
