package dev.candor.agents;

import dev.candor.agents.AgentSetup.Hooks;
import dev.candor.agents.CheckHealth.Findings;
import dev.candor.eventlog.EventLog.RowVisitor;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogHealth;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether what agents do arrives: their hooks, the last events of each, and the logs. Of each log only the newest parts are
 * read, so that it takes no longer the more was recorded; what was not read is counted and said.
 */
final class RecordingCheck {
    private static final int NEWEST_PARTS = 2;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern COMMAND = Pattern.compile("('.*'|\\S+) hook [a-z-]+");
    private static final String AGENT = "agent";

    private final CheckHealth.Place place;
    private final Findings findings;
    private final List<Hooks> hooks;
    /** When the last event of an agent began, by agent and origin. */
    private final SortedMap<String, SortedMap<String, Instant>> last = new TreeMap<>();

    private long unreadEvents;

    RecordingCheck(CheckHealth.Place place, Findings findings) {
        this.place = place;
        this.findings = findings;
        this.hooks = place.setup().hooks();
    }

    void run() {
        hooks();
        Findings logs = new Findings();
        logs(logs);
        events();
        passedOver();
        clock();
        findings.addAll(logs);
    }

    private void hooks() {
        for (String agent : place.setup().installed()) {
            List<Hooks> own =
                    hooks.stream().filter(of -> of.agent().equals(agent)).toList();
            own.stream()
                    .flatMap(of -> of.problem().stream())
                    .forEach(
                            problem -> findings.broken("hooks", problem, "mend the file, then: candor setup " + agent));
            Map<String, Path> commands = own.stream()
                    .flatMap(of -> of.commands().stream().map(command -> Map.entry(command, of.file())))
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
            if (commands.isEmpty() && !agent.equals("opencode")) {
                findings.warning(
                        "hooks", agent + " is installed, and has no hook of Candor's", "candor setup " + agent);
            }
            commands.forEach((command, file) -> hook(agent, command, file));
        }
    }

    private void hook(String agent, String command, Path file) {
        Matcher words = COMMAND.matcher(command);
        String quoted = words.matches() ? words.group(1) : command;
        Path program = Path.of(
                quoted.startsWith("'")
                        ? quoted.substring(1, quoted.length() - 1).replace("'\\''", "'")
                        : quoted);
        if (!program.isAbsolute() || !Files.isExecutable(program)) {
            findings.broken(
                    "hooks",
                    agent + ": expected the program " + program + ", which " + file + " names, found "
                            + (program.isAbsolute() ? Reasons.found(program) : "no absolute path"),
                    "candor setup " + agent);
        } else if (!command.equals(place.setup().hookCommand(agent))) {
            findings.warning(
                    "hooks", agent + ": " + file + " names another installation, " + program, "candor setup " + agent);
        } else {
            findings.ok("hooks", agent + ": " + file);
        }
    }

    private void events() {
        last.forEach((agent, origins) -> findings.ok(
                "events",
                agent + ": last "
                        + origins.entrySet().stream()
                                .map(origin -> "by " + origin.getKey() + " " + Utc.timestamp(origin.getValue()))
                                .collect(Collectors.joining(", "))));
        String none = unreadEvents == 0
                ? ": none ever came, though its hooks are set up"
                : ": none among the newest, though its hooks are set up; " + Wording.count(unreadEvents, "older part")
                        + " of the log not read";
        hooks.stream()
                .filter(of -> !of.commands().isEmpty() && !last.containsKey(of.agent()))
                .map(Hooks::agent)
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(agent -> findings.warning(
                        "events",
                        agent + none,
                        agent.equals("codex")
                                ? "start codex, type /hooks and approve the hook"
                                : "start a session of " + agent + " anew"));
    }

