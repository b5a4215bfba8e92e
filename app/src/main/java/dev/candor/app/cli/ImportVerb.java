package dev.candor.app.cli;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.AgentTranscripts;
import dev.candor.agents.TranscriptCounts;
import dev.candor.app.Hub;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code candor import}: take the sessions that an agent has kept on disk before anybody recorded them. */
final class ImportVerb implements Verb {
    private static final int NOT_ALL_TAKEN = 1;
    private static final Duration MAX_AGE = Duration.ofDays(36_500);
    private static final String SINCE = "--since";
    private static final String DRY_RUN = "--dry-run";
    private static final String JSON = "--json";

    @Override
    public Manual manual() {
        return new Manual(
                "import",
                "Take the sessions that an agent has kept on disk: calls, tokens and turns, never their content.",
                Optional.of("AGENT"),
                false,
                List.of(
                        Flag.optional(SINCE, "AGE", "only transcripts changed since then, such as 30d (default: all)"),
                        Flag.choice(DRY_RUN, "say what there is, and record nothing"),
                        Flag.choice(JSON, "print the summary as one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  everything was read and is recorded, or was before",
                        "1  telemetry is off, a transcript cannot be read to its end, or the disk is full",
                        "2  the flags cannot be read, or no transcript of this agent is known"),
                List.of("candor import codex --since 30d", "candor import claude-code --dry-run"));
    }

    @Override
    @SuppressWarnings("try")
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Agent agent = agent(arguments.operands());
        Optional<Duration> age = arguments.duration(SINCE, MAX_AGE);
        Instant since = age.map(surroundings.clock().instant()::minus).orElse(Instant.MIN);
        Hub hub = surroundings.hub();
        Terminal terminal = surroundings.terminal();
        boolean isDryRun = arguments.has(DRY_RUN);
        if (!isDryRun && !hub.config().state().enabled()) {
            terminal.tell("telemetry is off, so nothing was recorded; turn it on with: candor enable");
            return NOT_ALL_TAKEN;
        }
        AgentTranscripts transcripts = new AgentTranscripts(hub.agentIntake(), surroundings.environment());
        TranscriptCounts counts = new TranscriptCounts();
        ProgressBar bar = new ProgressBar(terminal);
        int failed = 0;
        try (Farewell farewell = new Farewell(() -> terminal.tell(
                "interrupted; what was recorded before stays, and" + " would be known if it were imported again"))) {
            for (Path file : files(transcripts, agent, since, terminal)) {
                Optional<String> failure = isDryRun
                        ? transcripts.look(agent, file, counts, read -> bar.reading(counts.rows()))
                        : transcripts.take(agent, file, counts, read -> bar.reading(counts.rows()));
                if (failure.isPresent()) {
                    bar.finish();
                    terminal.tell("the transcript " + file + " was not taken to its end: " + failure.get());
                    failed++;
                }
            }
        }
        bar.finish();
        if (arguments.has(JSON)) {
            terminal.say(JsonWriter.compact(counts.json()
                    .put("agent", agent.id())
                    .put("failed_files", failed)
                    .object()));
        } else {
            tell(agent, counts, isDryRun, terminal);
        }
        return failed > 0 || counts.quarantined() > 0 ? NOT_ALL_TAKEN : 0;
    }

    private static Agent agent(List<String> operands) throws UsageException {
        String known = AgentTranscripts.AGENTS.stream().map(Agent::id).collect(Collectors.joining(", "));
        if (operands.size() != 1) {
            throw new UsageException("candor import needs one agent of " + known + ", found "
                    + (operands.isEmpty() ? "none" : String.join(" and ", operands)));
        }
        return Agent.named(operands.getFirst())
                .filter(AgentTranscripts.AGENTS::contains)
                .orElseThrow(() -> new UsageException("no transcript of '" + operands.getFirst()
                        + "' is known; candor import reads those of " + known));
    }

    private static List<Path> files(AgentTranscripts transcripts, Agent agent, Instant since, Terminal terminal) {
        try {
            List<Path> files = transcripts.files(agent, since, terminal::tell);
            if (files.isEmpty()) {
                terminal.tell("there is no transcript of " + agent.id() + " in " + transcripts.home(agent)
                        + (since.equals(Instant.MIN) ? "" : " that was changed since then"));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tell(Agent agent, TranscriptCounts counts, boolean isDryRun, Terminal terminal) {
        terminal.say(agent.id() + ": " + Wording.count(counts.sessions(), "session") + ", "
                + Wording.count(counts.rows(), "row")
                + (isDryRun
                        ? ", nothing recorded"
                        : ": " + counts.accepted() + " new, " + counts.duplicate() + " known"));
        counts.kinds().forEach((kind, rows) -> terminal.say(String.format(Locale.ROOT, "  %-16s %8d", kind, rows)));
        if (counts.damagedLines() > 0) {
            terminal.say(Wording.count(counts.damagedLines(), "line") + " passed over, which is no JSON");
        }
        if (!counts.unmapped().isEmpty()) {
            terminal.say("passed over, because rows have no place for it: "
                    + counts.unmapped().entrySet().stream()
                            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                            .collect(Collectors.joining(", ")));
        }
        if (counts.quarantined() > 0) {
            terminal.say(terminal.red(Wording.count(counts.quarantined(), "row") + " in quarantine"));
        }
    }
}
