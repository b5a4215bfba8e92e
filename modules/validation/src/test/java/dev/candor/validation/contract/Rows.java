package dev.candor.validation.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Finding;
import java.util.List;

/** Rows that keep their contracts, for tests to spoil. */
public final class Rows {
    public static final String SKILL_USAGE = """
            {"skill":"git-publish","status":"success","duration_ms":12,"timestamp_utc":"2026-01-28T14:22:00.123456+00:00",\
            "source":"agent","context":"publish"}""";
    public static final String ORCHESTRATION = """
            {"version":"0.20.2","timestamp":"2025-10-13T18:22:11.904Z","source":"visitor","phase":"inspection",\
            "repository":"x_make_pip_updates_x","tool":"mypy","status":"failed","attempt":1,"duration_ms":8731,\
            "details":{"message":"mypy --strict exit 1","error_kind":"type",\
            "artifact_path":"out/reports/visitor_failures_20251013_182211.md"}}""";
    public static final String RETRIED = """
            {"version":"0.20.2","timestamp":"2025-10-13T18:24:55.121Z","source":"visitor","phase":"inspection",\
            "repository":"x_make_pip_updates_x","tool":"mypy","status":"retried","attempt":2,"duration_ms":915,\
            "details":{"message":"Automatic rerun triggered after transient failure","retry_reason":"lint-transient",\
            "artifact_path":"out/reports/visitor_failures_20251013_182455.md"}}""";
    public static final String QUARANTINED = """
            {"version":"0.20.2","timestamp":"2025-10-13T18:27:02.443Z","source":"visitor","phase":"inspection",\
            "repository":"x_make_pip_updates_x","tool":"mypy","status":"quarantined","attempt":3,"duration_ms":0,\
            "details":{"message":"Repo moved to quarantine after failed retry","error_kind":"type",\
            "artifact_path":"Change Control/0.20.2/quarantine.md#x_make_pip_updates_x"}}""";
    public static final String SESSION = """
            {"event_id":"e1","session_id":"s1","participant_id":"p1","timestamp":"2026-01-28T14:22:00Z",\
            "event_type":"critical_error","phase":"audit","actor_id":"p1","outcome":"fail","score_delta":-2.5,\
            "critical_error_code":"CE1"}""";
    public static final String AUDIT = """
            {"schema_version":"1.0","generated_at":"2026-01-28T14:22:00Z",\
            "correlation_id":"7f1f7a2e-9a51-4f0c-8f0e-6f7c7a3b2c11","actor":"workflow:nightly",\
            "action":"config.validate","entity":{"type":"issue","repo":"owner/name","number":123},\
            "outcome":"blocked","reason":"a label is unknown","execution":{"started_at":"2026-01-28T14:21:00Z",\
            "finished_at":"2026-01-28T14:21:59.5+00:00","runner":null},"decisions":[{"id":"d1","kind":"validation",\
            "rule":"labels-known","subject":"labels","decision":"deny","outcome":"blocked","reason":null,\
            "evidence":[{"key":"label","value":"urgent"}]}],"metrics":{"labels":3},"links":{"issue":"https://x.example/1"}}""";
    public static final String EXECUTION = """
            {"event":"run","run_id":"r1","item_id":"core/x@1.0.0","item_type":"tool","outcome":"success","duration_ms":5,\
            "http_calls":0,"subprocess_calls":1,"timestamp":"2026-01-29T10:30:00.000Z"}""";

    public static final String AGENT = """
            {"agent":"codex","session_id":"s1","kind":"tool","name":"exec_command","call_id":"call_1","outcome":"failure",\
            "outcome_from":"derived","outcome_rule":"exit_code_in_output","reported_outcome":"success","exit_code":3,\
            "started_at":"2026-01-28T14:22:00.123Z","duration_ms":12,"origin":"otlp","model":"m1","project":"notes",\
            "agent_version":"0.171.0","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7"}""";

    private Rows() {}

    public static String of(Contract contract) {
        return switch (contract.id()) {
            case "skill-usage" -> SKILL_USAGE;
            case "orchestration" -> ORCHESTRATION;
            case "session" -> SESSION;
            case "audit" -> AUDIT;
            case "execution" -> EXECUTION;
            case "agent" -> AGENT;
            default -> throw new IllegalArgumentException(contract.id());
        };
    }

    public static ObjectValue parse(String row) {
        return ObjectValue.parse(row);
    }

    public static List<Finding> check(Contract contract, String row) {
        byte[] bytes = row.getBytes(UTF_8);
        return ContractRules.shipped(contract).check(parse(row), bytes, 0, bytes.length);
    }

    /** Severity, code, pointer and sentence of each finding. */
    public static List<String> found(Contract contract, String row) {
        return check(contract, row).stream()
                .map(finding -> finding.severity() + " " + finding.code() + " " + finding.pointer() + " | "
                        + finding.sentence())
                .toList();
    }

    public static List<String> codes(Contract contract, String row) {
        return check(contract, row).stream().map(Finding::code).toList();
    }
}
