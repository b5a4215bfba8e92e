package dev.candor.agents;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.AgentRow.Kind;
import dev.candor.agents.AgentRow.Origin;
import dev.candor.agents.AgentRow.Outcome;
import dev.candor.agents.AgentRow.Rule;
import dev.candor.agents.internal.listed.Listing;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The chat of a Gemini CLI session: version 0.61.0, proved with recordings, a line each message; and the one object that
 * earlier versions wrote. A later message of the same id replaces the earlier, so rows come when no more lines do.
 */
final class GeminiTranscript implements TranscriptReader {
    /** An earlier message than so many is taken for complete. */
    private static final int MAX_OPEN = 10_000;

    private final Listing listing = listing("", "messages.", "$set.messages.");

    private Optional<String> session = Optional.empty();
    private Optional<String> folder = Optional.empty();
    private final Map<String, List<AgentRow>> messages = new LinkedHashMap<>();

    /**
     * For the chat of a project.
     *
     * @param folder the folder that the project is kept by
     */
    GeminiTranscript(Optional<String> folder) {
        this.folder = folder;
    }

    private static Listing listing(String... places) {
        Listing listing = new Listing().keep("sessionId", "startTime", "kind", "$rewindTo");
        for (String message : places) {
            listing.keep(message + "id", message + "type", message + "timestamp", message + "model");
            for (String tokens : List.of("input", "output", "cached", "thoughts", "tool")) {
                listing.keep(message + "tokens." + tokens);
            }
            String call = message + "toolCalls.";
            listing.keep(call + "id", call + "name", call + "status", call + "timestamp", call + "args.name")
                    .keepOfLines(call + "result.functionResponse.response.output", OutputLines.OfGemini::new);
        }
        return listing;
    }

    @Override
    public Listing listing() {
        return listing;
    }

    @Override
    public void read(ObjectValue line, Consumer<AgentRow> rows, Consumer<String> unmapped) {
        Optional<Instant> start = TranscriptReader.moment(line, "startTime");
        if (session.isEmpty() && line.text("sessionId").isPresent() && start.isPresent()) {
            session = line.text("sessionId");
            if (!line.text("kind").equals(Optional.of("subagent"))) {
                rows.accept(row(Kind.SESSION_START, start.get()));
            }
        }
        if (session.isEmpty()) {
            unmapped.accept("line_before_the_header");
            return;
        }
        Stream.of(Stream.of(line), line.objects("messages").stream(), line.object("$set").objects("messages").stream())
                .flatMap(message -> message)
                .forEach(message -> message(message, unmapped));
        Iterator<List<AgentRow>> oldest = messages.values().iterator();
        while (messages.size() > MAX_OPEN) {
            oldest.next().forEach(rows);
            oldest.remove();
        }
    }

    @Override
    public void end(Consumer<AgentRow> rows) {
        messages.values().forEach(told -> told.forEach(rows));
    }

    private AgentRow row(Kind kind, Instant moment) {
        return new AgentRow(Agent.GEMINI_CLI, Origin.TRANSCRIPT, kind, session.orElse(""), moment)
                .projectFolder(folder);
    }

    private void message(ObjectValue message, Consumer<String> unmapped) {
        Optional<String> id = message.text("id");
        Optional<Instant> moment = TranscriptReader.moment(message, "timestamp");
        if (id.isEmpty() || moment.isEmpty()) {
            return;
        }
        switch (message.text("type").orElse("unnamed")) {
            case "gemini" -> messages.put(id.get(), rows(message, id, moment.get()));
            case "user", "info" -> {}
            case "error" ->
                messages.put(
                        id.get(),
                        List.of(row(Kind.ERROR, moment.get()).callId(id).reported(Outcome.FAILURE)));
            default -> unmapped.accept("message/" + message.text("type").orElse("unnamed"));
        }
    }

    private List<AgentRow> rows(ObjectValue message, Optional<String> id, Instant moment) {
        List<AgentRow> rows = new ArrayList<>();
        ObjectValue tokens = message.object("tokens");
        if (!tokens.members().isEmpty()) {
            rows.add(row(Kind.MODEL_REQUEST, moment)
                    .callId(id)
                    .model(message.text("model"))
                    .derived(Outcome.SUCCESS, Rule.COMPLETED)
                    .inputTokens(sum(tokens, "input", "tool"))
                    .cachedTokens(tokens.integer("cached"))
                    .outputTokens(sum(tokens, "output", "thoughts"))
                    .reasoningTokens(tokens.integer("thoughts")));
        }
        for (ObjectValue call : message.objects("toolCalls")) {
            tool(call, TranscriptReader.moment(call, "timestamp").orElse(moment), rows);
        }
        return rows;
    }

    private static Optional<Long> sum(ObjectValue tokens, String first, String second) {
        return tokens.integer(first)
                .map(number -> number + tokens.integer(second).orElse(0L));
    }

    private void tool(ObjectValue call, Instant moment, List<AgentRow> rows) {
        AgentRow tool = row(Kind.TOOL, moment).name(call.text("name")).callId(call.text("id"));
        switch (call.text("status").orElse("")) {
            case "success" -> tool.reported(Outcome.SUCCESS);
            case "error" -> tool.reported(Outcome.FAILURE);
            case "cancelled" -> tool.reported(Outcome.CANCELLED);
            default -> {}
        }
        if (call.text("name").equals(Optional.of(HookPayload.GEMINI_SHELL))) {
            for (ObjectValue result : call.objects("result")) {
                ObjectValue output =
                        result.object("functionResponse").object("response").object("output");
                if (output.isTrue(OutputLines.IS_SIGNALLED)) {
                    tool.derived(Outcome.FAILURE, Rule.ERROR_PRESENT).errorClass(Optional.of(OutputLines.SIGNAL));
                }
                tool.exitCode(output.integer(OutputLines.EXIT_CODE), Rule.EXIT_CODE_IN_OUTPUT);
            }
        }
        rows.add(tool);
        if (call.text("name").equals(Optional.of(HookPayload.GEMINI_SKILL))) {
            rows.add(row(Kind.SKILL, moment)
                    .name(call.object("args").text("name"))
                    .callId(call.text("id")));
        }
    }
}
