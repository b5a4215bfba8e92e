package dev.candor.items.run;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A request to be.
 *
 * @param timeout for one attempt, from the connection to the last byte
 * @param attempts how often to try when no answer comes at all
 * @param doubling whether the pause between attempts doubles, from one second
 */
record HttpPlan(
        String method,
        URI uri,
        Map<String, String> headers,
        Optional<String> body,
        Duration timeout,
        int attempts,
        boolean doubling) {
    HttpPlan {
        headers = Map.copyOf(headers);
    }

    /** The same towards where a server sent us, without what was meant for that server only. */
    HttpPlan redirected(URI target, int status) {
        boolean sameOrigin = target.getScheme().equals(uri.getScheme())
                && target.getHost().equalsIgnoreCase(uri.getHost())
                && target.getPort() == uri.getPort();
        boolean asGet = status == 303 || (status < 303 && method.equals("POST"));
        boolean keepsMethod = method.equals("HEAD") || !asGet;
        return new HttpPlan(
                keepsMethod ? method : "GET",
                target,
                sameOrigin ? headers : Map.of(),
                asGet || !sameOrigin ? Optional.empty() : body,
                timeout,
                attempts,
                doubling);
    }
}
