package dev.candor.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which columns are loaded for a query: those that it can see, or all. */
class NamedColumnsTest {
    private static final List<LogTable> TABLES =
            List.of(LogTable.of(Contract.SKILL_USAGE), LogTable.of(Contract.AUDIT), LogTables.QUARANTINE);

    private static String columns(String sql) throws IOException {
        try (Engine engine = Engine.open(false)) {
            JsonValue tree = JsonValue.parse(SingleSelect.check(engine, sql));
            return NamedColumns.of(tree, TABLES)
                    .map((Set<String> names) -> String.join(" ", new TreeSet<>(names)))
                    .orElse("all");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT count(*) FROM skill_usage | ``",
                "SELECT Skill, count(*) AS n FROM skill_usage GROUP BY ALL ORDER BY n | n skill",
                "SELECT t.skill FROM skill_usage t WHERE (SELECT max(status) FROM audit) = 'x' | skill status t",
                "SELECT count(*) FROM skill_usage JOIN audit USING (Status) | status",
                "SELECT entity.name FROM audit | entity name",
                "WITH w AS (SELECT skill FROM skill_usage) SELECT skill FROM w | skill",
                "SELECT skill FROM skill_usage, range(3), unnest([1]) | skill",
                "SELECT list_filter([1], lambda x: x > duration_ms) FROM skill_usage | duration_ms x",
                "SELECT count(*) FROM skill_usage ORDER BY row->>'$.a' LIMIT 1 | row",
            })
    void namedColumns_areLoaded(String sql, String columns) throws IOException {
        assertThat(columns(sql)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FROM skill_usage",
                "TABLE skill_usage",
                "SELECT * EXCLUDE row FROM skill_usage",
                "SELECT count(t.*) FROM skill_usage t",
                "SELECT min(COLUMNS('s.*')) FROM skill_usage",
                "SELECT count(DISTINCT t) FROM skill_usage t",
                "SELECT hash(skill_usage) FROM skill_usage",
                "SELECT main.skill_usage FROM main.skill_usage",
                "SELECT a FROM skill_usage AS t(a)",
                "SELECT skill FROM skill_usage NATURAL JOIN audit",
                "SELECT #1 FROM skill_usage",
                "SELECT column_name FROM (DESCRIBE skill_usage)",
                "SELECT column_name FROM (SUMMARIZE skill_usage)",
                "SELECT bin FROM histogram(skill_usage, skill)",
                "SELECT skill FROM query('FROM skill_usage')",
                "SELECT skill FROM query_table('skill_usage')",
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'skill_usage'",
                "SELECT column_name FROM duckdb_columns() WHERE table_name = 'skill_usage'",
                "SELECT column_count FROM duckdb_tables AS skill_usage",
                "SELECT skill FROM skill_usage WHERE EXISTS (FROM audit)",
                "SELECT skill FROM skill_usage UNION ALL BY NAME FROM audit",
            })
    void whatMayMeanColumnsWithoutNamingThem_loadsAll(String sql) throws IOException {
        assertThat(columns(sql)).isEqualTo("all");
    }
}
