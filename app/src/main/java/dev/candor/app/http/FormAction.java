package dev.candor.app.http;

import dev.candor.app.http.page.Page;
import dev.candor.app.http.page.View;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a form of the pages does.
 *
 * @param word the last part of its path
 * @param tool the capability that it calls with its fields
 * @param shownNext the page that tells how that went
 * @param texts the fields that are texts
 * @param flags the fields that are true when they are there
 */
record FormAction(String word, String tool, View shownNext, List<String> texts, List<String> flags) {
    /** The field with the token of the session that the form was made for. */
    static final String TOKEN = "form_token";

    static final List<FormAction> ALL = List.of(
            new FormAction("replay", "replay_quarantine", View.QUARANTINE, List.of("ids", "code"), List.of("dry_run")),
            new FormAction(
                    "drop", "drop_quarantine", View.QUARANTINE, List.of("ids", "code", "reason"), List.of("dry_run")),
            new FormAction(
                    "release", "release_repository", View.ORCHESTRATION, List.of("repository", "reason"), List.of()),
            new FormAction("export", "export_session", View.SESSIONS, List.of("session_id"), List.of("force")),
            new FormAction("verify", "verify_session", View.SESSIONS, List.of("session_id"), List.of()),
            new FormAction("clear", "clear_telemetry", View.OVERVIEW, List.of("item_id"), List.of()));

    String path() {
        return "/act/" + word;
    }

    /** Where the browser is led next: to what the form was about, where that is a session. */
    String next(Query form) {
        return Page.withFilter(
                shownNext.path(), "session_id", form.text("session_id").orElse(""));
    }

    /** The names that its fields may have. */
    List<String> fields() {
        return Stream.of(texts, flags, List.of(TOKEN)).flatMap(List::stream).toList();
    }

    /** What the capability is called with. */
    ObjectValue arguments(Query form) {
        Map<String, JsonValue> arguments = new LinkedHashMap<>();
        for (String name : texts) {
            Optional<JsonValue> text =
                    form.text(name).filter(given -> !given.isEmpty()).map(JsonValue::of);
            text.ifPresent(given -> arguments.put(name, name.equals("ids") ? JsonValue.of(List.of(given)) : given));
        }
        flags.stream()
                .filter(name -> form.text(name).isPresent())
                .forEach(name -> arguments.put(name, JsonValue.of(true)));
        return new ObjectValue(arguments);
    }
}
