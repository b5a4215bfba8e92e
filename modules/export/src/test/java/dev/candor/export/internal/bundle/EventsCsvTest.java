package dev.candor.export.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.export.Events;
import dev.candor.testing.SessionRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsCsvTest {
    private static final String AT = "2026-02-28T14:00:00Z";

    private static String row(String more, boolean spreadsheetSafe) {
        return EventsCsv.row(Events.event(SessionRows.row("e1", AT, more)), spreadsheetSafe);
    }

    @Test
    void header_beginsWithTheColumnsThatScriptsRead() {
        assertThat(EventsCsv.header())
                .startsWith("timestamp,event_type,phase,actor_id,outcome,objective_id,critical_error_code,score_delta,")
                .endsWith(",event_id,session_id,participant_id,target_id,details\n");
    }

    @Test
    void absentValue_isAnEmptyCell() {
        assertThat(row("", false)).isEqualTo(AT + ",looked,audit,p,info,,,,e1,s,p,,\n");
    }

    @Test
    void emptyText_isQuoted() {
        assertThat(row(",\"target_id\":\"\",\"objective_id\":\"\"", false))
                .isEqualTo(AT + ",looked,audit,p,info,\"\",,,e1,s,p,\"\",\n");
    }

    @ParameterizedTest
    @CsvSource({"25.0,25", "2.5e1,25", "-20,-20", "0.10,0.1", "1e3,1000", "1e30,1e+30", "-0,0"})
    void number_isSpelledInOneWay(String written, String cell) {
        assertThat(row(",\"score_delta\":" + written, false)).contains(",,," + cell + ",e1,");
    }

    @Test
    void details_areCanonicalJsonInQuotes() {
        assertThat(row(",\"details\":{\"b\":1.50,\"a\":\"x, y\"}", false))
                .endsWith(",\"{\"\"a\"\":\"\"x, y\"\",\"\"b\"\":1.5}\"\n");
    }

    @Test
    void quotesCommasAndLineEnds_areQuoted() {
        assertThat(row(",\"target_id\":\"a\\\"b\"", false)).endsWith(",\"a\"\"b\",\n");
        assertThat(row(",\"target_id\":\"a,b\"", false)).endsWith(",\"a,b\",\n");
        assertThat(row(",\"target_id\":\"a\\nb\"", false)).endsWith(",\"a\nb\",\n");
        assertThat(row(",\"target_id\":\"a\\rb\"", false)).endsWith(",\"a\rb\",\n");
        assertThat(row(",\"target_id\":\" a \"", false)).endsWith(", a ,\n");
    }

    @Test
    void criticalErrorCode_isTakenFromTheDetailsToo() {
        assertThat(row(",\"details\":{\"critical_error_code\":\"burnt\"}", false))
                .contains(",info,,burnt,,e1,");
        assertThat(row(",\"critical_error_code\":\"top\",\"details\":{\"critical_error_code\":\"burnt\"}", false))
                .contains(",info,,top,,e1,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1+1", "-a", "@x", "\\t=1", "\\u0000x", "\\u007fx", "\\u0085x"})
    void riskyCell_getsAnApostropheOnlyWhenAsked(String text) {
        String more = ",\"target_id\":\"" + text + "\"";
        assertThat(row(more, true)).containsPattern(",p,\"?'");
        assertThat(row(more, false)).doesNotContain("'");
    }

    @Test
    void spreadsheetSafe_leavesNumbersAndTheRestAlone() {
        assertThat(row(",\"score_delta\":-20", true)).isEqualTo(AT + ",looked,audit,p,info,,,-20,e1,s,p,,\n");
        assertThat(row(",\"target_id\":\"a=b\",\"score_delta\":20", true))
                .isEqualTo(AT + ",looked,audit,p,info,,,20,e1,s,p,a=b,\n");
    }

    @Test
    void riskyCellWithQuotes_isBoth() {
        assertThat(row(",\"target_id\":\"\\r\\\"x\"", true)).endsWith(",\"'\r\"\"x\",\n");
    }
}
