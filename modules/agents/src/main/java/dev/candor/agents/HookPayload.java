package dev.candor.agents;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.AgentRow.Kind;
import dev.candor.agents.AgentRow.Origin;
import dev.candor.agents.AgentRow.Outcome;
import dev.candor.agents.AgentRow.Rule;
import dev.candor.agents.internal.listed.Listing;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an agent hands its hooks, as rows. Proved with recordings of Codex 0.171.0 and Gemini CLI 0.61.0; for Claude Code,
 * Copilot and Cursor written after their documentation of August 2026. Members are read in both spellings that agents use,
 * {@code tool_name} and {@code toolName}.
 */
final class HookPayload {
    static final String GEMINI_SHELL = "run_shell_command";
    static final String GEMINI_SKILL = "activate_skill";
    static final String CLAUDE_SKILL = "Skill";

    private final Agent agent;
    private final ObjectValue listed;
    private final String event;
    private final Instant now;

    /**
     * A payload.
     *
     * @param event its name, for agents that do not say it
     * @param now when it came, for agents that do not say that
     */
    HookPayload(Agent agent, Optional<String> event, ObjectValue listed, Instant now) {
        this.agent = agent;
        this.listed = listed;
        this.event = text("hook_event_name", "hookEventName").or(() -> event).orElse("unnamed");
        this.now = moment().filter(told -> AgentRow.isBelievable(told, now))
                .orElse(now)
                .truncatedTo(ChronoUnit.MILLIS);
    }

    /** What is looked at; {@code tool_input}, {@code tool_response} and the like hold content, and only this of them is read. */
    static Listing listing() {
        return new Listing()
                .keep(
                        "hook_event_name",
                        "hookEventName",
                        "timestamp",
                        "model",
                        "cwd",
                        "workspace_roots",
                        "transcript_path")
                .keep(
                        "transcriptPath",
                        "session_id",
                        "sessionId",
                        "conversation_id",
                        "agent_id",
                        "agent_type",
                        "subagent_type")
                .keep("tool_name", "toolName", "tool_use_id", "toolUseId", "duration_ms", "duration", "is_interrupt")
                .keep(
                        "tool_input.skill",
                        "tool_input.name",
                        "command_name",
                        "turn_id",
                        "prompt_id",
                        "generation_id",
                        "status")
                .keep("tool_response.interrupted", "tool_response.isError", "tool_response.error.type", "failure_type")
                .keep("tool_result.result_type", "toolResult.resultType", "error.name", "cursor_version")
                .keepOfLines("tool_response.llmContent", OutputLines.OfGemini::new)
                .keepOfLines("error", OutputLines.OfClaude::new);
    }

    /** Where the agent keeps the session, when this is its end. */
    Optional<String> endedTranscript() {
        return word().equals("sessionend") ? text("transcript_path", "transcriptPath") : Optional.empty();
    }

    /** The event's name, as the agent writes it. */
    String event() {
        return event;
    }

