package dev.candor.app.http;

import dev.candor.app.http.message.RequestBody;
import dev.candor.app.tools.Answer;
import dev.candor.app.tools.ArgumentNames;
import dev.candor.app.tools.CallsUnderWay;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The tools over HTTP. */
final class ToolDoor {
    private static final byte[] NO_ARGUMENTS = "{}".getBytes(StandardCharsets.UTF_8);

    private final Toolbox toolbox;
    private final RequestBody bodies;
    private final CallsUnderWay calls;
    private final Counts counts;

    ToolDoor(Toolbox toolbox, RequestBody bodies, CallsUnderWay calls, Counts counts) {
        this.toolbox = toolbox;
        this.bodies = bodies;
        this.calls = calls;
        this.counts = counts;
    }

    private interface Work {
        Answer on(byte[] body, ToolContext context) throws ToolException;
    }

    private interface Reply {
        void give(Answer result) throws IOException;
    }

    void list(Exchange exchange) throws IOException {
        exchange.json(
                200,
                new ObjectValue(Map.of(
                        "tools",
                        JsonValue.of(toolbox.descriptions().stream()
                                .map(ToolDescription::json)
                                .toList()))));
    }

    /** Calls a tool with the body as its arguments. */
    void call(String name, Exchange exchange) throws IOException, ToolException {
        answer(
                name,
                exchange,
                (body, context) -> toolbox.call(name, body.length == 0 ? NO_ARGUMENTS : body, context),
                result -> exchange.json(200, result.json()));
    }

    /** Calls a tool with arguments in path and query. */
    void ask(String name, PathArguments arguments, Exchange exchange) throws IOException, ToolException {
        ask(name, arguments, exchange, result -> exchange.json(200, result.json()));
    }

    /** As {@link #ask(String, PathArguments, Exchange)}; answers with the result's words, which are a text of that type. */
    void askForText(String name, PathArguments arguments, String mediaType, Exchange exchange)
            throws IOException, ToolException {
        ask(name, arguments, exchange, result -> {
            Page page = new Page();
            result.tell(page);
            byte[] text = page.text().getBytes(StandardCharsets.UTF_8);
            exchange.response().setContentType(mediaType);
            exchange.response().setContentLength(text.length);
            exchange.response().getOutputStream().write(text);
        });
    }

    private void ask(String name, PathArguments arguments, Exchange exchange, Reply reply)
            throws IOException, ToolException {
        ObjectValue given = arguments.of(exchange.admitted());
        answer(
                name,
                exchange,
                (body, context) -> toolbox.call(name, given, context, ArgumentNames.InJson.MEMBERS),
                reply);
    }

    void execute(Exchange exchange) throws IOException, ToolException {
        answer(Toolbox.RUN, exchange, toolbox::execute, result -> exchange.json(200, result.json()));
    }

    private void answer(String tool, Exchange exchange, Work work, Reply reply) throws IOException, ToolException {
        try (CallsUnderWay.Call call = calls.begin()) {
            ToolContext context = new ToolContext(call.cancellation(), progress -> {});
            Answer result = bodies.use(exchange.request(), body -> work.on(body, context));
            counts.succeeded(tool);
            reply.give(result);
        } catch (ToolException e) {
            counts.failed(tool, e.kind());
            throw e;
        }
    }
}
