package dev.candor.agents;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One thing that an agent did, as one witness saw it, on its way to a row of contract {@code agent}. What is set is made to
 * fit the contract, so that nothing an agent sends makes a row that is refused; there is no way to set anything that the
 * contract does not list.
 */
public final class AgentRow {
    private static final int MAX_NAME = 256;
    private static final int MAX_MODEL = 128;
    private static final int MAX_VERSION = 64;
    private static final int MAX_FOLDER = 255;
    private static final long MAX_DURATION_MS = 10_000_000_000L;
    private static final long MAX_TOKENS = 1_000_000_000_000L;
    private static final double MAX_COST = 1_000_000;
    private static final long MIN_EXIT_CODE = Integer.MIN_VALUE;
    private static final long MAX_EXIT_CODE = 0xFFFF_FFFFL;
    private static final String CUT = "…";
    private static final Pattern TRAILING_SLASHES = Pattern.compile("[/\\\\]++$");
    private static final Pattern ERROR_CLASS = Pattern.compile("[A-Za-z0-9_.:/-]{1,128}");
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");

    private static final Set<JsonValue> STOPPED =
            Set.of(JsonValue.of(word(Outcome.REJECTED)), JsonValue.of(word(Outcome.CANCELLED)));
    private static final Set<JsonValue> CLAIMED =
            Set.of(JsonValue.of(word(Outcome.SUCCESS)), JsonValue.of(word(Outcome.FAILURE)));

    private static final Duration MAX_AHEAD = Duration.ofDays(1);
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final TreeMap<String, JsonValue> members = new TreeMap<>();
    private Instant startedAt;

    /** The agents that are told apart. */
    public enum Agent {
        CLAUDE_CODE,
        CODEX,
        GEMINI_CLI,
        COPILOT,
        CURSOR,
        OPENCODE,
        OTHER;

        /** The agent that people mean: by its id, or by the name of its command. */
        public static Optional<Agent> named(String name) {
            return switch (name) {
                case "claude" -> Optional.of(CLAUDE_CODE);
                case "gemini" -> Optional.of(GEMINI_CLI);
                default ->
                    Stream.of(values()).filter(agent -> agent.id().equals(name)).findFirst();
            };
        }

        /** As rows and people write it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What was done. */
    public enum Kind {
        SESSION_START,
        SESSION_END,
        TURN,
        TOOL,
        SKILL,
        SUBAGENT,
        MODEL_REQUEST,
        COMPACTION,
        ERROR
    }

    /** The witness. */
    public enum Origin {
        OTLP,
        HOOK,
        TRANSCRIPT,
        IMPORT
    }

    /** How it ended. */
    public enum Outcome {
        SUCCESS,
        FAILURE,
        REJECTED,
        CANCELLED,
        UNKNOWN
    }

    /** What tells an outcome that the agent does not. */
    public enum Rule {
        EXIT_CODE,
        EXIT_CODE_IN_OUTPUT,
        ERROR_PRESENT,
        STATUS_CODE,
        COMPLETED
    }

    /**
     * A row whose outcome is unknown.
     *
     * @param sessionId the agent's own id of the session
     * @param startedAt when it began, or when it was told
     */
    public AgentRow(Agent agent, Origin origin, Kind kind, String sessionId, Instant startedAt) {
        text("agent", agent.id());
        text("origin", word(origin));
        text("kind", word(kind));
        text("session_id", AgentText.id(sessionId));
        outcome(Outcome.UNKNOWN);
        this.startedAt = startedAt;
        startedAt(startedAt);
        if (kind == Kind.TOOL || kind == Kind.SKILL || kind == Kind.SUBAGENT) {
            text("name", "unknown");
        }
    }

    /** Whether a moment can be written as the contract wants it: after 1970, in a year of four digits. */
    static boolean isWritable(Instant moment) {
        return moment.isAfter(Instant.EPOCH) && moment.isBefore(END_OF_TIME);
    }

