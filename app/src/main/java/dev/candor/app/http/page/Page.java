package dev.candor.app.http.page;

import dev.candor.app.tools.CommandLine;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.CodePoints;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One page as it is made: where it is, for whom, and what it asks. Templates ask while they are written, so the head of a
 * page is on its way before its first question.
 *
 * @param view which page
 * @param filters what its address says, by name
 * @param session who sees it
 * @param notice a sentence about what was just done
 */
public record Page(
        View view,
        Map<String, String> filters,
        BrowserSession session,
        Instant now,
        Optional<String> notice,
        Asker asker) {

    private static final int MAX_NAME = 256;
    private static final int MAX_SEARCHED = 100;

    /** Asks each question once for a page, so that all its parts tell the same; and knows how the command line would. */
    public static final class Asker {
        private final List<Declaration<?, ?>> declarations;
        private final Questions questions;
        private final Map<String, Reply> replies = new HashMap<>();

        public Asker(List<Declaration<?, ?>> declarations, Questions questions) {
            this.declarations = List.copyOf(declarations);
            this.questions = questions;
        }

        private String command(String tool, ObjectValue arguments) {
            return CommandLine.of(
                    declarations.stream()
                            .filter(declaration -> declaration.name().equals(tool))
                            .findFirst()
                            .orElseThrow(),
                    arguments);
        }

        private Reply ask(String tool, ObjectValue arguments) {
            String command = command(tool, arguments);
            Reply known = replies.get(command);
            Reply reply = known == null ? asked(tool, arguments, command) : known;
            replies.put(command, reply);
            return reply;
        }

        private Reply asked(String tool, ObjectValue arguments, String command) {
            try {
                return Reply.of(questions.ask(tool, arguments), command);
            } catch (ToolException e) {
                return Reply.failed(e.sentence(), command);
            }
        }
    }

    /** What the page is about: what it shows one of, by its name, else what it lists. */
    String heading() {
        return Stream.of("key", "session_id", "correlation_id", "id", "q")
                .map(this::filter)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(view.title());
    }

    /** The result of a capability, or why there is none. Names and values take turns; what is empty is omitted. */
    Reply ask(String tool, Object... namesAndValues) {
        return asker.ask(tool, arguments(namesAndValues));
    }

    /** The command line that calls a capability, which is not called. */
    String command(String tool, Object... namesAndValues) {
        return asker.command(tool, arguments(namesAndValues));
    }

    private static ObjectValue arguments(Object... namesAndValues) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = namesAndValues[i].toString();
            Object value = namesAndValues[i + 1];
            if (value instanceof Number number) {
                members.put(name, JsonValue.of(number.longValue()));
            } else if (value instanceof Boolean flag) {
                members.put(name, JsonValue.of(flag));
            } else if (value instanceof List<?> texts) {
                if (texts.isEmpty()) {
                    continue;
                }
                members.put(
                        name,
                        JsonValue.of(texts.stream()
                                .map(text -> JsonValue.of(text.toString()))
                                .toList()));
            } else if (!value.toString().isEmpty()) {
                members.put(name, JsonValue.of(value.toString()));
            }
        }
        return new ObjectValue(members);
    }

    /** What the address says under a name; empty when it says nothing. */
    String filter(String name) {
        return filters.getOrDefault(name, "");
    }

    /** What the address says under a name, else the usual. */
    String filter(String name, String usual) {
        return filter(name).isEmpty() ? usual : filter(name);
    }

    /** The same page with another filter; an empty value takes it away. */
    String with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(filters);
        changed.put(name, value);
        return address(view.path(), changed);
    }

    /** The same page over the time since then until now. */
    String since(String then) {
        Map<String, String> changed = new LinkedHashMap<>(filters);
        changed.put("since", then);
        changed.put("until", "");
        return address(view.path(), changed);
    }

    /** The runs of one day: of what this page is about, else all. */
    String runs(Chart.Bar day) {
        Map<String, String> changed = new LinkedHashMap<>(filters);
        changed.put("since", day.date());
        changed.put("until", day.next());
        return address(view == View.OVERVIEW ? View.RUNS.path() : view.path(), changed) + "#runs";
    }

    /** The address of a page. Names and values take turns. */
    static String link(String path, String... namesAndValues) {
        Map<String, String> query = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return address(path, query);
    }

    /** An address with one more filter, unless that is empty. */
    public static String withFilter(String address, String name, String value) {
        return address(address, Map.of(name, value));
    }

    /** No page is asked for a name longer than capabilities take: the search finds it by its beginning. */
    private static String address(String path, Map<String, String> query) {
        Optional<String> tooLong = query.values().stream()
                .filter(value -> CodePoints.exceed(value, MAX_NAME))
                .findFirst();
        return tooLong.map(name -> shortAddress(View.SEARCH.path(), Map.of("q", CodePoints.first(name, MAX_SEARCHED))))
                .orElseGet(() -> shortAddress(path, query));
    }

    private static String shortAddress(String path, Map<String, String> query) {
        StringBuilder address = new StringBuilder(path);
        query.forEach((name, value) -> {
            if (!value.isEmpty()) {
                address.append(address.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return address.toString();
    }
}
