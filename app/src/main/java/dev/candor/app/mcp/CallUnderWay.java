package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Cancellation;
import dev.candor.foundation.tool.TraceContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** A request that is being worked on, and what it wants to be told meanwhile. */
final class CallUnderWay implements CallContext {
    private static final int DECIMALS = 6;
    private static final int LONGEST_MESSAGE = 1000;

    private final JsonValue id;
    private final RequestMeta meta;
    private final Optional<LogLevel> threshold;
    private final Cancellation cancellation;
    private final Consumer<ObjectValue> notifications;
    private double last = Double.NEGATIVE_INFINITY;

    /**
     * A call.
     *
     * @param id the request's
     * @param threshold the least that is logged to the client; nothing is, when absent
     * @param notifications takes messages for the client, at once
     */
    CallUnderWay(
            JsonValue id,
            RequestMeta meta,
            Optional<LogLevel> threshold,
            Cancellation cancellation,
            Consumer<ObjectValue> notifications) {
        this.id = id;
        this.meta = meta;
        this.threshold = threshold;
        this.cancellation = cancellation;
        this.notifications = notifications;
    }

    JsonValue id() {
        return id;
    }

    /** Tells the client something. */
    void tell(String method, Map<String, JsonValue> params) {
        notifications.accept(Answer.notification(method, params));
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
        if (meta.progressToken().isEmpty() || progress <= last) {
            return;
        }
        last = progress;
        Map<String, JsonValue> params = new LinkedHashMap<>();
        params.put("progressToken", meta.progressToken().get());
        params.put("progress", JsonValue.rounded(progress, DECIMALS));
        total.ifPresent(all -> params.put("total", JsonValue.rounded(all, DECIMALS)));
        params.put("message", JsonValue.of(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE))));
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