    private void passedOver() {
        try {
            SortedMap<String, Long> counts = place.passedOver().counts();
            String said = counts.entrySet().stream()
                    .map(count -> count.getKey() + " (" + count.getValue() + ")")
                    .collect(Collectors.joining(", "));
            if (counts.keySet().stream().anyMatch(name -> name.contains(" payload_"))) {
                findings.warning("events", "passed over: " + said, "see docs/agents.md on what a hook may be handed");
            } else if (!counts.isEmpty()) {
                findings.ok("events", "passed over, because rows have no place for it: " + said);
            }
        } catch (IOException e) {
            findings.warning("events", "what was passed over cannot be read: " + Reasons.of(e), "candor doctor, again");
        }
    }

    private void clock() {
        Instant limit = place.clock().instant().plus(TOLERANCE);
        List<String> ahead = new ArrayList<>();
        last.forEach((agent, origins) -> origins.forEach((origin, when) -> {
            if (when.isAfter(limit)) {
                ahead.add(agent + " by " + origin);
            }
        }));
        if (ahead.isEmpty()) {
            findings.ok("clock", "no event is from the future");
        } else {
            findings.warning(
                    "clock",
                    "events are from the future: " + String.join(", ", ahead),
                    "set the clock of this machine: timedatectl set-ntp true");
        }
    }

    private void event(byte[] bytes, int from, int to) {
        if (JsonValue.parse(bytes, from, to) instanceof ObjectValue row
                && !row.text("session_id").orElse("").startsWith(AgentSetup.TEST_SESSION)) {
            row.text("started_at")
                    .flatMap(Utc::moment)
                    .ifPresent(when -> last.computeIfAbsent(row.text(AGENT).orElse("other"), agent -> new TreeMap<>())
                            .merge(
                                    row.text("origin").orElse("other"),
                                    when,
                                    (one, other) -> one.isAfter(other) ? one : other));
        }
    }

    private void logs(Findings found) {
        long rows = 0;
        long unread = 0;
        boolean isSound = true;
        for (Map.Entry<String, KeptLog> entry : place.logs().entrySet()) {
            String name = entry.getKey();
            KeptLog log = entry.getValue();
            RowVisitor visitor = name.equals(AGENT) ? this::event : (bytes, from, to) -> {};
            try {
                LogHealth health = log.inspectNewest(NEWEST_PARTS, visitor);
                long older = Math.max(0, log.parts().size() - health.parts());
                unreadEvents += name.equals(AGENT) ? older : 0;
                unread += older;
                rows += health.rows();
                isSound &= health(found, name, health, log, place.userPath().own());
            } catch (IOException e) {
                isSound = false;
                found.broken(
                        "logs",
                        name + " cannot be read: " + Reasons.of(e),
                        "chmod -R u+rwX " + place.userPath().own());
            }
        }
        String bound = unread == 0
                ? ""
                : "; of each log the newest " + NEWEST_PARTS + " parts were read, "
                        + Wording.count(unread, "older part") + " not, which a server looks after (candor health)";
        if (isSound) {
            found.ok("logs", Wording.count(rows, "row") + ", none damaged" + bound);
        } else if (unread > 0) {
            found.ok("logs", Wording.count(rows, "row") + " can be read" + bound);
        }
    }

    private static boolean health(Findings found, String name, LogHealth health, KeptLog log, Path own)
            throws IOException {
        if (health.missingParts() > 0) {
            found.broken(
                    "logs",
                    name + ": " + Wording.count(health.missingParts(), "part") + " gone that nobody pruned: "
                            + String.join(", ", log.missingParts()),
                    "bring the files back from a backup into " + own);
        }
        if (health.damagedRows() > 0) {
            found.broken(
                    "logs",
                    name + ": " + Wording.count(health.damagedRows(), "row") + " damaged and passed over",
                    "check the disk (dmesg); a server keeps copies aside, see docs/file-formats.md");
        }
        if (health.tornTails() > 0) {
            found.warning(
                    "logs",
                    name + ": " + Wording.count(health.tornTails(), "row")
                            + " unfinished after a crash, which nobody was told were recorded",
                    "nothing needs to be done");
        }
        return !health.isDegraded() && health.tornTails() == 0;
    }
}
