package dev.candor.app.rest;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A path that there is.
 *
 * @param path matches the path as it comes, undecoded; so no spelling of a path slips past
 * @param methods what may be done with it
 * @param body what stands in a POST
 * @param parameters the names that a query behind it may have; with none, there may be no query at all
 */
record Route(Pattern path, Set<String> methods, Body body, List<String> parameters) {
    /** What a body is. */
    enum Body {
        /** One JSON text, read as a whole. */
        JSON,
        /** Rows, read as they come. */
        ROWS
    }

    static final Set<String> READ = Set.of("GET", "HEAD");
    static final Set<String> CALL = Set.of("POST");

    /** Every path that is no tool by another name. */
    static final List<Route> ALL = List.of(
            of("/tools", READ),
            of("/tools/[A-Za-z0-9_-]{1,128}", CALL),
            of("/execute", CALL),
            of("/mcp", Set.of("GET", "POST")),
            of("/v1/executions", CALL),
            new Route(Pattern.compile(EventsServlet.PATH + "(/[A-Za-z0-9_.-]{1,64})?"), CALL, Body.ROWS, List.of()),
            new Route(
                    Pattern.compile("/v1/sessions/" + ToolDoor.ANY_ID + "/bundle"),
                    READ,
                    Body.JSON,
                    SessionBundleController.PARAMETERS),
            of("/actuator/health(/liveness|/readiness)?", READ),
            of("/actuator/info", READ),
            of("/actuator/prometheus", READ),
            of("/v3/api-docs", READ));

    Route {
        methods = Set.copyOf(methods);
        parameters = List.copyOf(parameters);
    }

    private static Route of(String path, Set<String> methods) {
        return new Route(Pattern.compile(path), methods, Body.JSON, List.of());
    }

    /** What every path that it leads to begins with. */
    String beginning() {
        return path.pattern().split("[(\\[{.\\\\]", 2)[0];
    }

    boolean leadsTo(String undecoded) {
        return path.matcher(undecoded).matches();
    }
}
