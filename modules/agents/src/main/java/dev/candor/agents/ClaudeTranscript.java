package dev.candor.agents;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.AgentRow.Kind;
import dev.candor.agents.AgentRow.Origin;
import dev.candor.agents.AgentRow.Outcome;
import dev.candor.agents.AgentRow.Rule;
import dev.candor.agents.internal.listed.Listing;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The transcript of a Claude Code session, which its makers call unstable: written after what was published about it by
 * August 2026, not proved with recordings. One answer of the model stands on several lines, of which the last has its tokens
 * in full.
 */
final class ClaudeTranscript implements TranscriptReader {
    private final Listing listing = new Listing()
            .keep("type", "subtype", "timestamp", "sessionId", "cwd", "version", "requestId", "isSidechain")
            .keep("isApiErrorMessage", "message.id", "message.model", "message.content.type", "message.content.id")
            .keep("message.content.name", "message.content.tool_use_id", "message.content.is_error")
            .keep("message.content.input.skill", "message.content.input.subagent_type")
            .keepOfLines("message.content.content", OutputLines.OfClaude::new)
            .keepOfLines("message.content.content.text", OutputLines.OfClaude::new)
            .keep("message.usage.input_tokens", "message.usage.cache_creation_input_tokens")
            .keep("message.usage.cache_read_input_tokens", "message.usage.output_tokens")
            .keep("toolUseResult.interrupted", "toolUseResult.durationMs", "toolUseResult.agentId")
            .keep("toolUseResult.totalDurationMs");

    private static final Set<String> PASSED_OVER = Set.of(
            "user",
            "assistant",
            "system",
            "summary",
            "file-history-snapshot",
            "queue-operation",
            "progress",
            "attachment",
            "last-prompt",
            "custom-title",
            "ai-title",
            "agent-name",
            "permission-mode",
            "mode");

    private static final String SYNTHETIC = "<synthetic>";

    private boolean hasBegun;
    private Optional<Request> request = Optional.empty();
    private final Map<String, Call> calls = new UnderWay<>();

    private record Request(String id, AgentRow row) {}

    private record Call(Optional<String> name, Optional<String> skill, Optional<String> subagent, Instant at) {}

    @Override
    public Listing listing() {
        return listing;
    }

    @Override
    public void read(ObjectValue line, Consumer<AgentRow> rows, Consumer<String> unmapped) {
        String type = line.text("type").orElse("unnamed");
        if (!PASSED_OVER.contains(type)) {
            unmapped.accept(type);
            return;
        }
        Optional<Instant> moment = TranscriptReader.moment(line, "timestamp");
        if (moment.isEmpty() || line.text("sessionId").isEmpty()) {
            return;
        }
        if (!hasBegun) {
            hasBegun = true;
            if (!line.isTrue("isSidechain")) {
                rows.accept(row(Kind.SESSION_START, line, moment.get()));
            }
        }
        switch (type) {
            case "assistant" -> answer(line, moment.get(), rows);
            case "user" ->
                line.object("message").objects("content").stream()
                        .filter(block -> block.text("type").equals(Optional.of("tool_result")))
                        .forEach(block -> result(line, block, rows));
            case "system" -> {
                if (line.text("subtype").equals(Optional.of("compact_boundary"))) {
                    rows.accept(row(Kind.COMPACTION, line, moment.get()).derived(Outcome.SUCCESS, Rule.COMPLETED));
                }
            }
            default -> {}
        }
    }

    @Override
    public void end(Consumer<AgentRow> rows) {
        request.map(Request::row).ifPresent(rows);
    }

    private static AgentRow row(Kind kind, ObjectValue line, Instant moment) {
        return new AgentRow(
                        Agent.CLAUDE_CODE,
                        Origin.TRANSCRIPT,
                        kind,
                        line.text("sessionId").orElse(""),
                        moment)
                .projectFolder(line.text("cwd"))
                .agentVersion(line.text("version"));
    }

    private void answer(ObjectValue line, Instant moment, Consumer<AgentRow> rows) {
        ObjectValue message = line.object("message");
        Optional<String> model = message.text("model").filter(name -> !name.equals(SYNTHETIC));
        if (line.isTrue("isApiErrorMessage")) {
            rows.accept(row(Kind.ERROR, line, moment).reported(Outcome.FAILURE));
        } else if (model.isPresent()) {
            String id = message.text("id").or(() -> line.text("requestId")).orElse("");
            boolean isSame = request.filter(open -> open.id().equals(id)).isPresent();
            if (!isSame) {
                request.map(Request::row).ifPresent(rows);
            }
            AgentRow tokens = isSame
                    ? request.get().row()
                    : row(Kind.MODEL_REQUEST, line, moment)
                            .callId(line.text("requestId").or(() -> message.text("id")))
                            .model(model)
                            .derived(Outcome.SUCCESS, Rule.COMPLETED);
            request = Optional.of(new Request(id, tokens(tokens, message.object("usage"))));
        }
        for (ObjectValue block : message.objects("content")) {
            if (block.text("type").equals(Optional.of("tool_use"))
                    && block.text("id").isPresent()) {
                ObjectValue input = block.object("input");
                calls.put(
                        block.text("id").get(),
                        new Call(block.text("name"), input.text("skill"), input.text("subagent_type"), moment));
            }
        }
    }

    private static AgentRow tokens(AgentRow row, ObjectValue usage) {
        Optional<Long> input = Stream.of("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
                .flatMap(name -> usage.integer(name).stream())
                .reduce(Long::sum);
        return row.inputTokens(input)
                .cachedTokens(usage.integer("cache_read_input_tokens"))
                .outputTokens(usage.integer("output_tokens"));
    }

    private void result(ObjectValue line, ObjectValue block, Consumer<AgentRow> rows) {
        Optional<String> id = block.text("tool_use_id");
        Optional<Call> call = id.map(calls::remove);
        if (call.isEmpty()) {
            return;
        }
        ObjectValue told = line.object("toolUseResult");
        AgentRow tool = row(Kind.TOOL, line, call.get().at())
                .name(call.get().name())
                .callId(id)
                .durationMs(told.integer("durationMs"));
        rows.accept(outcome(tool, block, told.isTrue("interrupted")));
        if (call.get().name().equals(Optional.of(HookPayload.CLAUDE_SKILL))) {
            rows.accept(row(Kind.SKILL, line, call.get().at())
                    .name(call.get().skill())
                    .callId(id));
        }
        if (told.text("agentId").isPresent()) {
            rows.accept(row(Kind.SUBAGENT, line, call.get().at())
                    .name(call.get().subagent())
                    .callId(told.text("agentId"))
                    .durationMs(told.integer("totalDurationMs"))
                    .derived(Outcome.SUCCESS, Rule.COMPLETED));
        }
    }

    private static AgentRow outcome(AgentRow tool, ObjectValue block, boolean isInterrupted) {
        ObjectValue output = block.objects("content").stream()
                .findFirst()
                .map(first -> first.object("text"))
                .orElseGet(() -> block.object("content"));
        if (isInterrupted) {
            return tool.reported(Outcome.CANCELLED);
        }
        if (!block.isTrue("is_error")) {
            return tool.reported(Outcome.SUCCESS);
        }
        if (output.isTrue(OutputLines.IS_REJECTED)) {
            return tool.reported(Outcome.REJECTED);
        }
        return tool.reported(Outcome.FAILURE)
                .exitCode(output.integer(OutputLines.EXIT_CODE).filter(code -> code != 0), Rule.EXIT_CODE_IN_OUTPUT);
    }
}
