package dev.candor.app.http;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;

/**
 * Lets the request {@code OPTIONS *}, which Tomcat would answer before any filter, be one like all others: one for a path
 * that there is not. And gives a connection up whose request was answered before all of its body came: Tomcat would wait
 * for the rest, as slowly as it drips.
 */
final class EveryRequestAdapter extends CoyoteAdapter {
    EveryRequestAdapter(Connector connector) {
        super(connector);
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        if (request.requestURI().equals("*")) {
            request.requestURI().setString("/*");
        }
        super.service(request, response);
        AtomicBoolean all = new AtomicBoolean();
        request.action(ActionCode.REQUEST_BODY_FULLY_READ, all);
        if (!all.get()) {
            request.action(ActionCode.CLOSE_NOW, null);
        }
    }
}