    /** Whether a moment that an agent tells can be true: one of which a clock here says that it is more than a day off cannot. */
    static boolean isBelievable(Instant moment, Instant now) {
        return isWritable(moment) && !moment.isAfter(now.plus(MAX_AHEAD));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void text(String member, String text) {
        members.put(member, JsonValue.of(text));
    }

    private AgentRow outcome(Outcome outcome) {
        text("outcome", word(outcome));
        return this;
    }

    /** What an agent gives as a name, which stands as {@code other} when it is none. */
    private AgentRow named(String member, Optional<String> given, int max) {
        return line(
                member,
                given.map(text ->
                        AgentText.isContent(text.substring(0, Math.min(text.length(), max))) ? AgentText.OTHER : text),
                max);
    }

    /** Names that are too long are cut, which shows. */
    private AgentRow line(String member, Optional<String> given, int max) {
        given.map(AgentText::line)
                .filter(text -> !text.isBlank())
                .ifPresent(text -> text(member, text.length() <= max ? text : text.substring(0, max - 1) + CUT));
        return this;
    }

    private AgentRow count(String member, Optional<Long> given, long max) {
        given.filter(number -> number >= 0)
                .ifPresent(number -> members.put(member, JsonValue.of(Math.min(number, max))));
        return this;
    }

    /** The tool, skill, or kind of subagent. */
    public AgentRow name(Optional<String> name) {
        return named("name", name, MAX_NAME);
    }

    /** The agent's id of the call, request or turn. */
    public AgentRow callId(Optional<String> callId) {
        callId.filter(text -> !text.isEmpty()).ifPresent(text -> text("call_id", AgentText.id(text)));
        return this;
    }

    /** When it began. */
    public AgentRow startedAt(Instant moment) {
        startedAt = moment;
        text("started_at", moment.toString());
        return this;
    }

    /** Sets the beginning off by nanoseconds, which no agent's clock tells. */
    AgentRow later(long nanos) {
        return nanos == 0 ? this : startedAt(startedAt.plusNanos(nanos));
    }

    boolean hasCallId() {
        return members.containsKey("call_id");
    }

    /** How long it took, in milliseconds; what is negative is left out. */
    public AgentRow durationMs(Optional<Long> duration) {
        return count("duration_ms", duration, MAX_DURATION_MS);
    }

    /** What the agent says itself. */
    public AgentRow reported(Outcome outcome) {
        text("outcome_from", "reported");
        return outcome(outcome);
    }

    /**
     * What follows from what the agent sent; where it said another success or failure before, that is kept beside it. That a
     * call was refused or cancelled nothing overrules: the code of what was stopped tells nothing else.
     */
    public AgentRow derived(Outcome outcome, Rule rule) {
        JsonValue before = members.get("outcome");
        if (JsonValue.of("reported").equals(members.get("outcome_from")) && before != null) {
            if (STOPPED.contains(before)) {
                return this;
            }
            if (CLAIMED.contains(before) && !JsonValue.of(word(outcome)).equals(before)) {
                members.put("reported_outcome", before);
            }
        }
        text("outcome_from", "derived");
        text("outcome_rule", word(rule));
        return outcome(outcome);
    }

    /** The exit code of a command, from which its outcome is derived. */
    public AgentRow exitCode(Optional<Long> code, Rule rule) {
        code.filter(number -> number >= MIN_EXIT_CODE && number <= MAX_EXIT_CODE)
                .ifPresent(number -> {
                    members.put("exit_code", JsonValue.of(number));
                    derived(number == 0 ? Outcome.SUCCESS : Outcome.FAILURE, rule);
                });
        return this;
    }

    /** The agent's word for the kind of error; a text that is no such word stands as {@code other}, for it may be a message. */
    public AgentRow errorClass(Optional<String> word) {
        word.filter(text -> !text.isEmpty())
                .ifPresent(text -> text(
                        "error_class",
                        ERROR_CLASS.matcher(text).matches() && !AgentText.isContent(text) ? text : AgentText.OTHER));
        return this;
    }

    public AgentRow model(Optional<String> model) {
        return named("model", model, MAX_MODEL);
    }

    public AgentRow inputTokens(Optional<Long> tokens) {
        return count("input_tokens", tokens, MAX_TOKENS);
    }

    public AgentRow outputTokens(Optional<Long> tokens) {
        return count("output_tokens", tokens, MAX_TOKENS);
    }

    public AgentRow cachedTokens(Optional<Long> tokens) {
        return count("cached_tokens", tokens, MAX_TOKENS);
    }

    public AgentRow reasoningTokens(Optional<Long> tokens) {
        return count("reasoning_tokens", tokens, MAX_TOKENS);
    }

    /** What the agent says that it cost, in US dollars. */
    public AgentRow costUsd(Optional<Double> cost) {
        cost.filter(usd -> usd >= 0 && usd <= MAX_COST)
                .ifPresent(usd -> members.put(
                        "cost_usd", new NumberValue(BigDecimal.valueOf(usd).toPlainString())));
        return this;
    }

    /** The folder that the agent worked in, of whose path only the last name is kept. */
    public AgentRow projectFolder(Optional<String> path) {
        return line("project", path.map(AgentRow::lastName).filter(name -> !name.isEmpty()), MAX_FOLDER);
    }

    private static String lastName(String path) {
        String named = TRAILING_SLASHES.matcher(path).replaceFirst("");
        return named.substring(Math.max(named.lastIndexOf('/'), named.lastIndexOf('\\')) + 1);
    }

    public AgentRow agentVersion(Optional<String> version) {
        return named("agent_version", version, MAX_VERSION);
    }

    /** Where it stands in a distributed trace; ids that are none are left out. */
    public AgentRow trace(Optional<String> traceId, Optional<String> spanId) {
        traceId.filter(text -> TRACE_ID.matcher(text).matches()).ifPresent(text -> text("trace_id", text));
        spanId.filter(text -> SPAN_ID.matcher(text).matches()).ifPresent(text -> text("span_id", text));
        return this;
    }

    /** The row. */
    public ObjectValue json() {
        return new ObjectValue(members);
    }
}
