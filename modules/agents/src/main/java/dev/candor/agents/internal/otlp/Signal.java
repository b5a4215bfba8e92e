package dev.candor.agents.internal.otlp;

/** What an export request is about. */
public enum Signal {
    LOGS,
    TRACES,
    METRICS
}
