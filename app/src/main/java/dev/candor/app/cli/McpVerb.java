package dev.candor.app.cli;

import dev.candor.aggregatestore.Checkpointer;
import dev.candor.app.Hub;
import dev.candor.app.mcp.JsonRpcDispatcher;
import dev.candor.app.mcp.ServerIdentity;
import dev.candor.app.mcp.StdioServer;
import dev.candor.app.mcp.Toolset;
import dev.candor.app.tools.CallObserver;
import dev.candor.execution.AdoptedProcesses;
import dev.candor.foundation.files.Reasons;
import dev.candor.items.file.RunPolicy;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code candor mcp}: the tools for the agent that starts this process. */
final class McpVerb implements Verb {
    private static final int CANNOT_GO_ON = 1;
    private static final int MAX_FRAMES = 40;
    private static final Flag NO_RUN = Flag.choice("--no-run", "older spelling of --run none");
    private static final Flag TOOLS = Flag.optional(
                    "--tools", "WORD", "offer all tools (default), or core: those for items, and record_event")
            .of("core", "all");
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @Override
    public Manual manual() {
        return new Manual(
                "mcp",
                "Serve the tools to the agent that starts this, by the Model Context Protocol.",
                Optional.empty(),
                false,
                flags(),
                USAGE_ERROR,
                List.of(
                        "0  the agent closed standard input, or a signal ended this",
                        "1  standard input cannot be read",
                        "2  unknown flags"),
                List.of("candor mcp", "candor mcp --run ~/shop", "candor mcp --tools core"));
    }

    @Override
    @SuppressWarnings("try")
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Terminal terminal = surroundings.terminal();
        RunPolicy policy =
                RunFlag.policy(arguments, surroundings, NO_RUN, RunPolicy.off()).orElseGet(RunPolicy::anywhere);
        Hub hub = surroundings.hub();
        if (arguments.has(ServeVerb.ALLOW_QUERY.name())) {
            hub.allowQueries();
        }
        JsonRpcDispatcher dispatcher = new JsonRpcDispatcher(
                hub.features(
                        hub.toolbox(policy),
                        toolset(arguments),
                        policy,
                        Optional.of(Path.of("").toAbsolutePath()),
                        CallObserver.none()),
                new ServerIdentity("candor", "Candor", Version.current()),
                failure -> failed(failure, terminal));
        StdioServer server = new StdioServer(
                dispatcher,
                new FileInputStream(FileDescriptor.in),
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                TIMEOUT);
        try (AdoptedProcesses collected = AdoptedProcesses.collected();
                Checkpointer checkpointer = new Checkpointer(hub.store(), BETWEEN_CHECKPOINTS, terminal::tell);
                Farewell farewell = new Farewell(() -> stop(server, checkpointer))) {
            server.serve();
            return 0;
        } catch (IOException e) {
            terminal.tell("the agent cannot be served any more: " + Reasons.of(e));
            return CANNOT_GO_ON;
        }
    }

    private static List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(RunFlag.flags(NO_RUN));
        flags.add(TOOLS);
        flags.add(ServeVerb.ALLOW_QUERY);
        return List.copyOf(flags);
    }

    private static Toolset toolset(Arguments arguments) throws UsageException {
        String word = arguments.text(TOOLS.name(), "all");
        return switch (word) {
            case "all" -> Toolset.ALL;
            case "core" -> Toolset.CORE;
            default ->
                throw new UsageException("the flag " + TOOLS.name() + " needs core or all, found '" + word + "'");
        };
    }

    /** Its kind and place, but not its message, which may quote what was sent: who starts us keeps what we say here. */
    static String failed(Throwable failure, Terminal terminal) {
        String place = Arrays.stream(failure.getStackTrace())
                .limit(MAX_FRAMES)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
        terminal.tell("something is wrong inside Candor; please report it: "
                + failure.getClass().getName() + place);
        return "expected to answer, but failed; please report it with what candor mcp says on standard error";
    }

    private static void stop(StdioServer server, Checkpointer checkpointer) {
        server.cancel();
        checkpointer.close();
        Runtime.getRuntime().halt(0);
    }
}
