package dev.candor.app.rest;

import dev.candor.app.rest.Route.Body;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.validation.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every path of the server. What is not here is not served, whatever the framework would offer. */
record Routes(List<Route> all) {
    Routes {
        all = List.copyOf(all);
    }

    /** The paths of a server that has these tools. */
    static Routes of(List<ToolDescription> tools) {
        return new Routes(
                Stream.concat(Route.ALL.stream(), ToolDoor.all(tools).stream().map(ToolDoor::route))
                        .toList());
    }

    /** Whether the body of a request that passes {@link #check} is rows. */
    boolean bringsRows(RequestHead head) {
        return head.method().equals("POST")
                && all.stream().anyMatch(route -> route.body() == Body.ROWS && route.leadsTo(head.path()));
    }

    /** Why there is no way in for this method, path and query; empty when there is one. */
    Optional<Problem> check(RequestHead head) {
        List<Route> leading =
                all.stream().filter(route -> route.leadsTo(head.path())).toList();
        if (leading.isEmpty()) {
            return Optional.of(ProblemType.PATH_NOT_FOUND.because("expected a path that there is, found "
                    + Violation.quoted(head.path()) + "; GET /v3/api-docs lists those that there are"));
        }
        return leading.stream()
                .filter(route -> route.methods().contains(head.method()))
                .findFirst()
                .map(route -> checkQuery(route, head))
                .orElseGet(() -> Optional.of(otherMethod(leading, head)));
    }

    private static Optional<Problem> checkQuery(Route route, RequestHead head) {
        if (head.query().isEmpty()) {
            return Optional.empty();
        }
        if (route.parameters().isEmpty()) {
            return Optional.of(ProblemType.BAD_REQUEST.because("expected the path " + Violation.quoted(head.path())
                    + " alone, found a query (?) behind it; this path takes none, so leave it away"));
        }
        return Query.refusal(head.query().get(), route.parameters());
    }

    private static Problem otherMethod(List<Route> leading, RequestHead head) {
        Set<String> methods = new TreeSet<>();
        leading.forEach(route -> methods.addAll(route.methods()));
        String allowed = String.join(", ", methods);
        return ProblemType.METHOD_NOT_ALLOWED
                .because("expected the method " + allowed + " for " + Violation.quoted(head.path()) + ", found "
                        + Violation.quoted(head.method()))
                .with("Allow", allowed);
    }
}
