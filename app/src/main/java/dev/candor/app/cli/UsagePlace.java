package dev.candor.app.cli;

import dev.candor.config.ConfigFile;
import dev.candor.config.SwitchState;
import dev.candor.config.SwitchState.Decider;
import dev.candor.config.UserPath;
import dev.candor.eventlog.EventLog;
import dev.candor.skillusage.CentralUsageLog;
import dev.candor.skillusage.Unrecorded;
import dev.candor.skillusage.UsageLog;
import dev.candor.skillusage.UsageRules;
import dev.candor.skillusage.UsageSink;
import dev.candor.validation.contract.Contract;
import java.util.List;
import java.util.Optional;

/**
 * Where a wrapped run is recorded: in the file that {@code --events} names, which is consent enough; else in the log of
 * the user path, while telemetry is on. (Not put together by the hub: a wrapped command would wait for its modules.)
 *
 * @param file as the caller named it
 * @param on whether telemetry is on, as it was when the command was asked for; always when there is a file
 */
record UsagePlace(Optional<String> file, boolean on, Surroundings surroundings) {
    /** The place that the flags and the switch say; why it is off is told when nobody decided so. */
    static UsagePlace of(Arguments arguments, Surroundings surroundings) throws UsageException {
        Optional<String> file = arguments.text("--events");
        if (file.isPresent()) {
            return new UsagePlace(file, true, surroundings);
        }
        for (Flag flag : List.of(Flag.SCHEMA, Flag.REASON_CODES)) {
            if (arguments.has(flag.name())) {
                throw new UsageException("the flag " + flag.name()
                        + " needs --events: the usage log of the user path keeps" + " the built-in rules");
            }
        }
        ConfigFile config = new ConfigFile(surroundings.userPath(), surroundings.environment());
        SwitchState state = config.state();
        if (!state.enabled() && state.decidedBy() == Decider.DEFAULT) {
            surroundings
                    .terminal()
                    .tell("the run is not recorded, because telemetry is off"
                            + state.problem()
                                    .map(problem -> ": " + problem)
                                    .orElse(" (turn it on: candor enable; or name"
                                            + " a file: --events FILE; to hear no more of it: candor disable)"));
            config.warnings().forEach(surroundings.terminal()::tell);
        }
        return new UsagePlace(Optional.empty(), state.enabled(), surroundings);
    }

    /** The log of the user path. */
    static EventLog log(Surroundings surroundings) throws UsageException {
        UserPath userPath = surroundings.userPath();
        return EventLog.inFolder(
                userPath.log(Contract.SKILL_USAGE.id()),
                new ConfigFile(userPath, surroundings.environment()).logSettings(),
                surroundings.clock(),
                surroundings.terminal()::tell);
    }

    UsageSink sink(UsageRules rules) throws UsageException {
        Terminal terminal = surroundings.terminal();
        if (file.isPresent()) {
            return new UsageLog(
                    surroundings.path(file.get()), rules, surroundings.folders(), surroundings.clock(), terminal::tell);
        }
        return on
                ? new CentralUsageLog(
                        log(surroundings),
                        rules,
                        surroundings.userPath().folder(),
                        surroundings.clock(),
                        terminal::tell)
                : new Unrecorded();
    }

    /** How summaries name it; empty when nothing is recorded. */
    Optional<String> recorded() {
        return file.isPresent() || !on ? file : Optional.of(CentralUsageLog.NAME);
    }
}
