package dev.candor.app.cli;

import dev.candor.app.Hub;
import dev.candor.config.ByteSize;
import dev.candor.config.ConfigException;
import dev.candor.config.LogKeeping;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.Pruned;
import dev.candor.eventlog.Retention;
import dev.candor.foundation.capability.Durations;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Wording;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code candor prune}: remove old rows. */
final class PruneVerb implements Verb {
    private static final int FAILED = 1;
    private static final String CONTRACT = "--contract";
    private static final String OLDER_THAN = "--older-than";
    private static final String KEEP_SIZE = "--keep-size";
    private static final String GZIP = "--gzip";
    private static final String DRY_RUN = "--dry-run";
    private static final String JSON = "--json";
    private static final Duration MAX_AGE = Duration.ofDays(999_999);

    @Override
    public Manual manual() {
        return new Manual(
                "prune",
                "Remove the oldest parts of the logs, never the one that is written to.",
                Optional.empty(),
                false,
                List.of(
                        Flag.optional(CONTRACT, "ID", "this log only, or 'quarantine' (default: all)")
                                .of(logs()),
                        Flag.optional(OLDER_THAN, "AGE", "remove what is older, such as 30d, 12h or 90m"),
                        Flag.optional(
                                KEEP_SIZE, "SIZE", "remove the oldest until a log has at most so much, such as 2GB"),
                        Flag.choice(GZIP, "compress what stays and is not written to any more"),
                        Flag.choice(DRY_RUN, "say what would be removed, and remove nothing"),
                        Flag.choice(JSON, "print one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  removed, or nothing to remove",
                        "1  something could not be read or removed; the other logs are pruned",
                        "2  not said what to remove, here or in config.yaml"),
                List.of(
                        "candor prune --dry-run --older-than 30d",
                        "candor prune --contract execution --keep-size 2GB"));
    }

    private static String[] logs() {
        return Stream.concat(Contract.ids().stream(), Stream.of(Hub.QUARANTINE)).toArray(String[]::new);
    }

    /** What became of one log. */
    private record Outcome(Pruned pruned, int compressed) {}

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        arguments.mustNotBeEmpty(CONTRACT, OLDER_THAN, KEEP_SIZE);
        Terminal terminal = surroundings.terminal();
        Hub hub = surroundings.hub();
        SortedMap<String, KeptLog> logs = chosen(arguments, hub);
        try {
            LogKeeping keeping = hub.config().logKeeping();
            hub.config().warnings().forEach(terminal::tell);
            Retention retention = retention(arguments, keeping);
            boolean dryRun = arguments.has(DRY_RUN);
            boolean gzip = !dryRun && (arguments.has(GZIP) || keeping.settings().gzip());
            SortedMap<String, Outcome> outcomes = new TreeMap<>();
            SortedMap<String, String> failures = new TreeMap<>();
            logs.forEach((name, log) -> {
                try {
                    outcomes.put(name, prune(log, retention, dryRun, gzip));
                } catch (IOException e) {
                    failures.put(name, Reasons.of(e));
                }
            });
            String said = arguments.has(JSON) ? json(outcomes, failures, dryRun) : text(outcomes, dryRun);
            boolean heard = terminal.say(said);
            failures.forEach((name, why) -> terminal.tell(
                    "the log " + name + " could not be pruned: " + why + "; what is left of it stays readable"));
            return heard && failures.isEmpty() ? 0 : FAILED;
        } catch (ConfigException e) {
            terminal.tell(e.sentence());
            return FAILED;
        }
    }

    private static Outcome prune(KeptLog log, Retention retention, boolean dryRun, boolean gzip) throws IOException {
        // first what goes, so that nothing is compressed in vain
        Pruned pruned = log.prune(retention, dryRun);
        return new Outcome(pruned, gzip ? log.compress() : 0);
    }

