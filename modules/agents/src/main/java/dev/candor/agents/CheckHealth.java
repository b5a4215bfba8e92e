package dev.candor.agents;

import dev.candor.config.ConfigFile;
import dev.candor.config.UserPath;
import dev.candor.eventlog.KeptLog;
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
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.Supplier;

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
                    their command exists, the last event that came of each agent, the clock, disk space, and the newest parts of \
                    the logs. Use it when nothing is recorded, or less than expected. Every finding that is not ok has a remedy; follow \
                    those that are broken first. It changes nothing. Example: {}""")
            .command(Command.of(
                            "doctor",
                            "Check all that events pass on their way, and say what to do about what is wrong.")
                    .examples("candor doctor", "candor doctor --json"))
            .get("/v1/doctor")
            .unavailable("doctor-unavailable", "the installation cannot be checked");

    private static final int BROKEN = 1;
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
            AgentSetup setup,
            PassedOver passedOver,
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
            @Doc("what was looked at, in this order") List<Finding> findings,

            @Doc("what the logs and the index take of the disk; the index may be deleted, and is made again")
            List<StorageUse> storage) {}

    public CheckHealth(Place place) {
        this.place = place;
    }

    @Override
    public Report call(Query query, ToolContext context) throws IOException {
        Findings findings = new Findings();
        List<StorageUse> storage = StorageUse.of(place.userPath(), place.logs());
        new InstallationCheck(place, findings).run(StorageUse.bytes(storage));
        new RecordingCheck(place, findings).run();
        return new Report(
                findings.count(State.BROKEN), findings.count(State.WARNING), List.copyOf(findings.all), storage);
    }

    /** What was found so far. */
    static final class Findings {
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

        void addAll(Findings more) {
            all.addAll(more.all);
        }

        long count(State state) {
            return all.stream().filter(finding -> finding.state() == state).count();
        }
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
