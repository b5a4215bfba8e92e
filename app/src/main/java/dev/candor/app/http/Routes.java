package dev.candor.app.http;

import dev.candor.foundation.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ways in. What is not here is not served, whatever the framework would offer. */
final class Routes {
    private final List<Route> all;
    private final Map<String, JsonValue> schemas;
    private final Map<String, List<Route>> fixed = new HashMap<>();
    private final List<Route> variable = new ArrayList<>();

    /**
     * Routes.
     *
     * @param schemas what their descriptions refer to, by name
     */
    Routes(List<Route> all, Map<String, JsonValue> schemas) {
        this.all = List.copyOf(all);
        this.schemas = schemas;
        for (Route route : all) {
            if (route.hasVariables()) {
                variable.add(route);
            } else {
                fixed.computeIfAbsent(route.path(), path -> new ArrayList<>()).add(route);
            }
        }
    }

    List<Route> all() {
        return all;
    }

    Map<String, JsonValue> schemas() {
        return schemas;
    }

    /** Those whose path that is, in whatever method; a path without variables first. */
    List<Route> leadingTo(String path) {
        List<Route> leading = new ArrayList<>(fixed.getOrDefault(path, List.of()));
        for (Route route : variable) {
            if (route.leadsTo(path)) {
                leading.add(route);
            }
        }
        return leading;
    }
}
