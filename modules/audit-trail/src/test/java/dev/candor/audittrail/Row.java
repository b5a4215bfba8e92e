package dev.candor.audittrail;

import dev.candor.eventlog.EventLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A row of the contract, as emitters write it. */
final class Row {
    static final String ID = "3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b";

    private final String action;
    private final String time;
    private final List<String> decisions = new ArrayList<>();
    private String id = ID;
    private String outcome = "success";
    private String reason = "null";
    private String repo = "acme/shop";
    private String actor = "codex";
    private String started = "null";
    private String finished = "null";
    private String more = "";

    private Row(String time, String action) {
        this.time = time;
        this.action = action;
    }

    static Row at(String time, String action) {
        return new Row(time, action);
    }

    Row of(String other) {
        id = other;
        return this;
    }

    Row by(String other) {
        actor = other;
        return this;
    }

    Row on(String other) {
        repo = other;
        return this;
    }

    Row ended(String word, String why) {
        outcome = word;
        reason = why.isEmpty() ? "null" : "\"" + why + "\"";
        return this;
    }

    Row ran(String from, String to) {
        started = "\"2026-11-21T" + from + "Z\"";
        finished = to.isEmpty() ? "null" : "\"2026-11-21T" + to + "Z\"";
        return this;
    }

    Row decided(String decisionId, String rule, String subject, String verdict, String ended, String why) {
        decisions.add("{\"decision\":\"" + verdict
                + "\",\"evidence\":[{\"key\":\"seen\",\"value\":\"7\"}],\"id\":\"" + decisionId
                + "\",\"kind\":\"validation\",\"outcome\":\"" + ended + "\",\"reason\":"
                + (why.isEmpty() ? "null" : "\"" + why + "\"") + ",\"rule\":\"" + rule + "\",\"subject\":\"" + subject
                + "\"}");
        return this;
    }

    Row overriding(String decisionId, String why) {
        more = ",\"override\":{\"decision_id\":\"" + decisionId + "\",\"reason\":\"" + why + "\"}";
        return this;
    }

    /** Appends rows to a log, all at once. */
    static void append(EventLog log, String... rows) throws IOException {
        log.append(Arrays.stream(rows)
                .map(row -> row.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    String json() {
        return "{\"action\":\"" + action + "\",\"actor\":\"" + actor + "\",\"correlation_id\":\"" + id
                + "\",\"decisions\":[" + String.join(",", decisions)
                + "],\"entity\":{\"number\":7,\"repo\":\"" + repo
                + "\",\"type\":\"issue\"},\"execution\":{\"finished_at\":"
                + finished + ",\"runner\":\"ci\",\"started_at\":" + started + "},\"generated_at\":\"2026-11-21T" + time
                + "Z\",\"outcome\":\"" + outcome + "\"" + more + ",\"reason\":" + reason
                + ",\"schema_version\":\"1.0\"}";
    }
}
