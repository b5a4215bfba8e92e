package dev.candor.app.http;

import dev.candor.app.http.Route.Access;
import dev.candor.app.http.Route.Body;
import dev.candor.app.http.message.Accepts;
import dev.candor.app.http.page.View;
import dev.candor.foundation.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ways in for browsers. */
final class PageRoutes {
    static final String HTML = "text/html";
    private static final String ANY = "*/*";
    private static final String REPORT = "/sessions/report";

    private PageRoutes() {}

    static List<Route> all() {
        List<Route> routes = new ArrayList<>();
        for (View view : View.ALL) {
            routes.add(Route.page(
                    Route.READ,
                    view.path(),
                    Access.BROWSER,
                    view.filters(),
                    HTML,
                    (doors, exchange) -> doors.pages().show(view, exchange)));
        }
        for (FormAction action : FormAction.ALL) {
            routes.add(Route.page(
                    Route.CALL,
                    action.path(),
                    Access.BROWSER,
                    List.of(),
                    HTML,
                    (doors, exchange) -> doors.pages().act(action, exchange)));
        }
        routes.add(Route.page(
                Set.of("GET"),
                "/live",
                Access.BROWSER,
                List.of(),
                Accepts.STREAM,
                (doors, exchange) -> doors.pages().follow(exchange)));
        routes.add(Route.page(
                Route.READ,
                REPORT,
                Access.BROWSER,
                List.of("session_id"),
                HTML,
                (doors, exchange) -> doors.bundles().show(exchange)));
        // a code is used up by what asks for the page, not by what looks whether there is one
        routes.add(Route.page(
                Set.of("GET"),
                "/open/{code}",
                Access.ANYBODY,
                List.of(),
                HTML,
                (doors, exchange) -> doors.pages().open(exchange)));
        routes.add(Route.page(
                Route.READ,
                "/assets/{name}",
                Access.ANYBODY,
                List.of(),
                ANY,
                (doors, exchange) -> doors.pages().asset(exchange)));
        routes.add(code());
        return routes;
    }

    /** Whether a path is one that a browser is shown, or led from. */
    static boolean isPage(String path) {
        return path.startsWith("/act/")
                || path.startsWith("/open/")
                || path.equals(REPORT)
                || View.ALL.stream().anyMatch(view -> view.path().equals(path));
    }

    private static Route code() {
        Operation operation = Operation.of(
                        "newPageCode",
                        "server",
                        "A link to the pages",
                        "The link opens them in one browser, once and within a minute. {\"read_only\": true} for a"
                                + " browser that may change nothing.")
                .takes(
                        Accepts.JSON,
                        JsonValue.parse("{\"type\":\"object\",\"properties\":{\"read_only\":{\"type\":\"boolean\"}}}"))
                .gives(
                        200,
                        "The link",
                        Accepts.JSON,
                        JsonValue.parse("{\"type\":\"object\",\"required\":[\"url\",\"expires_in_s\"],\"properties\":"
                                + "{\"url\":{\"type\":\"string\"},\"expires_in_s\":{\"type\":\"integer\"}}}"));
        return new Route(
                Route.CALL,
                "/page/codes",
                Access.TOKEN,
                Body.JSON,
                Optional.of((doors, exchange) -> doors.pages().newCode(exchange)),
                Optional.of(operation));
    }
}
