package dev.candor.app.cli;

import dev.candor.app.tools.ShellWords;
import dev.candor.eventlog.EventLog;
import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.Moments;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Numbers;
import dev.candor.skillusage.CentralUsageLog;
import dev.candor.skillusage.CoverageGate;
import dev.candor.skillusage.CoverageReport;
import dev.candor.skillusage.CoverageReportShape;
import dev.candor.skillusage.CoverageRequest;
import dev.candor.skillusage.InvalidRowException;
import dev.candor.skillusage.RefusedException;
import dev.candor.skillusage.UsageRules;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code candor coverage}: tell whether skills were used lately, and fail a CI job when they were not. */
final class CoverageVerb implements Verb {
    private static final String SKILLS = "--skills";
    private static final String SKILL = "--skill";
    private static final String COUNT = "--count";
    private static final String SUCCESS = "success";
    private static final String SINCE = "--since";
    private static final String MAX_FAILURE_RATE = "--max-failure-rate";
    private static final String GITHUB = "--github";
    private static final String STRICT = "--strict";
    private static final String JSON = "--json";
    private static final int BAD_INPUT = 1;
    private static final int UNCOVERED = 2;

    @Override
    public Manual manual() {
        return new Manual(
                "coverage",
                "Tell which skills were used in the last runs.",
                Optional.empty(),
                false,
                List.of(
                        Flag.optional(
                                SKILLS,
                                "A,B,…",
                                "the skills that must have been used; spaces around a name are dropped"),
                        Flag.repeatable(SKILL, "NAME", "one of them, exactly as run took it"),
                        Flag.optional("--events", Flag.FILE, "read the rows of this file (default: the usage log)"),
                        RowFiles.FORMAT,
                        Flag.optional("--last-n", "N", "count only the last N rows of all (default 20, 0 for all)"),
                        Flag.optional("--min-events-per-skill", "N", "rows that make a skill covered (default 1)"),
                        Flag.optional(COUNT, "WORD", "which rows cover a skill: any (default) or success")
                                .of("any", SUCCESS),
                        Flag.optional(SINCE, "TIME", "only rows of then or later: a day, a moment or how long ago"),
                        Flag.optional(MAX_FAILURE_RATE, "N", "which part of a skill's rows may be failures, 0 to 1"),
                        Flag.SCHEMA,
                        Flag.REASON_CODES,
                        Flag.choice(STRICT, "exit with 2 when a skill is not covered or fails too often"),
                        Flag.choice(GITHUB, "also print what was found as annotations of GitHub Actions"),
                        Flag.choice(JSON, "print the report as JSON")),
                BAD_INPUT,
                List.of(
                        "0  all covered, or not strict",
                        "1  bad flags, a missing file or an invalid row",
                        "2  strict, and a skill is not covered or fails too often"),
                List.of(
                        "candor coverage --events events.jsonl --skills usage-failure-triage,roadmap-pr-prep",
                        "candor coverage --events events.jsonl --skills publisher --last-n 0 --strict --json",
                        "candor coverage --skills publisher --since 7d --count success --max-failure-rate 0.1 --strict --github",
                        "candor coverage --skill 'plan, then publish' --skill publisher",
                        "candor coverage --skills publisher    # of the runs that were recorded without --events"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        CoverageRequest request = request(arguments, surroundings);
        if (arguments.has(GITHUB) && arguments.has(JSON)) {
            throw new UsageException("the flags " + GITHUB + " and " + JSON
                    + " contradict each other: annotations are no JSON; omit one of them");
        }
        Optional<String> events = arguments.text("--events");
        if (events.isEmpty() && arguments.has(RowFiles.FORMAT.name())) {
            throw new UsageException(
                    "the flag " + RowFiles.FORMAT.name() + " goes with --events FILE: the usage log has one form");
        }
        return events.isPresent()
                ? ofFile(events.get(), request, arguments, surroundings)
                : ofLog(request, arguments, surroundings);
    }

    private static int ofLog(CoverageRequest request, Arguments arguments, Surroundings surroundings)
            throws UsageException {
        Terminal terminal = surroundings.terminal();
        try {
            return say(
                    ofLog(request, surroundings.rules(arguments), surroundings), Optional.empty(), arguments, terminal);
        } catch (InvalidRowException e) {
            terminal.tell("the log " + CentralUsageLog.NAME + " of the user path has an " + e.sentence()
                    + " (its rows counted over all its files)");
        } catch (RefusedException e) {
            terminal.tell(e.sentence());
        } catch (IOException e) {
            terminal.tell("the log " + CentralUsageLog.NAME + " of the user path cannot be read: " + Reasons.of(e));
        }
        return BAD_INPUT;
    }

    private static CoverageReport ofLog(CoverageRequest request, UsageRules rules, Surroundings surroundings)
            throws UsageException, InvalidRowException, IOException {
        ProgressBar bar = new ProgressBar(surroundings.terminal());
        try (EventLog log = UsagePlace.log(surroundings)) {
            return new CoverageGate(rules).report(log, request, bar::reading);
        } finally {
            bar.finish();
        }
    }

    private static int say(CoverageReport report, Optional<String> file, Arguments arguments, Terminal terminal) {
        String text;
        if (arguments.has(JSON)) {
            text = JsonWriter.indented(CoverageReportShape.INSTANCE.write(report));
        } else {
            Page page = new Page(terminal::green, terminal::red);
            report.tell(page);
            text = page.text() + (report.covered() ? "" : "\n" + next(report, file));
        }
        if (arguments.has(GITHUB)) {
            text += GithubAnnotations.of(report, arguments.has(STRICT)).stream()
                    .map("\n"::concat)
                    .collect(Collectors.joining());
        }
        return !terminal.say(text) ? BAD_INPUT : arguments.has(STRICT) && !report.passed() ? UNCOVERED : 0;
    }

    private static int ofFile(String events, CoverageRequest request, Arguments arguments, Surroundings surroundings)
            throws UsageException {
        Terminal terminal = surroundings.terminal();
        try (ProgressInput file = ProgressInput.open(events, surroundings)) {
            UsageRules rules = surroundings.rules(arguments);
            CoverageReport report = new CoverageGate(rules).report(file, RowFiles.format(arguments), request, events);
            file.finish();
            if (report.eventsTotal() == 0) {
                terminal.tell(RowFiles.empty(events));
            }
            return say(report, Optional.of(events), arguments, terminal);
        } catch (InvalidRowException e) {
            terminal.tell("the events file " + events + " has an " + e.sentence() + "; see all with: candor validate"
                    + ShellWords.quoted(List.of("--contract", "skill-usage"))
                    + ShellWords.quoted(rulesFlags(arguments))
                    + ShellWords.quoted(List.of(events)));
        } catch (RefusedException e) {
            terminal.tell(e.sentence());
        } catch (IOException e) {
            terminal.tell("the events file " + events + " cannot be read: " + Reasons.of(e));
        }
        return BAD_INPUT;
    }

    /** The flags that name other rules than the built-in ones, as they were given. */
    private static List<String> rulesFlags(Arguments arguments) {
        List<String> flags = new ArrayList<>();
        for (Flag flag : List.of(Flag.SCHEMA, Flag.REASON_CODES)) {
            arguments.text(flag.name()).ifPresent(file -> flags.addAll(List.of(flag.name(), file)));
        }
        return flags;
    }

    private static CoverageRequest request(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> skills = new ArrayList<>();
        Optional<String> list = arguments.text(SKILLS);
        if (list.isPresent()) {
            List<String> entries =
                    Arrays.stream(list.get().split(",", -1)).map(String::strip).toList();
            entries.stream().filter(entry -> !entry.isEmpty()).forEach(skills::add);
            if (skills.size() < entries.size()) {
                surroundings
                        .terminal()
                        .tell("the flag " + SKILLS + " has empty entries, which are ignored: '" + list.get() + "'");
            }
        }
        skills.addAll(arguments.texts(SKILL));
        if (skills.isEmpty()) {
            throw new UsageException(
                    "say which skills must have been used: " + SKILLS + " A,B,… or " + SKILL + " NAME, or both");
        }
        try {
            return new CoverageRequest(
                    skills,
                    arguments.number("--last-n", 20),
                    arguments.number("--min-events-per-skill", 1),
                    successesOnly(arguments),
                    since(arguments, surroundings),
                    maxFailureRate(arguments));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean successesOnly(Arguments arguments) throws UsageException {
        String word = arguments.text(COUNT, "any");
        if (!word.equals(SUCCESS) && !word.equals("any")) {
            throw new UsageException("the flag " + COUNT + " needs any or success, found '" + word + "'");
        }
        return word.equals(SUCCESS);
    }

    private static Optional<Instant> since(Arguments arguments, Surroundings surroundings) throws UsageException {
        Optional<String> text = arguments.text(SINCE);
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Moments.parse(
                            SINCE, text.get(), surroundings.clock().instant()));
        } catch (InvalidArgumentException e) {
            throw new UsageException("the flag " + SINCE + " " + e.expectation());
        }
    }

    private static Optional<BigDecimal> maxFailureRate(Arguments arguments) throws UsageException {
        Optional<String> text = arguments.text(MAX_FAILURE_RATE);
        Optional<BigDecimal> rate = text.flatMap(Numbers::decimal);
        if (text.isPresent() && rate.isEmpty()) {
            throw new UsageException(
                    "the flag " + MAX_FAILURE_RATE + " needs a number from 0 to 1, found '" + text.get() + "'");
        }
        return rate;
    }

    /** The command that covers what is missing. */
    private static String next(CoverageReport report, Optional<String> file) {
        return "next: candor run"
                + ShellWords.quoted(List.of("--skill", report.missingSkills().getFirst()))
                + file.map(events -> ShellWords.quoted(List.of("--events", events)))
                        .orElse("") + " -- COMMAND";
    }
}