    private static SortedMap<String, KeptLog> chosen(Arguments arguments, Hub hub) throws UsageException {
        SortedMap<String, KeptLog> logs = hub.logs();
        Optional<String> name = arguments.text(CONTRACT);
        if (name.isEmpty()) {
            return logs;
        }
        KeptLog log = logs.get(name.get());
        if (log == null) {
            throw new UsageException("there is no log '" + name.get() + "'"
                    + Nearest.hint(name.get(), List.copyOf(logs.keySet())) + "; there are "
                    + String.join(", ", logs.keySet()));
        }
        return new TreeMap<>(Map.of(name.get(), log));
    }

    private static Retention retention(Arguments arguments, LogKeeping keeping) throws UsageException {
        boolean said = arguments.has(OLDER_THAN) || arguments.has(KEEP_SIZE);
        if (!said && keeping.retention().isUnlimited() && !arguments.has(GZIP)) {
            throw new UsageException("say what to remove: " + OLDER_THAN + " AGE or " + KEEP_SIZE
                    + " SIZE, or write log.keep_days or log.keep_size into config.yaml");
        }
        // always with a unit: a plain 7 may mean days, and would remove nearly all
        Optional<Duration> age = arguments
                .text(OLDER_THAN)
                .flatMap(Durations::parse)
                .filter(least -> least.toSeconds() > 0 && least.compareTo(MAX_AGE) <= 0);
        if (arguments.has(OLDER_THAN) && age.isEmpty()) {
            throw new UsageException("the flag " + OLDER_THAN + " needs a time such as " + Durations.EXAMPLES
                    + ", found '" + arguments.text(OLDER_THAN, "") + "'");
        }
        return said ? new Retention(age, size(arguments)) : keeping.retention();
    }

    private static OptionalLong size(Arguments arguments) throws UsageException {
        Optional<String> text = arguments.text(KEEP_SIZE);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong size = ByteSize.parse(text.get());
        if (size.isEmpty()) {
            throw new UsageException(
                    "the flag " + KEEP_SIZE + " needs " + ByteSize.FORM + ", found '" + text.get() + "'");
        }
        return size;
    }

    private static String text(SortedMap<String, Outcome> outcomes, boolean dryRun) {
        List<String> lines = new ArrayList<>();
        int compressed = 0;
        for (Map.Entry<String, Outcome> log : outcomes.entrySet()) {
            for (Pruned.Part part : log.getValue().pruned().parts()) {
                lines.add(log.getKey() + " " + part.name() + " " + ByteSize.text(part.bytes()));
            }
            compressed += log.getValue().compressed();
        }
        lines.add((dryRun ? "would remove " : "removed ") + Wording.count(lines.size(), "part") + ", "
                + ByteSize.text(bytes(outcomes)));
        if (compressed > 0) {
            lines.add("compressed " + Wording.count(compressed, "part"));
        }
        return String.join("\n", lines);
    }

    private static long bytes(SortedMap<String, Outcome> outcomes) {
        return outcomes.values().stream()
                .mapToLong(outcome -> outcome.pruned().bytes())
                .sum();
    }

    private static String json(
            SortedMap<String, Outcome> outcomes, SortedMap<String, String> failures, boolean dryRun) {
        List<JsonValue> logs = new ArrayList<>();
        outcomes.forEach((name, outcome) -> logs.add(new ObjectValue(Map.of(
                "log", JsonValue.of(name),
                "bytes", JsonValue.of(outcome.pruned().bytes()),
                "compressed", JsonValue.of(outcome.compressed()),
                "parts",
                        JsonValue.of(outcome.pruned().parts().stream()
                                .map(PruneVerb::json)
                                .toList())))));
        return JsonWriter.compact(new ObjectValue(Map.of(
                "bytes", JsonValue.of(bytes(outcomes)),
                "dry_run", JsonValue.of(dryRun),
                "failed",
                        JsonValue.of(failures.entrySet().stream()
                                .map(PruneVerb::failure)
                                .toList()),
                "logs", JsonValue.of(logs))));
    }

    private static ObjectValue failure(Map.Entry<String, String> log) {
        return new ObjectValue(Map.of("log", JsonValue.of(log.getKey()), "reason", JsonValue.of(log.getValue())));
    }

    private static ObjectValue json(Pruned.Part part) {
        return new ObjectValue(Map.of("bytes", JsonValue.of(part.bytes()), "name", JsonValue.of(part.name())));
    }
}
