package dev.candor.app.http;

import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way in. {@link RouteTable} has them all.
 *
 * @param path as OpenAPI writes it, with its variables in braces
 * @param handler who answers; none for what the Actuator answers
 * @param operation what the description of the API says of it; none for what is not described
 * @param pattern matches the path as it comes, undecoded; so no spelling of a path slips past
 * @param parameters the names that a query behind it may have; with none, there may be no query at all
 * @param lists those of them that may be there more than once
 * @param mediaTypes the types that an answer may have
 */
record Route(
        Set<String> methods,
        String path,
        Access access,
        Body body,
        Optional<Handler> handler,
        Optional<Operation> operation,
        Pattern pattern,
        List<String> parameters,
        List<String> lists,
        List<String> mediaTypes) {
    static final Set<String> READ = Set.of("GET", "HEAD");
    static final Set<String> CALL = Set.of("POST");

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)\\}");
    /** What may stand in a path for a variable: nothing that a path could be resolved against. */
    private static final String VALUE = "((?!\\.{1,2}(?:/|$))[A-Za-z0-9._:~-]{1,128})";

    /** Who may come in. */
    enum Access {
        /** Who shows the token. */
        TOKEN,
        /** Everybody, but without the token for no more than a status. */
        HEALTH,
        /** Who shows the token, and everybody where that is said. */
        METRICS,
        /** Who shows the token in the path, for those who cannot send headers. */
        TOKEN_IN_PATH,
        /** A browser that a code of {@code candor open} let in, and who shows the token. */
        BROWSER,
        /** Everybody. */
        ANYBODY
    }

    /** What stands in the body of a request. */
    enum Body {
        /** Nothing that anybody looks at. */
        NONE,
        /** One JSON text, read as a whole. */
        JSON,
        /** Rows, read as they come. */
        ROWS,
        /** An export request of OTLP, in either of its encodings. */
        OTLP,
        /** The fields of a form of our own pages. */
        FORM
    }

    /** Answers a request that got in. */
    interface Handler {
        /** Answers, or throws what is answered instead. */
        void answer(Doors doors, Exchange exchange) throws IOException, ToolException;
    }

    /** A way in, as it is declared. */
    Route(
            Set<String> methods,
            String path,
            Access access,
            Body body,
            Optional<Handler> handler,
            Optional<Operation> operation) {
        this(
                methods,
                path,
                access,
                body,
                handler,
                operation,
                Pattern.compile(VARIABLE.matcher(path).replaceAll(Matcher.quoteReplacement(VALUE))),
                operation.map(Operation::queryParameters).orElse(List.of()),
                operation.map(Operation::queryLists).orElse(List.of()),
                operation.map(Operation::mediaTypes).orElse(List.of()));
    }

    /** A way in for browsers, which the description of the API says nothing of. */
    static Route page(
            Set<String> methods,
            String path,
            Access access,
            List<String> parameters,
            String mediaType,
            Handler handler) {
        return new Route(
                methods,
                path,
                access,
                methods.equals(CALL) ? Body.FORM : Body.NONE,
                Optional.of(handler),
                Optional.empty(),
                Pattern.compile(VARIABLE.matcher(path).replaceAll(Matcher.quoteReplacement(VALUE))),
                parameters,
                List.of(),
                List.of(mediaType));
    }

    /** The names of the variables in a path, in their order. */
    static List<String> variables(String path) {
        return VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
    }

    boolean hasVariables() {
        return path.indexOf('{') >= 0;
    }

    boolean leadsTo(String undecoded) {
        return pattern.matcher(undecoded).matches();
    }

    /** The values of the variables in a path that it leads to. */
    Map<String, String> values(String undecoded) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher found = pattern.matcher(undecoded);
        if (hasVariables() && found.matches()) {
            int group = 1;
            for (String name : variables(path)) {
                values.put(name, found.group(group++));
            }
        }
        return values;
    }
}
