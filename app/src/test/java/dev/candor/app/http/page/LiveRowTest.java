package dev.candor.app.http.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveRowTest {
    private static LiveRow of(String log, String row) {
        return LiveRow.of(log, row.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "skill-usage | {'skill':'plan','status':'failure'} | plan | failure | /item?kind=skill&key=plan",
                "execution | {'item_id':'a/b@1.0.0','outcome':'success'} | a/b@1.0.0 | success | /item?kind=item&key=a%2Fb%401.0.0",
                "agent | {'session_id':'s1','agent':'codex','kind':'tool','name':'exec','outcome':'failure'} | codex tool exec | failure | /agents?session_id=s1",
                "orchestration | {'repository':'shop','tool':'mypy','phase':'check','status':'failed'} | shop mypy check | failed | /orchestration?repository=shop",
                "session | {'session_id':'s1','event_type':'answer'} | answer | `` | /sessions?session_id=s1",
                "audit | {'correlation_id':'c1','action':'approve','outcome':'denied'} | approve | denied | /executions?correlation_id=c1",
                "quarantine | {'id':'q1','code':'SCHEMA_TYPE'} | SCHEMA_TYPE | `` | /quarantine?id=q1",
                "later | {'a':1} | `` | `` | /",
            })
    void row_isSaidInOneLine_andLeadsToItsPage(String log, String row, String what, String outcome, String link) {
        assertThat(of(log, row.replace('\'', '"'))).isEqualTo(new LiveRow(log, what, outcome, link));
    }

    @Test
    void rowThatCannotBeRead_isSaidToBeThere() {
        assertThat(of("audit", "{\"action\":")).isEqualTo(new LiveRow("audit", "", "", "/executions"));
        assertThat(of("audit", "[1]").what()).isEmpty();
    }

    @Test
    void longName_isCutBetweenCharacters_andLeadsToASearch() {
        LiveRow row = of("skill-usage", "{\"skill\":\"" + "😀".repeat(300) + "\",\"status\":\"success\"}");
        assertThat(row.what()).isEqualTo("😀".repeat(200));
        assertThat(row.link()).startsWith("/search?q=%F0%9F%98%80");
    }

    @Test
    void markup_isTextOfJson() {
        assertThat(of("skill-usage", "{\"skill\":\"<b>&\",\"status\":\"success\"}")
                        .json()
                        .text("what"))
                .contains("<b>&");
    }
}
