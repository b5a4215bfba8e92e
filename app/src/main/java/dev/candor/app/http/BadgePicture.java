package dev.candor.app.http;

import dev.candor.app.http.Route.Access;
import dev.candor.app.http.Route.Body;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.json.JsonValue;
import dev.candor.insight.MakeBadge;
import java.util.Optional;

/** A badge at an address that a page can show as a picture. */
final class BadgePicture {
    private static final String PATH = "/badges/{key}.svg";
    private static final String TYPE = "image/svg+xml";

    private BadgePicture() {}

    static Route route() {
        ToolDescription tool = MakeBadge.DECLARATION.tool();
        PathArguments arguments = PathArguments.of(PATH, tool);
        Operation operation = Operation.of("badgePicture", "questions", "A badge as a picture", tool.description())
                .parameters(arguments.parameters())
                .refuses(429, RouteTable.BUSY)
                .refuses(503, "The machine does not let us")
                .gives(200, "The picture", TYPE, JsonValue.parse("{\"type\":\"string\"}"));
        return new Route(
                Route.READ,
                PATH,
                Access.TOKEN,
                Body.NONE,
                Optional.of((doors, exchange) -> doors.tools().askForText(tool.name(), arguments, TYPE, exchange)),
                Optional.of(operation));
    }
}
