package dev.candor.app.http;

import dev.candor.app.http.Route.Access;
import java.util.List;

/**
 * Who else may call the server, and what they may see without the token.
 *
 * @param remote whether the server may be called by the address of any of its connections, not by loopback names only
 * @param hosts further names that callers may call it by, of a proxy for instance, with or without a port
 * @param openMetrics whether counters are shown without the token, for a Prometheus that has none
 */
public record Visitors(boolean remote, List<String> hosts, boolean openMetrics) {
    public Visitors {
        hosts = List.copyOf(hosts);
    }

    /** Nobody but who calls by loopback and has the token. */
    public static Visitors none() {
        return new Visitors(false, List.of(), false);
    }

    /** Whether a request needs no token: whether the server works is nobody's secret. */
    boolean mayPass(Access access) {
        return switch (access) {
            case TOKEN, TOKEN_IN_PATH, BROWSER -> false;
            case HEALTH, ANYBODY -> true;
            case METRICS -> openMetrics;
        };
    }
}
