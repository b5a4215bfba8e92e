package dev.candor.agents;

import dev.candor.agents.AgentSetup.Hooks;
import dev.candor.config.ConfigException;
import dev.candor.config.ConfigFile;
import dev.candor.config.SwitchState;
import dev.candor.config.SwitchState.Decider;
import dev.candor.config.UserPath;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogHealth;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Page.Tone;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import dev.candor.index.IndexSource;
import dev.candor.index.LogTable;
import dev.candor.index.LogTables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks after everything that events of agents pass on their way, and says what to do about what is wrong. */
public final class CheckHealth implements Capability<CheckHealth.Query, CheckHealth.Report> {
    /** What doors know of it. */
    public static final Declaration<Query, Report> DECLARATION = Declaration.of(
                    "check_health",
                    "Check the installation",
                    CheckHealthQueryShape.INSTANCE,
                    CheckHealthReportShape.INSTANCE,
                    """
                    Checks all that events pass before anybody can count them: the installation, permissions of the user \
                    path, the token, the server and its port, the switch and config.yaml, the hooks of each agent and whether \
                    their command exists, the last event that came of each agent, the clock, disk space, and the logs. Use \
                    it when nothing is recorded, or less than expected. Every finding that is not ok has a remedy; follow \
                    those that are broken first. It changes nothing. Example: {}""")
            .command(Command.of(
                            "doctor",
                            "Check all that events pass on their way, and say what to do about what is wrong.")
                    .examples("candor doctor", "candor doctor --json"))
            .get("/v1/doctor")
            .unavailable("doctor-unavailable", "the installation cannot be checked");

    private static final int BROKEN = 1;
    private static final long LOW_SPACE = 1L << 30;
    private static final long NO_SPACE = 100L << 20;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int CONNECT_MS = 1000;
    private static final Pattern COMMAND = Pattern.compile("('.*'|\\S+) hook [a-z-]+");
    private static final List<LogTable> TABLES =
            LogTables.ALL.stream().filter(table -> table.name().equals("agent")).toList();
    private static final List<Column> COLUMNS = List.of(
            Column.text("STATE").toned(state -> switch (state) {
                case "ok" -> Tone.GOOD;
                case "broken" -> Tone.BAD;
                default -> Tone.PLAIN;
            }),
            Column.text("AREA"),
            Column.text("FINDING"));

    private final Place place;

    /**
     * What is checked.
     *
     * @param server the port of the server whose process lives, if one does
     */
    public record Place(
            UserPath userPath,
            ConfigFile config,
            SortedMap<String, KeptLog> logs,
            IndexSource index,
            AgentSetup setup,
            Path launcher,
            Supplier<OptionalInt> server,
            InstantSource clock) {}

    /** Nothing needs to be said. */
    @Arguments
    record Query() {}

    /** How something is. */
    enum State {
        OK,
        WARNING,
        BROKEN
    }

    /** One thing that was looked at. */
    @Result
    record Finding(
            @Doc("what was looked at, a word or two") String area,

            @Doc("ok; warning: works, but not as it could; broken: rows are lost or not recorded")
            State state,

            @Doc("what was found, one sentence") String finding,

            @Doc("what to do about it, mostly a command to copy")
            Optional<String> remedy) {}

    /** All of it. */
    @Result
    record Report(
            @Doc("how many findings are broken") @Range(min = 0)
            long broken,

            @Doc("how many are warnings") @Range(min = 0) long warnings,
            @Doc("what was looked at, in this order") List<Finding> findings) {}

    public CheckHealth(Place place) {
        this.place = place;
    }

    @Override
    public Report call(Query query, ToolContext context) throws IOException {
        Findings findings = new Findings();
        installation(findings);
        permissions(findings);
        token(findings);
        server(findings);
        config(findings);
        hooks(findings);
        events(findings);
        disk(findings);
        logs(findings, context);
        return new Report(findings.count(State.BROKEN), findings.count(State.WARNING), List.copyOf(findings.all));
    }

    private static final class Findings {
        private final List<Finding> all = new ArrayList<>();

        void ok(String area, String finding) {
            all.add(new Finding(area, State.OK, finding, Optional.empty()));
        }

        void warning(String area, String finding, String remedy) {
            all.add(new Finding(area, State.WARNING, finding, Optional.of(remedy)));
        }

        void broken(String area, String finding, String remedy) {
            all.add(new Finding(area, State.BROKEN, finding, Optional.of(remedy)));
        }

