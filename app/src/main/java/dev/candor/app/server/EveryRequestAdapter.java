package dev.candor.app.server;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Lets the request {@code OPTIONS *}, which Tomcat would answer before any filter, be one like all others: one for a path
 * that there is not. And gives a connection up whose request was answered before all of its body came: Tomcat would wait
 * for the rest, as slowly as it drips.
 */
final class EveryRequestAdapter implements Adapter {
    private final Adapter adapter;

    EveryRequestAdapter(Adapter adapter) {
        this.adapter = adapter;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        if (request.requestURI().equals("*")) {
            request.requestURI().setString("/*");
        }
        adapter.service(request, response);
        AtomicBoolean all = new AtomicBoolean();
        request.action(ActionCode.REQUEST_BODY_FULLY_READ, all);
        if (!all.get()) {
            request.action(ActionCode.CLOSE_NOW, null);
        }
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return adapter.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
        return adapter.asyncDispatch(request, response, status);
    }

    @Override
    public void log(Request request, Response response, long time) {
        adapter.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        adapter.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return adapter.getDomain();
    }
}
