package dev.candor.app.http;

import dev.candor.app.http.Route.Access;
import dev.candor.app.http.Route.Body;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.json.JsonValue;
import dev.candor.insight.MakeBadge;
import java.util.List;
import java.util.Optional;

/**
 * A badge at the addresses that a page can show as a picture: a short one for plain keys, one for every key, and one for our
 * own pages.
 */
final class BadgePicture {
    private static final String OF_PLAIN_KEY = "/badges/{key}.svg";
    private static final String OF_ANY_KEY = MakeBadge.PATH + ".svg";
    private static final String ON_OUR_PAGES = "/item/badge.svg";
    private static final String TYPE = "image/svg+xml";

    private BadgePicture() {}

    static List<Route> routes() {
        return List.of(route("badgePicture", OF_ANY_KEY), route("badgePictureOfPlainKey", OF_PLAIN_KEY), ofPage());
    }

    private static Route ofPage() {
        ToolDescription tool = MakeBadge.DECLARATION.tool();
        PathArguments arguments = PathArguments.of(ON_OUR_PAGES, tool);
        return Route.page(
                Route.READ,
                ON_OUR_PAGES,
                Access.BROWSER,
                List.of("key", "since"),
                TYPE,
                (doors, exchange) -> doors.tools().askForText(tool.name(), arguments, TYPE, exchange));
    }

    private static Route route(String id, String path) {
        ToolDescription tool = MakeBadge.DECLARATION.tool();
        PathArguments arguments = PathArguments.of(path, tool);
        Operation operation = Operation.of(id, "questions", "A badge as a picture", tool.description())
                .parameters(arguments.parameters())
                .refuses(429, RouteTable.BUSY)
                .refuses(503, "The machine does not let us")
                .gives(200, "The picture", TYPE, JsonValue.parse("{\"type\":\"string\"}"));
        return new Route(
                Route.READ,
                path,
                Access.TOKEN,
                Body.NONE,
                Optional.of((doors, exchange) -> doors.tools().askForText(tool.name(), arguments, TYPE, exchange)),
                Optional.of(operation));
    }
}