        long count(State state) {
            return all.stream().filter(finding -> finding.state() == state).count();
        }
    }

    private void installation(Findings findings) {
        Path launcher = place.launcher();
        if (Files.isRegularFile(launcher) && Files.isExecutable(launcher)) {
            findings.ok("installation", launcher + " is there");
        } else {
            findings.broken(
                    "installation",
                    "expected the command at " + launcher + ", found " + Reasons.found(launcher),
                    "install Candor again, then: candor setup");
        }
    }

    private void permissions(Findings findings) {
        Path own = place.userPath().own();
        if (!Files.exists(own)) {
            findings.ok("user path", place.userPath().folder() + " has nothing of ours yet");
            return;
        }
        if (!Files.isWritable(own) || !Files.isDirectory(own)) {
            findings.broken("user path", own + " cannot be written by this user", "chmod u+rwx " + own);
            return;
        }
        mode(own)
                .filter(mode -> !mode.endsWith("------"))
                .ifPresentOrElse(
                        mode -> findings.warning(
                                "user path", own + " (" + mode + ") is open to other users", "chmod 700 " + own),
                        () -> findings.ok("user path", own + " is this user's only"));
    }

    private static Optional<String> mode(Path path) {
        try {
            return Optional.of(
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private void token(Findings findings) {
        Path token = place.userPath().token();
        Optional<String> mode = mode(token);
        if (mode.isEmpty()) {
            findings.ok("token", "there is none yet; the first start of the server makes it");
        } else if (!mode.get().startsWith("rw-------") && !mode.get().startsWith("r--------")) {
            findings.broken(
                    "token",
                    token + " (" + mode.get() + ") is open to others, so the server does not start",
                    "chmod 600 " + token);
        } else {
            findings.ok("token", token + " is this user's only");
        }
    }

    private void server(Findings findings) {
        OptionalInt port = place.server().get();
        if (port.isEmpty()) {
            findings.ok("server", "none runs on this user path; hooks and commands need none");
            return;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getAsInt()), CONNECT_MS);
            findings.ok("server", "it listens on port " + port.getAsInt());
        } catch (IOException e) {
            findings.broken(
                    "server",
                    "its process lives, but nothing answers on port " + port.getAsInt() + ": " + Reasons.of(e),
                    "end it and start it anew: candor serve");
        }
    }

    private void config(Findings findings) {
        SwitchState now = place.config().state();
        if (now.problem().isPresent()) {
            findings.broken(
                    "config", now.problem().get(), "mend " + place.config().path());
        } else if (now.enabled()) {
            findings.ok("config", "telemetry is on (" + place.config().path() + ")");
        } else if (now.decidedBy() == Decider.DO_NOT_TRACK) {
            findings.warning("config", "telemetry is off: DO_NOT_TRACK is set", "unset DO_NOT_TRACK");
        } else {
            findings.warning("config", "telemetry is off: nothing is recorded", "candor enable");
        }
        try {
            place.config().settings();
            place.config().logKeeping();
        } catch (ConfigException e) {
            if (now.problem().isEmpty()) {
                findings.broken("config", e.sentence(), "mend " + place.config().path());
            }
        }
        place.config()
                .warnings()
                .forEach(warning -> findings.warning(
                        "config", warning, "mend " + place.config().path()));
    }

    private void hooks(Findings findings) {
        List<Hooks> found = place.setup().hooks();
        for (String agent : place.setup().installed()) {
            List<Hooks> own =
                    found.stream().filter(hooks -> hooks.agent().equals(agent)).toList();
            own.stream()
                    .flatMap(hooks -> hooks.problem().stream())
                    .forEach(
                            problem -> findings.broken("hooks", problem, "mend the file, then: candor setup " + agent));
            Map<String, Path> commands = own.stream()
                    .flatMap(hooks -> hooks.commands().stream().map(command -> Map.entry(command, hooks.file())))
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
            if (commands.isEmpty() && !agent.equals("opencode")) {
                findings.warning(
                        "hooks", agent + " is installed, and has no hook of Candor's", "candor setup " + agent);
            }
            commands.forEach((command, file) -> hook(findings, agent, command, file));
        }
    }

    private void hook(Findings findings, String agent, String command, Path file) {
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

    /** The newest event of an agent by one way. */
    private record Last(String agent, String origin, Instant when) {}

    private void events(Findings findings) throws IOException {
        List<Last> all = place.index()
                .index()
                .query(
                        TABLES,
                        "SELECT agent, origin, epoch_ms(max(started_at)) FROM agent GROUP BY ALL ORDER BY ALL",
                        List.of(),
                        row -> new Last(row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3))));
        Map<String, List<Last>> byAgent =
                all.stream().collect(Collectors.groupingBy(Last::agent, TreeMap::new, Collectors.toList()));
        byAgent.forEach((agent, lasts) -> findings.ok(
                "events",
                agent + ": last "
                        + lasts.stream()
                                .map(last -> "by " + last.origin() + " " + Utc.timestamp(last.when()))
                                .collect(Collectors.joining(", "))));
        place.setup().hooks().stream()
                .filter(hooks -> !hooks.commands().isEmpty())
                .map(Hooks::agent)
                .distinct()
                .filter(agent -> !byAgent.containsKey(agent))
                .forEach(agent -> findings.warning(
                        "events",
                        agent + ": none ever came, though its hooks are set up",
                        agent.equals("codex")
                                ? "start codex, type /hooks and approve the hook"
                                : "start a session of " + agent + " anew"));
        Instant limit = place.clock().instant().plus(TOLERANCE);
        List<String> ahead = all.stream()
                .filter(last -> last.when().isAfter(limit))
                .map(last -> last.agent() + " by " + last.origin())
                .toList();
        if (ahead.isEmpty()) {
            findings.ok("clock", "no event is from the future");
        } else {
            findings.warning(
                    "clock",
                    "events are from the future: " + String.join(", ", ahead),
                    "set the clock of this machine: timedatectl set-ntp true");
        }
    }

