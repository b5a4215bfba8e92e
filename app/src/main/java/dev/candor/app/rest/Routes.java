package dev.candor.app.rest;

import dev.candor.app.rest.Route.Body;
import dev.candor.foundation.capability.Declaration;
import dev.candor.validation.schema.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every path of the server. What is not here is not served, whatever the framework would offer. */
final class Routes {
    private final List<Route> all;
    private final List<String> beginnings;

    private Routes(List<Route> all) {
        this.all = all;
        this.beginnings = all.stream().map(Route::beginning).toList();
    }

    /** The paths of a server that has these tools. */
    static Routes of(List<Declaration<?, ?>> tools) {
        return new Routes(
                Stream.concat(Route.ALL.stream(), ToolDoor.all(tools).stream().map(ToolDoor::route))
                        .toList());
    }

    /** Whether the body of a request that passes {@link #check} is rows. */
    boolean bringsRows(RequestHead head) {
        return head.method().equals("POST")
                && leadingTo(head.path()).stream().anyMatch(route -> route.body() == Body.ROWS);
    }

    /** Every request comes by here, so that the beginning of a path is looked at before its pattern. */
    private List<Route> leadingTo(String path) {
        List<Route> leading = new ArrayList<>(2);
        for (int i = 0; i < all.size(); i++) {
            if (path.startsWith(beginnings.get(i)) && all.get(i).leadsTo(path)) {
                leading.add(all.get(i));
            }
        }
        return leading;
    }

    /** Why there is no way in for this method, path and query; empty when there is one. */
    Optional<Problem> check(RequestHead head) {
        List<Route> leading = leadingTo(head.path());
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
