package dev.candor.app.cli;

import dev.candor.aggregatestore.StoreProbe;
import dev.candor.app.server.CandorServer;
import dev.candor.app.server.Limits;
import dev.candor.app.server.RunningServer;
import dev.candor.app.server.ServerException;
import dev.candor.app.server.ServerParts;
import dev.candor.app.server.ServerSettings;
import dev.candor.app.tools.Toolbox;
import dev.candor.config.UserPath;
import dev.candor.foundation.tool.ToolException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code candor serve}: the local server. */
final class ServeVerb implements Verb {
    private static final int CANNOT_START = 1;
    private static final String PORT = "--port";
    private static final String BIND = "--bind";
    private static final String ALLOW_REMOTE = "--allow-remote";

    @Override
    public Manual manual() {
        return new Manual(
                "serve",
                "Serve the tools over HTTP on this machine, until SIGTERM or SIGINT.",
                Optional.empty(),
                false,
                List.of(
                        Flag.optional(PORT, "N", "listen here (default: 7411); 0 for any that is free"),
                        Flag.optional(BIND, "ADDRESS", "listen at this address (default: 127.0.0.1)"),
                        Flag.choice(ALLOW_REMOTE, "let the address be one that others can reach")),
                USAGE_ERROR,
                List.of(
                        "0  stopped by a signal",
                        "1  cannot start, or the store could not be closed",
                        "2  unknown flags"),
                List.of("candor serve", "candor serve --port 0"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        try {
            RunningServer server = CandorServer.start(settings(arguments, surroundings), parts(surroundings));
            surroundings.terminal().tell("serving at " + server.url());
            server.serveUntilSignalled(surroundings.terminal()::tell);
            return 0;
        } catch (ServerException e) {
            surroundings.terminal().tell(e.sentence());
            return CANNOT_START;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the main thread", e);
        }
    }

    private static ServerSettings settings(Arguments arguments, Surroundings surroundings) throws UsageException {
        UserPath userPath = new UserPath(surroundings
                .path(Optional.ofNullable(surroundings.environment().get("USER_PATH"))
                        .filter(text -> !text.isEmpty())
                        .orElse("~/.ai"))
                .toAbsolutePath());
        try {
            return new ServerSettings(
                    userPath,
                    arguments.text(BIND, ServerSettings.DEFAULT_BIND),
                    Math.toIntExact(arguments.number(PORT, ServerSettings.DEFAULT_PORT)),
                    arguments.has(ALLOW_REMOTE),
                    Limits.DEFAULT);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static ServerParts parts(Surroundings surroundings) {
        StoreProbe probe = new StoreProbe() {
            @Override
            public void tryLog() {}

            @Override
            public void tryLock() {}

            @Override
            public Duration checkpointLag() {
                return Duration.ZERO;
            }
        };
        return new ServerParts(
                new Toolbox(List.of()),
                executions -> {
                    throw new ToolException(ToolException.Kind.UNAVAILABLE, "no-store", "there is no store");
                },
                probe,
                () -> {},
                Version.current(),
                surroundings.clock(),
                () -> UUID.randomUUID().toString());
    }
}
