package dev.candor.skillusage;

import dev.candor.execution.Command;
import dev.candor.foundation.capability.TraceContext;
import dev.candor.foundation.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who started a wrapped run, as far as its environment tells: ids only.
 *
 * @param agent as contract {@code agent} names it: {@code codex}
 * @param sessionId the agent's own id of its session
 * @param callId the agent's own id of the tool call
 * @param span the run's place in the caller's trace
 */
public record Caller(Optional<String> agent, Optional<String> sessionId, Optional<String> callId, Optional<Span> span) {
    /** Nobody that the environment tells of. */
    public static final Caller UNKNOWN =
            new Caller(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final String TRACEPARENT = "TRACEPARENT";
    private static final String NAME = TRACEPARENT + "=";
    private static final int MAX_ID = 128;
    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;

    /**
     * A span of W3C Trace Context.
     *
     * @param parentId the span of the caller
     * @param flags those of the caller, two hexadecimal digits
     */
    public record Span(String traceId, String id, String parentId, String flags) {
        /** How those learn of it that this span starts. */
        String traceparent() {
            return "00-" + traceId + "-" + id + "-" + flags;
        }
    }

    /**
     * The caller that variables tell of. Those of two agents say that one runs inside the other, and not which: then no
     * agent is named.
     *
     * @param spanIds gives an id of 16 hexadecimal digits to a run that is part of a trace
     */
    public static Caller of(Map<String, String> variables, Supplier<String> spanIds) {
        Optional<Span> span = span(variables.getOrDefault(TRACEPARENT, ""), spanIds);
        Optional<String> codex = id(variables, "CODEX_THREAD_ID", "CODEX_SESSION_ID");
        Optional<String> gemini = id(variables, "GEMINI_SESSION_ID");
        Optional<String> claude = id(variables, "CLAUDE_CODE_SESSION_ID");
        boolean isGemini = gemini.isPresent() || "1".equals(variables.get("GEMINI_CLI"));
        Optional<String> none = Optional.empty();
        if (codex.isPresent() && !isGemini && claude.isEmpty()) {
            return new Caller(Optional.of("codex"), codex, id(variables, "CODEX_TOOL_CALL_ID"), span);
        } else if (isGemini && codex.isEmpty() && claude.isEmpty()) {
            return new Caller(Optional.of("gemini-cli"), gemini, none, span);
        } else if (claude.isPresent() && codex.isEmpty() && !isGemini) {
            return new Caller(Optional.of("claude-code"), claude, none, span);
        }
        return span.isEmpty() ? UNKNOWN : new Caller(none, none, none, span);
    }

    private static Optional<Span> span(String traceparent, Supplier<String> spanIds) {
        return traceparent.isEmpty() || !TraceContext.isTraceparent(traceparent)
                ? Optional.empty()
                : Optional.of(new Span(
                        traceparent.substring(TRACE_ID, PARENT_ID - 1),
                        spanIds.get(),
                        traceparent.substring(PARENT_ID, FLAGS - 1),
                        traceparent.substring(FLAGS)));
    }

    /** The first of the variables that has an id; what is longer, or has other characters than ids have, is none. */
    private static Optional<String> id(Map<String, String> variables, String... names) {
        for (String name : names) {
            String value = variables.getOrDefault(name, "");
            if (!value.isEmpty() && value.length() <= MAX_ID && isId(value)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static boolean isId(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** Whether the environment tells of anybody. */
    public boolean isKnown() {
        return agent.isPresent() || span.isPresent();
    }

    /** Adds what is known to the members of a row. Without lambdas: a wrapped command waits until each is linked. */
    void tell(Map<String, JsonValue> members) {
        put(members, "agent", agent);
        put(members, "agent_session_id", sessionId);
        put(members, "agent_call_id", callId);
        if (span.isPresent()) {
            members.put("trace_id", JsonValue.of(span.get().traceId()));
            members.put("span_id", JsonValue.of(span.get().id()));
            members.put("parent_span_id", JsonValue.of(span.get().parentId()));
        }
    }

    private static void put(Map<String, JsonValue> members, String name, Optional<String> value) {
        if (value.isPresent()) {
            members.put(name, JsonValue.of(value.get()));
        }
    }

    /** The command, told the span of its run where its caller told that of its own; else as it is. */
    Command traced(Command command) {
        if (span.isEmpty()) {
            return command;
        }
        byte[] own = (NAME + span.get().traceparent()).getBytes(StandardCharsets.US_ASCII);
        List<byte[]> environment = new ArrayList<>();
        for (byte[] entry : command.environment()) {
            environment.add(new String(entry, StandardCharsets.ISO_8859_1).startsWith(NAME) ? own : entry);
        }
        return new Command(command.arguments(), environment, command.folder(), command.stdout(), command.limit());
    }
}
