package dev.candor.app.rest;

import dev.candor.validation.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A path that there is.
 *
 * @param path matches the path as it comes, undecoded; so no spelling of a path slips past
 * @param methods what may be done with it
 */
record Route(Pattern path, Set<String> methods) {
    private static final Set<String> READ = Set.of("GET", "HEAD");
    private static final Set<String> CALL = Set.of("POST");

    /** Every path of the server. What is not here is not served, whatever the framework would offer. */
    static final List<Route> ALL = List.of(
            new Route(Pattern.compile("/tools"), READ),
            new Route(Pattern.compile("/tools/[A-Za-z0-9_-]{1,128}"), CALL),
            new Route(Pattern.compile("/execute"), CALL),
            new Route(Pattern.compile("/mcp"), Set.of("GET", "POST")),
            new Route(Pattern.compile("/v1/executions"), CALL),
            new Route(Pattern.compile("/actuator/health(/liveness|/readiness)?"), READ),
            new Route(Pattern.compile("/actuator/info"), READ),
            new Route(Pattern.compile("/actuator/prometheus"), READ),
            new Route(Pattern.compile("/v3/api-docs"), READ));

    Route {
        methods = Set.copyOf(methods);
    }

    static Optional<Problem> check(RequestHead head) {
        Optional<Route> route = ALL.stream()
                .filter(known -> known.path.matcher(head.path()).matches())
                .findFirst();
        if (route.isEmpty()) {
            return Optional.of(ProblemType.PATH_NOT_FOUND.because("expected a path that there is, found "
                    + Violation.quoted(head.path()) + "; GET /v3/api-docs lists those that there are"));
        }
        if (head.query()) {
            return Optional.of(ProblemType.BAD_REQUEST.because("expected the path " + Violation.quoted(head.path())
                    + " alone, found a query (?) behind it; no path takes one, so leave it away"));
        }
        if (route.get().methods.contains(head.method())) {
            return Optional.empty();
        }
        String allowed = String.join(", ", new TreeSet<>(route.get().methods));
        return Optional.of(ProblemType.METHOD_NOT_ALLOWED
                .because("expected the method " + allowed + " for " + Violation.quoted(head.path()) + ", found "
                        + Violation.quoted(head.method()))
                .with("Allow", allowed));
    }
}
