package dev.candor.app.mcp;

import dev.candor.app.mcp.FeatureMethods.Result;
import dev.candor.app.mcp.McpError.Code;
import dev.candor.app.mcp.Watch.Content;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Requests that stay open, {@code subscriptions/listen}: each is told when a resource that it names holds something else
 * than before.
 */
final class Subscriptions {
    static final String METHOD = "subscriptions/listen";

    private static final String NOTIFICATIONS = "notifications";
    private static final String WANTED = "resourceSubscriptions";
    private static final int MAX_OPEN = 16;
    private static final int MAX_RESOURCES = 16;

    private final ResourceFeature resources;
    private final Semaphore free = new Semaphore(MAX_OPEN);
    private final Cancellation closing = new Cancellation();

    Subscriptions(ResourceFeature resources) {
        this.resources = resources;
    }

    /** Ends all of them, each with its result. */
    void close() {
        closing.cancel();
    }

    /** Stays until the client cancels it or this is closed. */
    Result listen(Params params, CallUnderWay call) throws McpError {
        if (params.members().member(NOTIFICATIONS).isEmpty()) {
            throw McpError.invalidParams("expected params." + NOTIFICATIONS + " of " + METHOD
                    + " to say what is wanted, for instance {\"" + WANTED + "\": [\"candor://status\"]}");
        }
        Params filter = params.in(NOTIFICATIONS);
        List<String> uris = uris(filter);
        if (!free.tryAcquire()) {
            throw new McpError(
                    Code.INTERNAL_ERROR, MAX_OPEN + " subscriptions are open already; close one, then try again");
        }
        try {
            return listen(filter, uris, call);
        } finally {
            free.release();
        }
    }

    private Result listen(Params filter, List<String> uris, CallUnderWay call) throws McpError {
        Map<String, JsonValue> tag = Map.of(RequestMeta.PREFIX + "subscriptionId", call.id());
        Map<String, Content> wanted = new LinkedHashMap<>();
        uris.forEach(uri -> wanted.put(uri, Content.of(resources, uri)));
        Watch watch = new Watch(resources);
        watch.only(wanted);
        if (!call.tell("notifications/subscriptions/acknowledged", acknowledgement(filter, uris, tag))) {
            throw new McpError(
                    Code.INTERNAL_ERROR, "many messages wait for their reader; read them, then subscribe again");
        }
        Watch.everySecond(
                () -> watch.look((uri, now) -> call.tell(
                        "notifications/resources/updated",
                        Map.of("_meta", new ObjectValue(tag), "uri", JsonValue.of(uri)))),
                closing,
                call.cancellation());
        return new Result(Map.of(), Map.of(), tag);
    }

    private static List<String> uris(Params filter) throws McpError {
        JsonValue wanted = filter.members().member(WANTED).orElseGet(() -> JsonValue.of(List.of()));
        List<String> uris = new ArrayList<>();
        if (wanted instanceof ArrayValue array && array.items().size() <= MAX_RESOURCES) {
            for (JsonValue uri : array.items()) {
                if (uri instanceof StringValue text) {
                    uris.add(Watch.bounded(text.text()));
                }
            }
            if (uris.size() == array.items().size()) {
                return uris;
            }
        }
        throw McpError.invalidParams("expected params.notifications." + WANTED + " to be an array of at most "
                + MAX_RESOURCES + " addresses of resources");
    }

    /** Lists of tools, prompts and resources never change while we run, so nobody is promised to hear of it. */
    private static Map<String, JsonValue> acknowledgement(
            Params filter, List<String> uris, Map<String, JsonValue> tag) {
        Map<String, JsonValue> honoured = filter.members().member(WANTED).isEmpty()
                ? Map.of()
                : Map.of(WANTED, JsonValue.of(uris.stream().map(JsonValue::of).toList()));
        Map<String, JsonValue> params = new LinkedHashMap<>();
        params.put("_meta", new ObjectValue(tag));
        params.put(NOTIFICATIONS, new ObjectValue(honoured));
        return params;
    }
}