    private String word() {
        return event.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** What it tells; nothing of an event that has no place in the contract. */
    List<AgentRow> rows() {
        return switch (word()) {
            case "sessionstart" -> List.of(row(Kind.SESSION_START));
            case "sessionend" -> List.of(row(Kind.SESSION_END));
            case "posttooluse", "aftertool" -> tool(false);
            case "posttoolusefailure" -> tool(true);
            case "userpromptexpansion" ->
                text("command_name").stream()
                        .map(name -> row(Kind.SKILL).name(Optional.of(name)))
                        .toList();
            case "subagentstop" ->
                List.of(row(Kind.SUBAGENT)
                        .name(text("agent_type", "subagent_type"))
                        .callId(text("agent_id"))
                        .derived(Outcome.SUCCESS, Rule.COMPLETED));
            case "stop" -> List.of(turn());
            case "stopfailure" ->
                List.of(turn().derived(Outcome.FAILURE, Rule.ERROR_PRESENT)
                        .errorClass(listed.object("error").text(OutputLines.WORD)));
            case "postcompact" -> List.of(row(Kind.COMPACTION).derived(Outcome.SUCCESS, Rule.COMPLETED));
            case "erroroccurred" ->
                List.of(row(Kind.ERROR)
                        .reported(Outcome.FAILURE)
                        .errorClass(listed.object("error").text("name")));
            default -> List.of();
        };
    }

    private AgentRow row(Kind kind) {
        return new AgentRow(
                        agent,
                        Origin.HOOK,
                        kind,
                        text("session_id", "sessionId", "conversation_id").orElse(""),
                        now)
                .model(text("model"))
                .projectFolder(text("cwd").or(this::workspace))
                .agentVersion(text("cursor_version"));
    }

    private Optional<String> workspace() {
        return listed.texts("workspace_roots").stream().findFirst();
    }

    private AgentRow turn() {
        AgentRow turn = row(Kind.TURN).callId(text("turn_id", "prompt_id", "generation_id"));
        return switch (text("status").orElse("completed")) {
            case "completed" -> turn.derived(Outcome.SUCCESS, Rule.COMPLETED);
            case "aborted" -> turn.reported(Outcome.CANCELLED);
            default -> turn.reported(Outcome.FAILURE);
        };
    }

    private List<AgentRow> tool(boolean hasFailed) {
        String name = toolName();
        Optional<Long> took = number("duration_ms").or(() -> number("duration"));
        Instant began = took.filter(ms -> ms >= 0 && ms < now.toEpochMilli())
                .map(now::minusMillis)
                .orElse(now);
        AgentRow tool = row(Kind.TOOL)
                .name(Optional.of(name).filter(text -> !text.isEmpty()))
                .callId(text("tool_use_id", "toolUseId"))
                .startedAt(began)
                .durationMs(took);
        List<AgentRow> rows = new ArrayList<>(List.of(outcome(tool, name, hasFailed)));
        skill(name)
                .ifPresent(skill -> rows.add(row(Kind.SKILL)
                        .name(Optional.of(skill))
                        .callId(text("tool_use_id", "toolUseId"))
                        .startedAt(began)));
        return rows;
    }

    /** The name of the same tool in the agent's telemetry. */
    private String toolName() {
        String name = text("tool_name", "toolName").orElse("");
        return agent == Agent.CODEX && name.equals("Bash") ? "exec_command" : name;
    }

    private Optional<String> skill(String tool) {
        return switch (tool) {
            case CLAUDE_SKILL -> listed.object("tool_input").text("skill");
            case GEMINI_SKILL -> listed.object("tool_input").text("name");
            default -> Optional.empty();
        };
    }

    private AgentRow outcome(AgentRow tool, String name, boolean hasFailed) {
        if (hasFailed) {
            return failure(tool);
        }
        ObjectValue response = listed.object("tool_response");
        return switch (agent) {
            // a command that failed is told like one that did not; of an MCP server's answer its flag is left
            case CODEX ->
                response.member("isError").isPresent()
                        ? tool.reported(response.isTrue("isError") ? Outcome.FAILURE : Outcome.SUCCESS)
                        : tool;
            case GEMINI_CLI -> gemini(tool, name, response);
            case COPILOT -> copilot(tool);
            // these have another event for what failed
            case CLAUDE_CODE, CURSOR ->
                tool.reported(response.isTrue("interrupted") ? Outcome.CANCELLED : Outcome.SUCCESS);
            case OPENCODE, OTHER -> tool;
        };
    }

    private AgentRow failure(AgentRow tool) {
        if (listed.isTrue("is_interrupt")) {
            return tool.reported(Outcome.CANCELLED);
        }
        Optional<String> kind = text("failure_type");
        if (kind.equals(Optional.of("permission_denied"))) {
            return tool.reported(Outcome.REJECTED);
        }
        return tool.reported(Outcome.FAILURE)
                .errorClass(kind)
                .exitCode(
                        listed.object("error").integer(OutputLines.EXIT_CODE).filter(code -> code != 0),
                        Rule.EXIT_CODE_IN_OUTPUT);
    }

    private static AgentRow gemini(AgentRow tool, String name, ObjectValue response) {
        ObjectValue output = response.object("llmContent");
        if (response.member("error").isPresent()) {
            return tool.derived(Outcome.FAILURE, Rule.ERROR_PRESENT)
                    .errorClass(response.object("error").text("type"));
        }
        if (!name.equals(GEMINI_SHELL)) {
            return tool.derived(Outcome.SUCCESS, Rule.COMPLETED);
        }
        if (output.isTrue(OutputLines.IS_SIGNALLED)) {
            tool.derived(Outcome.FAILURE, Rule.ERROR_PRESENT).errorClass(Optional.of(OutputLines.SIGNAL));
        } else if (output.isTrue(OutputLines.IS_COMPLETE)) {
            tool.derived(Outcome.SUCCESS, Rule.COMPLETED);
        }
        return tool.exitCode(output.integer(OutputLines.EXIT_CODE), Rule.EXIT_CODE_IN_OUTPUT);
    }

    private AgentRow copilot(AgentRow tool) {
        return switch (listed.object("tool_result")
                .text("result_type")
                .or(() -> listed.object("toolResult").text("resultType"))
                .orElse("")) {
            case "success" -> tool.reported(Outcome.SUCCESS);
            case "failure", "error", "timeout" -> tool.reported(Outcome.FAILURE);
            case "denied", "rejected" -> tool.reported(Outcome.REJECTED);
            default -> tool;
        };
    }

    private Optional<String> text(String... names) {
        return Stream.of(names)
                .flatMap(name -> listed.text(name).stream())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** Milliseconds, of which some agents send fractions. */
    private Optional<Long> number(String name) {
        return listed.members().get(name) instanceof NumberValue number
                ? Optional.of(number.number().setScale(0, RoundingMode.HALF_UP).longValue())
                : Optional.empty();
    }

    private Optional<Instant> moment() {
        return TranscriptReader.moment(listed, "timestamp");
    }
}
