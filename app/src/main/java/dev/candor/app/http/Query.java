package dev.candor.app.http;

import dev.candor.app.http.message.ProblemException;
import dev.candor.app.http.message.ProblemType;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.text.CodePoints;
import dev.candor.foundation.text.Numbers;
import dev.candor.validation.schema.Violation;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What stands behind the {@code ?} of a path: names with a value each, in percent-encoded UTF-8, {@code +} for a space. */
final class Query {
    /** The longest value, decoded, in characters. */
    static final int MAX_CHARACTERS = 1024;

    private static final Pattern ENCODED = Pattern.compile("(?:[^%]|%[0-9A-Fa-f]{2})*+");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Query() {}

    /**
     * Reads a query.
     *
     * @param encoded as it came; the empty query has no parameters
     * @param known the names that there are
     * @param lists those of them that may be there more than once
     * @throws ProblemException when a parameter is unknown, repeated, overlong, or cannot be decoded
     */
    static Query of(String encoded, List<String> known, List<String> lists) throws ProblemException {
        Query query = new Query();
        if (!encoded.isEmpty()) {
            for (String pair : encoded.split("&", -1)) {
                query.add(pair, known, lists);
            }
        }
        return query;
    }

    private void add(String pair, List<String> known, List<String> lists) throws ProblemException {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            throw wrong("expected name=value between the & of the query, found " + Violation.quoted(pair));
        }
        String name = decoded(pair.substring(0, equals));
        if (!known.contains(name)) {
            throw wrong("expected no other query parameters than " + String.join(", ", known) + ", found "
                    + Violation.quoted(name) + "; omit it");
        }
        String value = decoded(pair.substring(equals + 1));
        if (CodePoints.exceed(value, MAX_CHARACTERS)) {
            throw wrong("expected at most " + MAX_CHARACTERS + " characters as the query parameter " + name + ", found "
                    + CodePoints.count(value));
        }
        List<String> before = values.computeIfAbsent(name, key -> new ArrayList<>());
        before.add(value);
        if (before.size() > 1 && !lists.contains(name)) {
            throw wrong("expected each query parameter once, found " + name + " more than once");
        }
    }

    private static String decoded(String text) throws ProblemException {
        if (ENCODED.matcher(text).matches()) {
            byte[] bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                // refused below, as an escape without its digits is
            }
        }
        throw wrong("expected a query in percent-encoded UTF-8, found " + Violation.quoted(text)
                + "; write a percent sign as %25");
    }

    /** The value of that name. */
    Optional<String> text(String name) {
        return texts(name).stream().findFirst();
    }

    /** The values of that name, in their order. */
    List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The whole number of that name. */
    Optional<JsonValue> integer(String name) throws ProblemException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong number = Numbers.whole(text.get());
        if (number.isEmpty()) {
            throw wrong("expected a whole number as the query parameter " + name + ", found "
                    + Violation.quoted(text.get()));
        }
        return Optional.of(JsonValue.of(number.getAsLong()));
    }

    /** The number of that name. */
    Optional<JsonValue> number(String name) throws ProblemException {
        try {
            return text(name).map(NumberValue::new);
        } catch (IllegalArgumentException e) {
            throw wrong("expected a number as the query parameter " + name + ", found "
                    + Violation.quoted(text(name).orElse("")));
        }
    }

    /** The value of that name, which must be one of these. */
    Optional<String> choice(String name, List<String> words) throws ProblemException {
        Optional<String> text = text(name);
        if (text.isPresent() && !words.contains(text.get())) {
            throw wrong("expected " + String.join(" or ", words) + " as the query parameter " + name + ", found "
                    + Violation.quoted(text.get()));
        }
        return text;
    }

    private static ProblemException wrong(String sentence) {
        return new ProblemException(ProblemType.QUERY_INVALID.because(sentence));
    }
}
