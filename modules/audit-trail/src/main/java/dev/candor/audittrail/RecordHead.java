package dev.candor.audittrail;

import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonToken;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a list of executions needs of a record. */
record RecordHead(String correlationId, Instant at, String actor, String action, String repo, Outcome outcome) {

    /** Reads rows without building what is not needed of them. Not for two threads. */
    static final class Reader {
        private final JsonReader json = new JsonReader();
        private @Nullable String id;
        private @Nullable String at;
        private String actor = "";
        private String action = "";
        private String repo = "";
        private @Nullable String outcome;

        /** The head of a row; empty when it is none that can be understood, which a valid row always can. */
        Optional<RecordHead> read(byte[] bytes, int from, int to) {
            id = null;
            at = null;
            outcome = null;
            actor = "";
            action = "";
            repo = "";
            try {
                json.over(bytes, from, to);
                if (json.next() != JsonToken.OBJECT_START) {
                    return Optional.empty();
                }
                while (json.next() == JsonToken.NAME) {
                    String name = json.text();
                    json.next();
                    member(name);
                }
                json.next();
            } catch (JsonSyntaxException e) {
                return Optional.empty();
            }
            return head();
        }

        private void member(String name) {
            if (json.token() == JsonToken.STRING) {
                switch (name) {
                    case "correlation_id" -> id = json.text();
                    case "generated_at" -> at = json.text();
                    case "outcome" -> outcome = json.text();
                    case "actor" -> actor = json.text();
                    case "action" -> action = json.text();
                    default -> {}
                }
            } else if (name.equals("entity") && json.token() == JsonToken.OBJECT_START) {
                entity();
            } else {
                json.skipValue();
            }
        }

        private void entity() {
            while (json.next() == JsonToken.NAME) {
                boolean isRepo = json.text().equals("repo");
                json.next();
                if (isRepo && json.token() == JsonToken.STRING) {
                    repo = json.text();
                } else {
                    json.skipValue();
                }
            }
        }

        private Optional<RecordHead> head() {
            Optional<Instant> moment = Words.moment(Optional.ofNullable(at));
            Optional<Outcome> ended = Optional.ofNullable(outcome).flatMap(Outcome::of);
            if (id == null || moment.isEmpty() || ended.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new RecordHead(
                    id.toLowerCase(Locale.ROOT),
                    moment.get(),
                    Words.line(actor),
                    Words.line(action),
                    repo,
                    ended.get()));
        }
    }
}
