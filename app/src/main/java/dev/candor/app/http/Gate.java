package dev.candor.app.http;

import dev.candor.app.http.Route.Access;
import dev.candor.app.http.Route.Body;
import dev.candor.app.http.message.Accepts;
import dev.candor.app.http.message.Problem;
import dev.candor.app.http.message.ProblemException;
import dev.candor.app.http.message.ProblemType;
import dev.candor.app.http.page.BrowserSession;
import dev.candor.app.http.page.BrowserSessions;
import dev.candor.foundation.json.RowFormat;
import dev.candor.validation.schema.Violation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Decides whether a request gets in, by its head alone, in an order that tells a stranger as little as possible. */
final class Gate {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");
    private static final int PORT_OF_HTTP = 80;
    private static final String SCHEME = "Bearer ";

    private final byte[] tokenDigest;
    private final Visitors visitors;
    private final BodyPolicy bodies;
    private final Routes routes;
    private final BrowserSessions browsers;

    /**
     * A gate.
     *
     * @param token what whoever comes in must show
     * @param visitors who else may come in
     * @param browsers that may see the pages
     */
    Gate(String token, Visitors visitors, BodyPolicy bodies, Routes routes, BrowserSessions browsers) {
        this.tokenDigest = digest(token);
        this.visitors = visitors;
        this.bodies = bodies;
        this.routes = routes;
        this.browsers = browsers;
    }

    /**
     * Lets a request in.
     *
     * @throws ProblemException why it does not get in
     */
    Admitted admit(RequestHead head) throws ProblemException {
        expectOurHost(head);
        expectOurOrigin(head);
        List<Route> leading = routes.leadingTo(head.path());
        Optional<Route> found = leading.stream()
                .filter(route -> route.methods().contains(head.method()))
                .findFirst();
        // who shows no token may need none; a wrong one is refused all the same
        Optional<BrowserSession> browser =
                found.filter(route -> route.access() == Access.BROWSER).flatMap(route -> browser(head));
        boolean isVisit = head.authorizations().isEmpty()
                && found.filter(route ->
                                visitors.mayPass(route.access()) || hasTokenInPath(route, head) || browser.isPresent())
                        .isPresent();
        if (!isVisit) {
            expectLink(found, head);
            expectToken(head);
        }
        Route route = found.orElseThrow(() -> new ProblemException(
                leading.isEmpty()
                        ? ProblemType.PATH_NOT_FOUND.because("expected a path that there is, found "
                                + Violation.quoted(head.path()) + "; GET /v3/api-docs lists those that there are")
                        : otherMethod(leading, head)));
        Query query = query(route, head);
        Optional<RowFormat> rows = rows(route.body(), head);
        expectAnAcceptedAnswer(route, head);
        boolean seesStatusOnly = isVisit && route.access() == Access.HEALTH;
        return new Admitted(route, route.values(head.path()), query, rows, seesStatusOnly, browser);
    }

