package dev.candor.app.mcp;

import dev.candor.app.mcp.McpError.Code;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.CodePoints;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at resources once a second, because other programs change them too, and tells of those that hold something else
 * than before. One thread at a time.
 */
final class Watch {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MAX_URI = 4096;

    private final ResourceFeature resources;
    private final Map<String, Content> seen = new LinkedHashMap<>();

    Watch(ResourceFeature resources) {
        this.resources = resources;
    }

    /** What a resource holds; nothing when there is none, which may come to be. */
    record Content(Optional<List<ObjectValue>> contents) {
        static Content of(ResourceFeature resources, String uri) {
            return read(resources, uri, new Content(Optional.empty()));
        }

        /** When the machine does not let us look, it holds what it held before, as far as we know. */
        private static Content read(ResourceFeature resources, String uri, Content before) {
            try {
                return new Content(Optional.of(resources.read(uri).contents()));
            } catch (McpError e) {
                return e.code() == Code.INTERNAL_ERROR ? before : new Content(Optional.empty());
            } catch (RuntimeException ofOneLook) {
                // one who reads the resource is told of it; who only waits for changes goes on waiting
                return before;
            }
        }
    }

    /** An address that may be watched, since it is given back each time. */
    static String bounded(String uri) throws McpError {
        if (CodePoints.exceed(uri, MAX_URI)) {
            throw McpError.invalidParams(
                    "the address of a resource has at most " + MAX_URI + " characters, found " + CodePoints.count(uri));
        }
        return uri;
    }

    /** Watches these and no others; what they held is what they held when somebody asked for them. */
    void only(Map<String, Content> wanted) {
        seen.keySet().retainAll(wanted.keySet());
        wanted.forEach(seen::putIfAbsent);
    }

    /** Who is told. */
    interface Listener {
        /** Tells of a change, and says whether it could; else it is told again at the next look. */
        boolean tell(String uri, Content now);
    }

    /** Looks once. */
    void look(Listener listener) {
        seen.replaceAll((uri, before) -> {
            Content now = Content.read(resources, uri, before);
            return now.equals(before) || listener.tell(uri, now) ? now : before;
        });
    }

    /** Does this once a second, on the calling thread, until one of both is cancelled. */
    static void everySecond(Runnable look, Cancellation one, Cancellation other) {
        CountDownLatch ended = new CountDownLatch(1);
        try (Cancellation.Listening first = one.whenCancelled(ended::countDown);
                Cancellation.Listening second = other.whenCancelled(ended::countDown)) {
            Objects.requireNonNull(first);
            Objects.requireNonNull(second);
            while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                look.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
