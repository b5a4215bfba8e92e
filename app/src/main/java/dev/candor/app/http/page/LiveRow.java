package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.CodePoints;
import java.util.List;
import java.util.Map;

/**
 * A row that was just recorded, in one line.
 *
 * @param log the contract, or quarantine
 * @param what it is of
 * @param outcome how that ended; empty when the row does not say
 * @param link the page that has more
 */
record LiveRow(String log, String what, String outcome, String link) {
    private static final int MAX_CHARACTERS = 200;

    /** Where a contract has what is told of its rows: the outcome, the page and what it is of. */
    private record Members(String outcome, String page, String filter, List<String> what) {}

    private static final Map<String, Members> BY_LOG = Map.of(
            "skill-usage", new Members("status", "/item?kind=skill", "key", List.of("skill")),
            "execution", new Members("outcome", "/item?kind=item", "key", List.of("item_id")),
            "agent", new Members("outcome", "/agents", "session_id", List.of("session_id", "agent", "kind", "name")),
            "orchestration",
                    new Members("status", "/orchestration", "repository", List.of("repository", "tool", "phase")),
            "session", new Members("outcome", "/sessions", "session_id", List.of("session_id", "event_type")),
            "audit", new Members("outcome", "/executions", "correlation_id", List.of("correlation_id", "action")),
            "quarantine", new Members("", "/quarantine", "id", List.of("id", "code")));

    /** Of a row as it stands in a log. */
    static LiveRow of(String log, byte[] row) {
        Members members = BY_LOG.getOrDefault(log, new Members("", "/", "", List.of()));
        ObjectValue object = parsed(row);
        List<String> texts = members.what().stream()
                .map(name -> object.text(name).orElse(""))
                .toList();
        String first = texts.isEmpty() ? "" : texts.getFirst();
        // an id says less than what follows it
        String what = String.join(
                " ", (texts.size() > 1 && !log.equals("orchestration") ? texts.subList(1, texts.size()) : texts));
        return new LiveRow(
                log,
                CodePoints.first(what.strip(), MAX_CHARACTERS),
                object.text(members.outcome()).orElse(""),
                Page.withFilter(members.page(), members.filter(), first));
    }

    private static ObjectValue parsed(byte[] row) {
        try {
            return JsonValue.parse(row) instanceof ObjectValue object ? object : new ObjectValue(Map.of());
        } catch (JsonSyntaxException e) {
            return new ObjectValue(Map.of());
        }
    }

    ObjectValue json() {
        return new ObjectValue(Map.of(
                "log", JsonValue.of(log),
                "what", JsonValue.of(what),
                "outcome", JsonValue.of(Format.words(outcome)),
                "tone", JsonValue.of(Format.tone(outcome)),
                "link", JsonValue.of(link)));
    }
}
