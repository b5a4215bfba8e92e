package dev.candor.app.rest;

import dev.candor.foundation.capability.Declaration;
import java.util.List;
import java.util.Optional;

/** Decides whether a request gets in, by its head alone, in an order that tells a stranger as little as possible. */
public final class Gate {
    private final Visitors visitors;
    private final HostPolicy host;
    private final OriginPolicy origin = new OriginPolicy();
    private final TokenPolicy token;
    private final Routes routes;
    private final BodyPolicy body;
    private final RowsPolicy rows;

    /**
     * A gate.
     *
     * @param token what whoever comes in must show
     * @param visitors who else may come in
     * @param mostBytes the largest body
     * @param mostOfRows the largest body of rows, in bytes as it is sent
     * @param tools those that the server has: some have paths of their own
     */
    public Gate(String token, Visitors visitors, int mostBytes, long mostOfRows, List<Declaration<?, ?>> tools) {
        this.visitors = visitors;
        this.host = new HostPolicy(visitors);
        this.token = new TokenPolicy(token);
        this.routes = Routes.of(tools);
        this.body = new BodyPolicy(mostBytes);
        this.rows = new RowsPolicy(mostOfRows);
    }

    /** Why the request does not get in; empty when it does. */
    Optional<Problem> check(RequestHead head) {
        return host.check(head)
                .or(() -> origin.check(head))
                .or(() -> isVisit(head) ? Optional.empty() : token.check(head))
                .or(() -> routes.check(head))
                .or(() -> routes.bringsRows(head) ? rows.check(head) : body.check(head));
    }

    /** One that shows no token and needs none; a wrong token is refused all the same. */
    private boolean isVisit(RequestHead head) {
        return head.authorizations().isEmpty() && visitors.mayPass(head);
    }

    /** Whether a request that gets in may see no more than a status. */
    boolean showsStatusOnly(RequestHead head) {
        return visitors.seesStatusOnly(head);
    }
}
