package dev.candor.app.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets only those in who mean this server by one of its own names. A page in a browser that was led here by a name which
 * somebody else controls (DNS rebinding) still says that name.
 *
 * @param visitors by which further names it may be called
 */
record HostPolicy(Visitors visitors) {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");
    private static final int PORT_OF_HTTP = 80;

    Optional<Problem> check(RequestHead head) {
        if (head.hosts().size() == 1 && isOurs(head.hosts().getFirst().toLowerCase(Locale.ROOT), head)) {
            return Optional.empty();
        }
        return Optional.of(
                ProblemType.HOST_NOT_ALLOWED.because(
                        "expected one Host header, localhost:" + head.localPort()
                                + " or 127.0.0.1:" + head.localPort() + ", found " + Found.of(head.hosts())
                                + "; call the server by its own address, or allow a name with candor serve --allowed-host NAME"));
    }

    private boolean isOurs(String host, RequestHead head) {
        return LOOPBACK.stream().anyMatch(name -> names(host, name, head.localPort()))
                || (visitors.remote() && names(host, literal(head.localAddress()), head.localPort()))
                || visitors.hosts().stream().anyMatch(name -> host.equals(name) || names(host, name, head.localPort()));
    }

    private static boolean names(String host, String name, int port) {
        return host.equals(name + ":" + port) || (port == PORT_OF_HTTP && host.equals(name));
    }

    private static String literal(String address) {
        return address.indexOf(':') < 0 ? address : "[" + address.toLowerCase(Locale.ROOT) + "]";
    }
}
