package dev.candor.agents.internal.otlp;

/** What an export request is about. The three have the same nesting: resources, their scopes, the records of a scope. */
public enum Signal {
    LOGS(Message.LOGS_REQUEST, Message.RESOURCE_LOGS, Message.SCOPE_LOGS, "rejectedLogRecords"),
    TRACES(Message.TRACES_REQUEST, Message.RESOURCE_SPANS, Message.SCOPE_SPANS, "rejectedSpans"),
    METRICS(Message.METRICS_REQUEST, Message.RESOURCE_METRICS, Message.SCOPE_METRICS, "rejectedDataPoints");

    private final Message request;
    private final Message ofResource;
    private final Message ofScope;
    private final String rejected;

    Signal(Message request, Message ofResource, Message ofScope, String rejected) {
        this.request = request;
        this.ofResource = ofResource;
        this.ofScope = ofScope;
        this.rejected = rejected;
    }

    Message request() {
        return request;
    }

    Message ofResource() {
        return ofResource;
    }

    Message ofScope() {
        return ofScope;
    }

    /** How a partial success names what was not kept. */
    String rejected() {
        return rejected;
    }
}
