package dev.candor.sessions;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Words;
import dev.candor.foundation.text.Wording;
import java.util.List;
import java.util.Optional;

/** Some sessions, the one with the latest event first. */
@Result
public record SessionList(
        @Doc("How many there are, listed or not.") long total,
        List<Summary> sessions,
        @Doc("What is left out, a sentence each.") List<String> notes) {
    private static final int MAX_CELL = 40;
    private static final List<Column> COLUMNS = List.of(
            Column.text("SESSION"),
            Column.text("SCENARIO"),
            Column.text("STATE"),
            Column.text("PHASE"),
            Column.number("EVENTS"),
            Column.number("FAILED"),
            Column.text("FIRST, LAST"));

    /** A session in a list. */
    @Result
    public record Summary(
            String sessionId,
            String participantId,

            @Doc("The one scenario that knows all its words; null when none does or several do.") @OrNull
            Optional<String> scenarioId,

            @Doc("complete when the event that ends its scenario's last phase is there.") @Words({"complete", "open"})
            String state,

            @Doc("The phase of its last event.") String phase,
            @Doc("How many events it has.") long events,

            @Doc("How many of its events have the outcome fail.")
            long failed,

            @Doc("ISO 8601 in UTC.") String firstAt,
            String lastAt) {
        private List<String> row() {
            return List.of(
                    cell(sessionId),
                    cell(scenarioId.orElse("-")),
                    state,
                    cell(phase),
                    Long.toString(events),
                    Long.toString(failed),
                    cell(firstAt) + ", " + cell(lastAt));
        }

        /** Ids may have a thousand characters, and line ends. */
        private static String cell(String text) {
            return Wording.visible(text, MAX_CELL);
        }
    }

    /** Says it as a table. */
    public void tell(Page page) {
        page.line(Wording.count(total, "session"));
        page.table(COLUMNS, sessions.stream().map(Summary::row).toList());
        page.more(total - sessions.size());
        notes.forEach(note -> page.line("note: " + note));
    }
}
