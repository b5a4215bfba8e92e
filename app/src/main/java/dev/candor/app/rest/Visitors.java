package dev.candor.app.rest;

import java.util.List;
import java.util.Set;

/**
 * Who else may call the server, and what they may see without the token.
 *
 * @param remote whether the server may be called by the address of any of its connections, not by loopback names only
 * @param hosts further names that callers may call it by, of a proxy for instance, with or without a port
 * @param openMetrics whether counters are shown without the token, for a Prometheus that has none
 */
public record Visitors(boolean remote, List<String> hosts, boolean openMetrics) {
    private static final String METRICS = "/actuator/prometheus";
    private static final Set<String> HEALTH =
            Set.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness");

    public Visitors {
        hosts = List.copyOf(hosts);
    }

    /** Nobody but who calls by loopback and has the token. */
    public static Visitors none() {
        return new Visitors(false, List.of(), false);
    }

    /** Whether a request needs no token: whether the server works is nobody's secret. */
    boolean mayPass(RequestHead head) {
        return Route.READ.contains(head.method())
                && (HEALTH.contains(head.path()) || (openMetrics && head.path().equals(METRICS)));
    }

    /** Whether a request that has no token may see no more than a status. */
    boolean seesStatusOnly(RequestHead head) {
        return head.authorizations().isEmpty() && HEALTH.contains(head.path());
    }
}
