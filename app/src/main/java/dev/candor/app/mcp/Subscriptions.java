package dev.candor.app.mcp;

import dev.candor.app.mcp.FeatureMethods.Result;
import dev.candor.app.mcp.McpError.Code;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.tool.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Requests that stay open, {@code subscriptions/listen}: each is told when a resource that it names holds something else
 * than before. Resources are looked at once a second, because other programs change them too.
 */
final class Subscriptions {
    static final String METHOD = "subscriptions/listen";

    private static final String WANTED = "resourceSubscriptions";
    private static final int MOST_OPEN = 16;
    private static final int MOST_RESOURCES = 16;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ResourceFeature resources;
    private final Semaphore free = new Semaphore(MOST_OPEN);
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
        Params filter = params.in("notifications");
        List<String> uris = uris(filter);
        if (!free.tryAcquire()) {
            throw new McpError(
                    Code.INTERNAL_ERROR, MOST_OPEN + " subscriptions are open already; close one, then try again");
        }
        try {
            Map<String, JsonValue> tag = Map.of(RequestMeta.PREFIX + "subscriptionId", call.id());
            // before the client can know that it will hear of changes
            Map<String, Optional<List<ObjectValue>>> seen = new LinkedHashMap<>();
            uris.forEach(uri -> seen.put(uri, content(uri)));
            call.tell("notifications/subscriptions/acknowledged", acknowledgement(filter, uris, tag));
            follow(seen, call, tag);
            return new Result(Map.of(), Map.of(), tag);
        } finally {
            free.release();
        }
    }

    private static List<String> uris(Params filter) throws McpError {
        JsonValue wanted = filter.members().member(WANTED).orElseGet(() -> JsonValue.of(List.of()));
        List<String> uris = new ArrayList<>();
        if (wanted instanceof ArrayValue array && array.items().size() <= MOST_RESOURCES) {
            array.items().stream()
                    .filter(StringValue.class::isInstance)
                    .map(uri -> ((StringValue) uri).text())
                    .forEach(uris::add);
            if (uris.size() == array.items().size()) {
                return uris;
            }
        }
        throw McpError.invalidParams("expected params.notifications." + WANTED + " to be an array of at most "
                + MOST_RESOURCES + " addresses of resources");
    }

    /** Lists of tools, prompts and resources never change while we run, so nobody is promised to hear of it. */
    private static Map<String, JsonValue> acknowledgement(
            Params filter, List<String> uris, Map<String, JsonValue> tag) {
        Map<String, JsonValue> honoured = filter.members().member(WANTED).isEmpty()
                ? Map.of()
                : Map.of(WANTED, JsonValue.of(uris.stream().map(JsonValue::of).toList()));
        Map<String, JsonValue> params = new LinkedHashMap<>();
        params.put("_meta", new ObjectValue(tag));
        params.put("notifications", new ObjectValue(honoured));
        return params;
    }

    private void follow(Map<String, Optional<List<ObjectValue>>> seen, CallUnderWay call, Map<String, JsonValue> tag) {
        CountDownLatch ended = new CountDownLatch(1);
        try (Cancellation.Listening closed = closing.whenCancelled(ended::countDown);
                Cancellation.Listening cancelled = call.cancellation().whenCancelled(ended::countDown)) {
            Objects.requireNonNull(closed);
            Objects.requireNonNull(cancelled);
            while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                seen.replaceAll((uri, before) -> {
                    Optional<List<ObjectValue>> now = content(uri);
                    if (!now.equals(before)) {
                        call.tell(
                                "notifications/resources/updated",
                                Map.of("_meta", new ObjectValue(tag), "uri", JsonValue.of(uri)));
                    }
                    return now;
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** None for a resource that there is not, which may come to be. */
    private Optional<List<ObjectValue>> content(String uri) {
        try {
            return Optional.of(resources.read(uri).contents());
        } catch (McpError notThere) {
            return Optional.empty();
        }
    }
}