    /** The session that a cookie names. */
    private Optional<BrowserSession> browser(RequestHead head) {
        String prefix = cookie(head.localPort()) + "=";
        return head.cookies().stream()
                .flatMap(header -> Stream.of(header.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(prefix))
                .findFirst()
                .flatMap(pair -> browsers.withId(pair.substring(prefix.length())));
    }

    /** The name of the cookie with a session's id; servers on other ports of this machine have their own. */
    static String cookie(int port) {
        return "candor_" + port;
    }

    /** Tells a browser without a session how to get one. */
    private static void expectLink(Optional<Route> found, RequestHead head) throws ProblemException {
        if (head.authorizations().isEmpty()
                && found.filter(route -> route.access() == Access.BROWSER).isPresent()) {
            throw new ProblemException(ProblemType.BROWSER_SESSION_NEEDED.because(
                    "This browser came without a link, or its link ended: with the server, or after 12 hours."
                            + " Run candor open in a terminal on this machine."));
        }
    }

    /**
     * Lets only those in who mean this server by one of its own names. A page in a browser that was led here by a name
     * which somebody else controls (DNS rebinding) still says that name.
     */
    private void expectOurHost(RequestHead head) throws ProblemException {
        if (head.hosts().size() != 1 || !isOurs(head.hosts().getFirst().toLowerCase(Locale.ROOT), head)) {
            throw new ProblemException(
                    ProblemType.HOST_NOT_ALLOWED.because(
                            "expected one Host header, localhost:" + head.localPort()
                                    + " or 127.0.0.1:" + head.localPort() + ", found " + quoted(head.hosts())
                                    + "; call the server by its own address, or allow a name with candor serve --allowed-host NAME"));
        }
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

    /** Refuses pages of other sites. Programs send no {@code Origin}; a browser does with every call that could do harm. */
    private static void expectOurOrigin(RequestHead head) throws ProblemException {
        List<String> ours = List.of("http://127.0.0.1:" + head.localPort(), "http://localhost:" + head.localPort());
        if (head.origins().size() > 1 || !ours.containsAll(head.origins())) {
            throw new ProblemException(
                    ProblemType.ORIGIN_NOT_ALLOWED.because("expected no Origin header or the server's own, found "
                            + quoted(head.origins()) + "; call from a program, or from a page of this server"));
        }
    }

    /** Lets only those in who can read the token file. Takes the same time whatever is wrong with a token. */
    private void expectToken(RequestHead head) throws ProblemException {
        List<String> given = head.authorizations();
        if (given.size() != 1 || !isOurToken(given.getFirst())) {
            throw new ProblemException(ProblemType.TOKEN_NEEDED
                    .because("expected the header Authorization: Bearer TOKEN, found "
                            + (given.isEmpty() ? "none" : "another")
                            + "; the token stands in telemetry/token in the user path of whoever started the server")
                    .with("WWW-Authenticate", "Bearer"));
        }
    }

    private boolean hasTokenInPath(Route route, RequestHead head) {
        return route.access() == Route.Access.TOKEN_IN_PATH
                && MessageDigest.isEqual(
                        tokenDigest, digest(route.values(head.path()).getOrDefault(RouteTable.TOKEN, "")));
    }

    private boolean isOurToken(String authorization) {
        boolean bearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String token = bearer ? authorization.substring(SCHEME.length()).strip() : "";
        return MessageDigest.isEqual(tokenDigest, digest(token));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
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

    private static Query query(Route route, RequestHead head) throws ProblemException {
        if (head.query().isPresent() && route.parameters().isEmpty()) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST.because("expected the path " + Violation.quoted(head.path())
                            + " alone, found a query (?) behind it; this path takes none, so omit it"));
        }
        return Query.of(head.query().orElse(""), route.parameters(), route.lists());
    }

    private Optional<RowFormat> rows(Body body, RequestHead head) throws ProblemException {
        switch (body) {
            case NONE -> {}
            case JSON -> bodies.expectJson(head);
            case OTLP -> bodies.expectOtlp(head);
            case FORM -> bodies.expectForm(head);
            case ROWS -> {
                return Optional.of(bodies.expectRows(head));
            }
        }
        return Optional.empty();
    }

    /** The Actuator asks by itself. */
    private static void expectAnAcceptedAnswer(Route route, RequestHead head) throws ProblemException {
        if (route.handler().isPresent()
                && !route.mediaTypes().isEmpty()
                && route.mediaTypes().stream().noneMatch(head.accepts()::allows)) {
            throw new ProblemException(Accepts.refusal(route.mediaTypes()));
        }
    }

    /** What a request said, as a sentence about it shows it: short, quoted, on one line. */
    static String quoted(List<String> values) {
        return switch (values.size()) {
            case 0 -> "none";
            case 1 -> Violation.quoted(values.getFirst());
            default -> values.size() + " of them";
        };
    }
}
