package dev.candor.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.validation.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows on their way through the pipeline, for somebody who passes them on. */
class RowStreamTest {
    private static final String ROW = "{\"context\":\"c\",\"duration_ms\":1,\"skill\":\"s\",\"source\":\"o\","
            + "\"status\":\"success\",\"timestamp_utc\":\"2026-01-28T14:22:00.000Z\"}";

    @TempDir
    Path folder;

    private RowStream rows(FrontDoor door, String text) {
        return door.pipeline.rows(new ByteArrayInputStream(text.getBytes(UTF_8)), Contract.SKILL_USAGE, "tee");
    }

    @Test
    void rows_areToldAsTheyCame_andWhetherTheyAreRefused() {
        RowStream rows = rows(new FrontDoor(folder), "\n " + ROW + "\nno json\n" + ROW);
        assertThat(rows.next()).isTrue();
        assertThat(rows.count()).isEqualTo(2);
        assertThat(new String(rows.text(0), UTF_8)).isEqualTo(" " + ROW);
        assertThat(rows.line(1)).isEqualTo(3);
        assertThat(rows.refusal(0)).isEmpty();
        assertThat(rows.refusal(1))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.summary().code()).isEqualTo("NOT_JSON"));
        assertThat(rows.isUnfinished(1)).isFalse();
        assertThat(rows.next()).as("what has no end yet is waited for").isTrue();
        assertThat(rows.isUnfinished(0)).isTrue();
        assertThat(rows.next()).isFalse();
        assertThat(rows.end()).isEmpty();
    }

    @Test
    void rows_areNowhere_untilTheyAreAppendedAndKept() throws IOException {
        FrontDoor door = new FrontDoor(folder);
        RowStream rows = rows(door, ROW + "\n" + ROW + "\n{}\n");
        rows.next();
        assertThat(door.rows(Contract.SKILL_USAGE)).isEmpty();
        assertThat(door.refused).isEmpty();
        rows.append();
        assertThat(door.rows(Contract.SKILL_USAGE)).hasSize(1);
        rows.keepRefused();
        assertThat(door.refused).extracting(QuarantinedRow::source).containsExactly("tee");
    }
}
