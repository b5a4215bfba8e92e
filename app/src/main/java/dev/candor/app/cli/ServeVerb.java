package dev.candor.app.cli;

import dev.candor.app.Hub;
import dev.candor.app.http.CandorServer;
import dev.candor.app.http.RunningServer;
import dev.candor.app.http.ServerException;
import dev.candor.app.http.ServerSettings;
import dev.candor.app.http.Visitors;
import dev.candor.app.mcp.ServerIdentity;
import dev.candor.config.ConfigException;
import dev.candor.config.Settings;
import dev.candor.execution.AdoptedProcesses;
import dev.candor.foundation.files.RealPath;
import dev.candor.items.file.RunPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code candor serve}: the local server. */
final class ServeVerb implements Verb {
    private static final int CANNOT_START = 1;
    private static final String PORT = "--port";
    private static final String BIND = "--bind";
    private static final String ALLOW_REMOTE = "--allow-remote";
    private static final String ALLOWED_HOST = "--allowed-host";
    private static final String OTLP = "--otlp";
    private static final String OPEN_METRICS = "--open-metrics";
    static final Flag ALLOW_QUERY = Flag.choice(
            "--allow-query", "let callers ask the logs in SQL, as candor query does, within less time and memory");

    private static final Flag ALLOW_RUN =
            Flag.choice("--allow-run", "older spelling: run what config.yaml, --run-roots and --run-root name");

    private final Runnable whenServing;

    ServeVerb() {
        this(() -> {});
    }

    /** Does that as well when it answers. */
    ServeVerb(Runnable whenServing) {
        this.whenServing = whenServing;
    }

    @Override
    public Manual manual() {
        return new Manual(
                "serve",
                "Serve the tools over HTTP on this machine, until SIGTERM or SIGINT.",
                Optional.empty(),
                false,
                flags(
                        Flag.optional(PORT, "N", "listen here (default: config.yaml's, else 7411); 0 for any free"),
                        Flag.optional(BIND, "ADDRESS", "listen at this address (default: 127.0.0.1)"),
                        Flag.choice(ALLOW_REMOTE, "let the address be one that others can reach"),
                        Flag.repeatable(ALLOWED_HOST, "NAME", "let callers name the server so, as a proxy does"),
                        Flag.choice(
                                OTLP,
                                "take OTLP at port " + ServerSettings.OTLP_PORT
                                        + " as well, where agents send it unless they are told otherwise"),
                        Flag.choice(OPEN_METRICS, "show the counters at /actuator/prometheus without the token"),
                        ALLOW_QUERY),
                USAGE_ERROR,
                List.of(
                        "0  stopped by a signal",
                        "1  cannot start, or the store could not be closed",
                        "2  unknown flags"),
                List.of("candor serve", "candor serve --port 0", "candor serve --run ~/shop"));
    }

    private static List<Flag> flags(Flag... own) {
        List<Flag> flags = new ArrayList<>(List.of(own));
        flags.addAll(RunFlag.flags(ALLOW_RUN));
        return List.copyOf(flags);
    }

    @Override
    @SuppressWarnings("try")
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Terminal terminal = surroundings.terminal();
        Hub hub = surroundings.hub();
        try (AdoptedProcesses collected = AdoptedProcesses.collected()) {
            Settings configured = hub.config().settings();
            hub.config().warnings().forEach(terminal::tell);
            ServerSettings settings = settings(arguments, hub, configured);
            RunPolicy policy = policy(arguments, surroundings, configured);
            if (arguments.has(ALLOW_QUERY.name())) {
                hub.allowQueries();
            }
            boolean isFirst = !Files.exists(settings.userPath().token());
            ServerIdentity identity = new ServerIdentity("candor", "Candor", Version.current());
            RunningServer server = CandorServer.start(settings, hub, policy, identity, terminal::tell);
            if (isFirst) {
                terminal.tell("made the token that callers show: "
                        + settings.userPath().token());
            }
            terminal.tell("serving at " + server.url());
            whenServing.run();
            server.serveUntilSignalled(terminal::tell);
            return 0;
        } catch (ServerException e) {
            terminal.tell(e.sentence());
            return CANNOT_START;
        } catch (ConfigException e) {
            terminal.tell(e.sentence());
            return CANNOT_START;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the main thread", e);
        }
    }

    private static Visitors visitors(Arguments arguments) throws UsageException {
        arguments.mustNotBeEmpty(ALLOWED_HOST);
        List<String> hosts =
                arguments.texts(ALLOWED_HOST).stream().map(ServerSettings::host).toList();
        return new Visitors(arguments.has(ALLOW_REMOTE), hosts, arguments.has(OPEN_METRICS));
    }

    private static ServerSettings settings(Arguments arguments, Hub hub, Settings configured) throws UsageException {
        try {
            return new ServerSettings(
                    hub.userPath(),
                    arguments.text(BIND, ServerSettings.DEFAULT_BIND),
                    Math.clamp(
                            arguments.number(PORT, configured.port().orElse(ServerSettings.DEFAULT_PORT)),
                            Integer.MIN_VALUE,
                            Integer.MAX_VALUE),
                    visitors(arguments),
                    arguments.has(OTLP) ? OptionalInt.of(ServerSettings.OTLP_PORT) : OptionalInt.empty());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static RunPolicy policy(Arguments arguments, Surroundings surroundings, Settings configured)
            throws UsageException {
        boolean isAllowed = arguments.has(RunFlag.RUN.name()) || arguments.has(ALLOW_RUN.name());
        if (!isAllowed && !configured.allowRun()) {
            if (RunFlag.namesRoots(arguments)) {
                throw new UsageException("the older flags --run-roots and --run-root say where items may be run, which "
                        + ALLOW_RUN.name() + " must allow first; say --run DIR,DIR…");
            }
            return RunPolicy.off();
        }
        RunPolicy said = RunFlag.policy(arguments, surroundings, ALLOW_RUN, RunPolicy.within(List.of()))
                .orElseGet(() -> RunPolicy.within(List.of()));
        if (arguments.has(RunFlag.RUN.name())) {
            return said;
        }
        List<Path> roots = new ArrayList<>();
        for (Path root : configured.runRoots()) {
            roots.add(RealPath.of(root));
        }
        roots.addAll(said.roots());
        return RunPolicy.within(roots);
    }
}
