package dev.candor.app.cli;

import dev.candor.app.TeeFolder;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.ingestion.EarlyEnd;
import dev.candor.orchestrationevents.EventTee;
import dev.candor.orchestrationevents.TeeCounts;
import dev.candor.orchestrationevents.TeeListener;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code candor tee}: stand in the pipe of an orchestrator, record its events and pass them on. */
final class TeeVerb implements Verb {
    private static final String OUT = "--out";
    private static final String JSON_ERRORS = "--json-errors";
    private static final String SUPPRESS = "X_TELEMETRY_SUPPRESS_STDOUT";
    private static final Set<String> YES = Set.of("1", "true", "yes", "on");
    private static final int LOST = 1;
    private static final int SOME_REFUSED = 3;

    @Override
    public Manual manual() {
        return new Manual(
                "tee",
                "Check orchestration events from standard input, record them, and pass the valid ones on.",
                Optional.empty(),
                false,
                List.of(
                        Flag.optional(OUT, Flag.DIR, "record them in this folder (default: out/telemetry)"),
                        Flag.choice(JSON_ERRORS, "tell of offenders, and the sums, as lines of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  every event was valid, and is recorded or passed on",
                        "1  standard input cannot be read, or events could neither be recorded nor passed on",
                        "2  unknown flags",
                        "3  some events were refused"),
                List.of(
                        "orchestrator | candor tee | dashboard",
                        SUPPRESS + "=1 candor tee --out /var/tmp/events < day.ndjson"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Terminal terminal = surroundings.terminal();
        Path folder = surroundings.path(arguments.text(OUT, "out/telemetry")).toAbsolutePath();
        Surroundings.mustNotBeOutput(folder, "the folder of " + OUT + " " + folder);
        ProgressInput.mustNotBePrintedInto(ProgressInput.OPEN_STANDARD_INPUT, "standard input");
        String suppress = surroundings.environment().getOrDefault(SUPPRESS, "");
        Voice voice = new Voice(terminal, arguments.has(JSON_ERRORS));
        try (TeeFolder recorded = new TeeFolder(folder, surroundings.clock(), voice::notice);
                EndingSignal signal = new EndingSignal()) {
            Input input = Input.standardInput();
            signal.cancellation().whenCancelled(input::stop);
            EventTee tee = new EventTee(
                    recorded.pipeline().rows(input, Contract.ORCHESTRATION, "tee"),
                    new FileOutputStream(FileDescriptor.out),
                    YES.contains(suppress.strip().toLowerCase(Locale.ROOT)),
                    surroundings.clock(),
                    voice);
            return copy(tee, voice);
        } catch (IOException e) {
            terminal.tell("the logs in " + folder + " cannot be closed: " + Reasons.of(e));
            return LOST;
        }
    }

    private static int copy(EventTee tee, Voice voice) {
        Optional<EarlyEnd> end = tee.copy();
        end.ifPresent(early -> voice.notice("standard input cannot be read: " + early.sentence()));
        TeeCounts counts = tee.counts();
        voice.sums(counts);
        if (end.isPresent() || counts.lost() > 0) {
            return LOST;
        }
        return counts.refused() > 0 ? SOME_REFUSED : 0;
    }

    /** Tells what the tee meets, on standard error. */
    private static final class Voice implements TeeListener {
        private final Terminal terminal;
        private final boolean json;
        private final Set<String> warned = new HashSet<>();

        Voice(Terminal terminal, boolean json) {
            this.terminal = terminal;
            this.json = json;
        }

        @Override
        public void refused(long line, Finding why) {
            tell(line, why, "refused");
        }

        /** Emitters have habits: each is told of once. */
        @Override
        public void warned(long line, Finding what) {
            if (warned.add(what.code())) {
                tell(line, what, "warning");
            }
        }

        private void tell(long line, Finding finding, String what) {
            if (!json) {
                terminal.tell("line " + line + " " + (what.equals("refused") ? "is refused" : "has a warning") + ": "
                        + finding.sentence() + " [" + finding.code() + "]");
                return;
            }
            terminal.complain(JsonWriter.compact(new ObjectValue(Map.of(
                    "line", JsonValue.of(line),
                    "status", JsonValue.of(what),
                    "code", JsonValue.of(finding.code()),
                    "rule", JsonValue.of(finding.rule()),
                    "pointer", JsonValue.of(finding.pointer()),
                    "sentence", JsonValue.of(finding.sentence())))));
        }

        @Override
        public void notice(String sentence) {
            if (json) {
                terminal.complain(JsonWriter.compact(new ObjectValue(Map.of("notice", JsonValue.of(sentence)))));
            } else {
                terminal.tell(sentence);
            }
        }

        void sums(TeeCounts counts) {
            if (json) {
                terminal.complain(JsonWriter.compact(new ObjectValue(Map.of("sums", counts.json()))));
            } else {
                terminal.tell(counts.sentence());
            }
        }
    }
}
