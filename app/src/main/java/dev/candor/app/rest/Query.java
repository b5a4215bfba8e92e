package dev.candor.app.rest;

import dev.candor.foundation.text.CodePoints;
import dev.candor.foundation.text.Numbers;
import dev.candor.validation.schema.Violation;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What stands behind the {@code ?} of a path: names with a value each, in percent-encoded UTF-8, {@code +} for a space. */
final class Query {
    /** The longest value, decoded, in characters. */
    static final int MOST_CHARACTERS = 1024;

    private static final Pattern ENCODED = Pattern.compile("(?:[^%]|%[0-9A-Fa-f]{2})*+");

    private final Map<String, String> values = new LinkedHashMap<>();

    private Query() {}

    /**
     * Reads a query.
     *
     * @param encoded as it came; the empty query has no parameters
     * @param known the names that there are
     * @throws ProblemException when a parameter is unknown, repeated, overlong, or cannot be decoded
     */
    static Query of(String encoded, Collection<String> known) throws ProblemException {
        Query query = new Query();
        if (!encoded.isEmpty()) {
            for (String pair : encoded.split("&", -1)) {
                query.add(pair, known);
            }
        }
        return query;
    }

    /** Why a query cannot be read; empty when it can. */
    static Optional<Problem> refusal(String encoded, Collection<String> known) {
        try {
            of(encoded, known);
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    private void add(String pair, Collection<String> known) throws ProblemException {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            throw wrong("expected name=value between the & of the query, found " + Violation.quoted(pair));
        }
        String name = decoded(pair.substring(0, equals));
        if (!known.contains(name)) {
            throw wrong("expected no other query parameters than " + String.join(", ", known) + ", found "
                    + Violation.quoted(name) + "; leave it away");
        }
        String value = decoded(pair.substring(equals + 1));
        if (CodePoints.exceed(value, MOST_CHARACTERS)) {
            throw wrong("expected at most " + MOST_CHARACTERS + " characters as the query parameter " + name
                    + ", found " + CodePoints.count(value));
        }
        if (values.put(name, value) != null) {
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
        return Optional.ofNullable(values.get(name));
    }

    /** The whole number of that name, which must be from {@code least} to {@code most}, both included. */
    Optional<Long> integer(String name, long least, long most) throws ProblemException {
        String text = values.get(name);
        if (text == null) {
            return Optional.empty();
        }
        OptionalLong number = Numbers.whole(text);
        if (number.isPresent() && number.getAsLong() >= least && number.getAsLong() <= most) {
            return Optional.of(number.getAsLong());
        }
        String bounds = least == Long.MIN_VALUE && most == Long.MAX_VALUE ? "" : " from " + least + " to " + most;
        throw wrong("expected a whole number" + bounds + " as the query parameter " + name + ", found "
                + Violation.quoted(text));
    }

    /** The value of that name, which must be one of these. */
    Optional<String> choice(String name, List<String> words) throws ProblemException {
        String text = values.get(name);
        if (text != null && !words.contains(text)) {
            throw wrong("expected " + String.join(" or ", words) + " as the query parameter " + name + ", found "
                    + Violation.quoted(text));
        }
        return Optional.ofNullable(text);
    }

    private static ProblemException wrong(String sentence) {
        return new ProblemException(ProblemType.QUERY_INVALID.because(sentence));
    }
}
