package dev.candor.skillusage;

import dev.candor.execution.Command;
import dev.candor.execution.CommandOutcome;
import dev.candor.foundation.files.Reasons;
import dev.candor.skillusage.UsageEvent.Failure;
import dev.candor.validation.contract.ReasonCodes;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Wraps a command and appends one row about its run. Everything that can be wrong with the request is found before
 * the command starts; once it has, nothing changes its exit code.
 */
public final class SkillInstrumentor {
    private static final String DEFAULT_REASON = "command_failed";
    private static final String DEFAULT_CLASS = "runtime";

    private final UsageRules rules;
    private final UsageSink sink;
    private final Function<Command, CommandOutcome> supervisor;
    private final InstantSource clock;
    private final Consumer<String> notices;

    /**
     * Wires an instrumentor.
     *
     * @param supervisor runs a command to its end
     * @param notices takes sentences that a user should see
     */
    public SkillInstrumentor(
            UsageRules rules,
            UsageSink sink,
            Function<Command, CommandOutcome> supervisor,
            InstantSource clock,
            Consumer<String> notices) {
        this.rules = rules;
        this.sink = sink;
        this.supervisor = supervisor;
        this.clock = clock;
        this.notices = notices;
    }

    /**
     * Runs the command and records it.
     *
     * @param caller who started it; the row names it unless the schema refuses rows that do, and only what the row names
     *     is told to the command
     * @return the report; its outcome is {@link CommandOutcome.End#INTERRUPTED} when a signal came before the command
     *     could start: then nothing ran and nothing was recorded
     * @throws RefusedException when the request cannot be carried out as it stands; nothing has run
     */
    public RunReport run(RunRequest request, Caller caller) throws RefusedException {
        String errorClass = errorClass(request);
        Caller named = named(request, caller, errorClass);
        sink.prepare(request.checkRows());
        mustWriteElsewhere(request);

        CommandOutcome outcome = supervisor.apply(named.traced(request.command()));

        Optional<Failure> why = outcome.exitCode() == 0
                ? Optional.empty()
                : Optional.of(failure(request, errorClass, outcome.exitCode()));
        UsageEvent event = event(request, named, outcome.duration(), why);
        boolean ran = outcome.end() != CommandOutcome.End.INTERRUPTED;
        return new RunReport(outcome, event, ran && append(event));
    }

    /** Looked at when the file of the rows is there, so that no two names of it are taken for two files. */
    private void mustWriteElsewhere(RunRequest request) throws RefusedException {
        Optional<Path> place = sink.place();
        if (place.isEmpty()) {
            return;
        }
        Optional<String> refusal = request.outputs().refusal(place.get(), "the events file " + place.get());
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
        Optional<Path> stdout = request.command().stdout();
        if (stdout.isPresent() && isSame(stdout.get(), place.get())) {
            throw new RefusedException("--stdout-file and --events name the same file " + stdout.get()
                    + ", which the output would overwrite; give two");
        }
    }

    private static boolean isSame(Path stdout, Path events) throws RefusedException {
        try {
            return Files.exists(stdout) && Files.isSameFile(stdout, events);
        } catch (IOException e) {
            throw new RefusedException("the file " + stdout + " of --stdout-file cannot be read: " + Reasons.of(e));
        }
    }

    private static String reasonCode(RunRequest request) {
        return request.reasonCode().orElse(DEFAULT_REASON);
    }

    private static Failure failure(RunRequest request, String errorClass, int exitCode) {
        String detail = request.reasonDetail().orElse("command_exit=" + exitCode);
        return new Failure(reasonCode(request), detail, errorClass);
    }

    /** The class that a failure will have, after the dictionary was asked about code and class. */
    private String errorClass(RunRequest request) throws RefusedException {
        ReasonCodes dictionary = rules.reasonCodes();
        String code = reasonCode(request);
        if (!dictionary.contains(code)) {
            throw new RefusedException("the reason code '" + code + "' is not in the dictionary; it has "
                    + String.join(", ", dictionary.codes()) + " (give one with --reason-code)");
        }
        Optional<String> implied = dictionary.classOf(code);
        String errorClass = request.errorClass().or(() -> implied).orElse(DEFAULT_CLASS);
        if (implied.isPresent() && !implied.get().equals(errorClass)) {
            throw new RefusedException("the error class '" + errorClass + "' contradicts the dictionary, which gives '"
                    + implied.get() + "' for reason code '" + code + "'; leave --error-class out"
                    + fittingCodes(dictionary, errorClass));
        }
        return errorClass;
    }

    private static String fittingCodes(ReasonCodes dictionary, String errorClass) {
        List<String> fitting = dictionary.codes().stream()
                .filter(code ->
                        dictionary.classOf(code).filter(errorClass::equals).isPresent())
                .toList();
        return fitting.isEmpty() ? "" : " or give a --reason-code of that class: " + String.join(", ", fitting);
    }

    /** The caller, if the schema takes the rows that name it; a schema of the user's own refuses no run for that. */
    private Caller named(RunRequest request, Caller caller, String errorClass) throws RefusedException {
        if (caller.isKnown() && rehearse(request, caller, errorClass).isEmpty()) {
            return caller;
        }
        Optional<String> refusal = rehearse(request, Caller.UNKNOWN, errorClass);
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
        return Caller.UNKNOWN;
    }

    /** Checks the rows that may be written, so that a schema which refuses one of them is noticed in time. */
    private Optional<String> rehearse(RunRequest request, Caller caller, String errorClass) {
        Optional<String> refusal = refusal(event(request, caller, Duration.ZERO, Optional.empty()));
        return refusal.isPresent()
                ? refusal
                : refusal(event(request, caller, Duration.ZERO, Optional.of(failure(request, errorClass, 1))));
    }

    private Optional<String> refusal(UsageEvent event) {
        List<Violation> violations = rules.check(event.row()).violations();
        return violations.isEmpty()
                ? Optional.empty()
                : Optional.of("the schema refuses the row that a " + event.status() + " would append: "
                        + violations.getFirst().sentence());
    }

    private UsageEvent event(RunRequest request, Caller caller, Duration duration, Optional<Failure> failure) {
        return new UsageEvent(
                request.skill(), request.source(), request.context(), duration, clock.instant(), failure, caller);
    }

    /** Whatever goes wrong here: the command has run, and its exit code is what the caller gets. */
    private boolean append(UsageEvent event) {
        byte[] row = event.row();
        try {
            List<Violation> violations = rules.check(row).violations();
            if (!violations.isEmpty()) {
                notices.accept("THE EVENT WAS NOT RECORDED: the schema refuses it: "
                        + violations.getFirst().sentence() + ". The row is: " + text(row));
                return false;
            }
            return sink.append(row);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            putAside(row, failure);
            return false;
        }
    }

    private void putAside(byte[] row, Throwable failure) {
        String loud = "THE EVENT WAS NOT APPENDED: " + Reasons.of(failure) + ". ";
        try {
            Path waiting = sink.putAside(row);
            notices.accept(loud + "It waits in " + waiting + " and " + sink.nextAppender() + " appends it");
        } catch (IOException | RuntimeException alsoFailed) {
            notices.accept(loud + "It could not be put aside either (" + Reasons.of(alsoFailed)
                    + "). Append this row by hand: " + text(row));
        }
    }

    private static String text(byte[] row) {
        return new String(row, StandardCharsets.UTF_8);
    }
}
