package dev.candor.export.internal.page;

import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * A report under way: what its sections share.
 *
 * @param report as the bundle has it
 */
record Page(Markup markup, Timeline timeline, RubricFacts rubric, ObjectValue report) {
    private static final int MAX_LINKS = 20;

    /** Opens a section with its heading. */
    void section(String id, String heading) throws IOException {
        markup.open("section", "aria-labelledby", id).element("h2", heading, "id", id);
    }

    /** Opens a table with its column headings, down to the body; on a narrow screen its rows become cards. */
    void table(String heading, String... columns) throws IOException {
        openTable(heading, columns);
        markup.open("tbody", "role", "rowgroup");
    }

    /** Opens a table with its column headings. */
    void openTable(String heading, String... columns) throws IOException {
        markup.open("table", "role", "table", "class", heading + "-rows", "aria-labelledby", heading)
                .open("thead", "role", "rowgroup")
                .open("tr", "role", "row");
        for (String column : columns) {
            markup.element("th", column, "scope", "col", "role", "columnheader");
        }
        markup.close().close();
    }

    /** Closes a table that {@link #table} opened. */
    void closeTable() throws IOException {
        markup.close().close();
    }

    void openRow() throws IOException {
        markup.open("tr", "role", "row");
    }

    void openRowHeader(String column) throws IOException {
        markup.open("th", "scope", "row", "role", "rowheader", "data-label", column);
    }

    void openCell(String column, String kind) throws IOException {
        markup.open("td", "class", kind, "role", "cell", "data-label", column);
    }

    void cell(String column, String kind, String text) throws IOException {
        openCell(column, kind);
        markup.text(text).close();
    }

    /** Ids of events, each leading to its row. */
    void events(List<String> ids) throws IOException {
        for (int i = 0; i < Math.min(ids.size(), MAX_LINKS); i++) {
            markup.raw(i == 0 ? "" : ", ");
            event(ids.get(i));
        }
        if (ids.size() > MAX_LINKS) {
            markup.text(" and " + (ids.size() - MAX_LINKS) + " more");
        }
    }

    /** The id of an event that leads to its row. */
    void event(String id) throws IOException {
        long number = timeline.number(id);
        if (number == 0) {
            markup.element("code", id);
        } else {
            markup.open("a", "href", "#e" + number).element("code", id).close();
        }
    }

    static String signed(BigDecimal points) {
        return (points.signum() > 0 ? "+" : points.signum() < 0 ? "\u2212" : "") + ScorePicture.text(points.abs());
    }

    static List<String> texts(ObjectValue object, String name) {
        return object.members().get(name) instanceof ArrayValue array
                ? array.items().stream()
                        .filter(StringValue.class::isInstance)
                        .map(item -> ((StringValue) item).text())
                        .toList()
                : List.of();
    }
}
