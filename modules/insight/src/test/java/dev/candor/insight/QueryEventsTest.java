package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryEventsTest {
    private static final ObjectValue ROW = new ObjectValue(Map.of("n", JsonValue.of(1)));

    private static QueryEvents.Rows ask(QueryEvents events) throws Exception {
        return events.call(new QueryEvents.Query("SELECT 1 AS n"), ToolContext.unattended());
    }

    private static String told(QueryEvents events, QueryEvents.Rows rows) {
        Page page = new Page();
        events.tell(rows, page);
        return page.text();
    }

    @Test
    void rows_areThoseOfTheQuery() throws Exception {
        QueryEvents events = QueryEvents.allowed((sql, limit, context) -> List.of(ROW));
        assertThat(ask(events)).isEqualTo(new QueryEvents.Rows(List.of(ROW), false));
        assertThat(told(events, ask(events))).isEqualTo("1 row");
    }

    @Test
    void oneRowMoreThanTheMost_isTold() throws Exception {
        QueryEvents events = QueryEvents.allowed((sql, limit, context) -> Collections.nCopies(limit, ROW));
        QueryEvents.Rows found = ask(events);
        assertThat(found.rows()).hasSize(QueryEvents.MAX_ROWS);
        assertThat(found.isCut()).isTrue();
        assertThat(told(events, found)).isEqualTo("only the first 10000 rows are given, and there are more");
    }

    @Test
    void queryWithinAQuery_isBusy_andTheNextIsAnswered() throws Exception {
        QueryEvents[] events = new QueryEvents[1];
        events[0] = QueryEvents.allowed((sql, limit, context) -> {
            assertThatThrownBy(() -> ask(events[0]))
                    .isInstanceOfSatisfying(
                            ToolException.class, e -> assertThat(e.kind()).isEqualTo(ToolException.Kind.BUSY));
            return List.of();
        });
        assertThat(ask(events[0]).rows()).isEmpty();
        assertThat(ask(events[0]).rows()).isEmpty();
    }

    @Test
    void whereItIsOff_itSaysWhatWouldAllowIt() {
        assertThatThrownBy(() -> ask(QueryEvents.refused()))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("query-not-allowed"))
                .hasMessageContaining("candor serve --allow-query");
    }
}
