package dev.candor.app.mcp;

import dev.candor.app.mcp.FeatureMethods.Result;
import dev.candor.app.mcp.McpError.Code;
import dev.candor.app.mcp.Watch.Content;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * What clients of the revisions with a handshake follow: they say so in one request, {@code resources/subscribe}, and hear
 * of it apart from any: over standard output, or over HTTP on a stream that they open with {@code GET}.
 */
final class FollowedResources {
    static final String SUBSCRIBE = "resources/subscribe";
    static final String UNSUBSCRIBE = "resources/unsubscribe";

    private static final int MAX_CLIENTS = 64;
    private static final int MAX_RESOURCES = 16;
    private static final int MAX_STREAMS = 64;

    private final ResourceFeature resources;
    private final Map<String, Map<String, Content>> byClient = new LinkedHashMap<>();
    private final Map<String, Integer> streams = new HashMap<>();
    private final Semaphore free = new Semaphore(MAX_STREAMS);
    private final Cancellation closing = new Cancellation();

    FollowedResources(ResourceFeature resources) {
        this.resources = resources;
    }

    /** Ends all streams. */
    void close() {
        closing.cancel();
    }

    /** Has a client follow a resource; a second time does nothing. */
    Result subscribe(Params params, CallUnderWay call) throws McpError {
        String uri = Watch.bounded(params.text("uri"));
        add(call.client(), uri, Content.of(resources, uri));
        return Result.of(Map.of());
    }

    private synchronized void add(String client, String uri, Content content) throws McpError {
        Optional<Map<String, Content>> known = Optional.ofNullable(byClient.get(client));
        if (known.isEmpty() && byClient.size() == MAX_CLIENTS) {
            byClient.remove(oldestWithoutStream());
        }
        Map<String, Content> followed = new LinkedHashMap<>(known.orElse(Map.of()));
        if (followed.putIfAbsent(uri, content) == null && followed.size() > MAX_RESOURCES) {
            throw new McpError(
                    Code.INTERNAL_ERROR,
                    "a client follows at most " + MAX_RESOURCES + " resources; unsubscribe from one, then try again");
        }
        byClient.put(client, followed);
    }

    /** Clients go without a word; one that has no stream open hears of nothing anyway. */
    private String oldestWithoutStream() throws McpError {
        return byClient.keySet().stream()
                .filter(client -> !streams.containsKey(client))
                .findFirst()
                .orElseThrow(() -> new McpError(
                        Code.INTERNAL_ERROR,
                        MAX_CLIENTS + " clients follow resources already; let one of them go, then try again"));
    }

    /** Has a client follow a resource no longer. */
    synchronized Result unsubscribe(Params params, CallUnderWay call) throws McpError {
        Map<String, Content> left = new LinkedHashMap<>(of(call.client()));
        left.remove(params.text("uri"));
        if (left.isEmpty()) {
            byClient.remove(call.client());
        } else {
            byClient.put(call.client(), left);
        }
        return Result.of(Map.of());
    }

    private synchronized Map<String, Content> of(String client) {
        return byClient.getOrDefault(client, Map.of());
    }

    /**
     * Tells a client of what it follows, on the calling thread, until that is no longer wanted.
     *
     * @param told takes a message for the client, and says whether it could
     * @return false, at once, when too many are told already
     */
    boolean tell(String client, Cancellation unwanted, Predicate<ObjectValue> told) {
        if (!free.tryAcquire()) {
            return false;
        }
        try {
            count(client, 1);
            try {
                tellEverySecond(client, unwanted, told);
            } finally {
                count(client, -1);
            }
            return true;
        } finally {
            free.release();
        }
    }

    private void tellEverySecond(String client, Cancellation unwanted, Predicate<ObjectValue> told) {
        Watch watch = new Watch(resources);
        Watch.everySecond(
                () -> {
                    watch.only(of(client));
                    watch.look((uri, now) -> tell(client, uri, now, told));
                },
                closing,
                unwanted);
    }

    private boolean tell(String client, String uri, Content now, Predicate<ObjectValue> told) {
        boolean could =
                told.test(Answer.notification("notifications/resources/updated", Map.of("uri", JsonValue.of(uri))));
        if (could) {
            remember(client, uri, now);
        }
        return could;
    }

    /** A stream that is opened later begins with what was told on this one. */
    private synchronized void remember(String client, String uri, Content now) {
        Map<String, Content> followed = new LinkedHashMap<>(of(client));
        if (followed.replace(uri, now) != null) {
            byClient.put(client, followed);
        }
    }

    private synchronized void count(String client, int more) {
        streams.merge(client, more, Integer::sum);
        streams.remove(client, 0);
    }
}