    private void disk(Findings findings) throws IOException {
        Path folder = place.userPath().folder();
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        String said = String.format(Locale.ROOT, "%d MB are free at %s", free >> 20, folder);
        String remedy = "make room, for instance: candor prune --older-than 30d --dry-run";
        if (free < NO_SPACE) {
            findings.broken("disk", said, remedy);
        } else if (free < LOW_SPACE) {
            findings.warning("disk", said, remedy);
        } else {
            findings.ok("disk", said);
        }
    }

    private void logs(Findings findings, ToolContext context) {
        long rows = 0;
        boolean isSound = true;
        for (Map.Entry<String, KeptLog> log : place.logs().entrySet()) {
            try {
                Optional<LogHealth> health =
                        log.getValue().inspect(() -> context.cancellation().isCancelled());
                if (health.isEmpty()) {
                    continue;
                }
                rows += health.get().rows();
                isSound &= health(findings, log.getKey(), health.get(), log.getValue());
            } catch (IOException e) {
                isSound = false;
                findings.broken(
                        "logs",
                        log.getKey() + " cannot be read: " + Reasons.of(e),
                        "chmod -R u+rwX " + place.userPath().own());
            }
        }
        if (isSound) {
            findings.ok("logs", Wording.count(rows, "row") + ", none damaged");
        }
    }

    private boolean health(Findings findings, String name, LogHealth health, KeptLog log) throws IOException {
        if (health.missingParts() > 0) {
            findings.broken(
                    "logs",
                    name + ": " + Wording.count(health.missingParts(), "part") + " gone that nobody pruned: "
                            + String.join(", ", log.missingParts()),
                    "bring the files back from a backup into "
                            + place.userPath().own());
        }
        if (health.damagedRows() > 0) {
            findings.broken(
                    "logs",
                    name + ": " + Wording.count(health.damagedRows(), "row") + " damaged, kept aside and passed over",
                    "check the disk (dmesg), and see docs/file-formats.md for the copies that are kept aside");
        }
        if (health.tornTails() > 0) {
            findings.warning(
                    "logs",
                    name + ": " + Wording.count(health.tornTails(), "row")
                            + " unfinished after a crash, which nobody was told were recorded",
                    "nothing needs to be done");
        }
        return !health.isDegraded() && health.tornTails() == 0;
    }

    @Override
    public void tell(Report report, Page page) {
        page.table(
                COLUMNS,
                report.findings().stream()
                        .map(finding -> List.of(
                                finding.state().name().toLowerCase(Locale.ROOT), finding.area(), finding.finding()))
                        .toList());
        report.findings()
                .forEach(finding -> finding.remedy().ifPresent(remedy -> page.line(finding.area() + ": " + remedy)));
        page.line(
                report.broken() == 0 && report.warnings() == 0
                        ? "all is well"
                        : report.broken() + " broken, " + Wording.count(report.warnings(), "warning"));
    }

    @Override
    public int exitCode(Report report) {
        return report.broken() > 0 ? BROKEN : 0;
    }
}
