package dev.candor.app.mcp;

import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.capability.TraceContext;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** A request that is being worked on, and what it wants to be told meanwhile. */
final class CallUnderWay implements CallContext {
    private static final int DECIMALS = 6;
    private static final int MAX_MESSAGE = 1000;

    private final String client;
    private final JsonValue id;
    private final RequestMeta meta;
    private final Optional<LogLevel> threshold;
    private final Cancellation cancellation;
    private final Predicate<ObjectValue> notifications;
    private Optional<BigDecimal> last = Optional.empty();
    private boolean over;

    /**
     * A call.
     *
     * @param client tells clients apart, as far as anything does
     * @param id the request's
     * @param threshold the least that is logged to the client; nothing is, when absent
     * @param notifications takes messages for the client, at once, and says whether it could
     */
    CallUnderWay(
            String client,
            JsonValue id,
            RequestMeta meta,
            Optional<LogLevel> threshold,
            Cancellation cancellation,
            Predicate<ObjectValue> notifications) {
        this.client = client;
        this.id = id;
        this.meta = meta;
        this.threshold = threshold;
        this.cancellation = cancellation;
        this.notifications = notifications;
    }

    String client() {
        return client;
    }

    JsonValue id() {
        return id;
    }

    /** Tells the client something, unless the call has ended: nothing follows an answer. Returns whether it could. */
    synchronized boolean tell(String method, Map<String, JsonValue> params) {
        return !over && notifications.test(Answer.notification(method, params));
    }

    /** Says that the answer comes now. */
    synchronized void end() {
        over = true;
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public TraceContext trace() {
        return meta.trace();
    }

    @Override
    public ObjectValue clientCapabilities() {
        return meta.clientCapabilities().orElseGet(() -> new ObjectValue(Map.of()));
    }

    @Override
    public synchronized void progress(double progress, OptionalDouble total, String message) {
        if (meta.progressToken().isEmpty() || !Double.isFinite(progress)) {
            return;
        }
        // as the client reads it: what differs in later decimals only would not have grown for it
        NumberValue reached = (NumberValue) JsonValue.rounded(progress, DECIMALS);
        if (last.isPresent() && reached.number().compareTo(last.get()) <= 0) {
            return;
        }
        last = Optional.of(reached.number());
        Map<String, JsonValue> params = new LinkedHashMap<>();
        params.put("progressToken", meta.progressToken().get());
        params.put("progress", reached);
        total.ifPresent(all -> params.put("total", JsonValue.rounded(all, DECIMALS)));
        params.put("message", JsonValue.of(Wording.line(message, MAX_MESSAGE)));
        tell("notifications/progress", params);
    }

    @Override
    public void log(LogLevel level, JsonValue data) {
        if (threshold.isPresent() && level.compareTo(threshold.get()) >= 0) {
            Map<String, JsonValue> params = new LinkedHashMap<>();
            params.put("level", JsonValue.of(level.word()));
            params.put("logger", JsonValue.of("candor"));
            params.put("data", data);
            tell("notifications/message", params);
        }
    }
}
