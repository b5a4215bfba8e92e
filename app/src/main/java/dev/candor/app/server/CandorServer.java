package dev.candor.app.server;

import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.aggregatestore.StoreProbe;
import dev.candor.app.rest.Gate;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the server. */
public final class CandorServer {
    private CandorServer() {}

    /**
     * Starts the server and returns when it answers.
     *
     * @throws ServerException when it cannot start; nothing is left running then, and the store is not closed
     */
    public static RunningServer start(ServerSettings settings, ServerParts parts) throws ServerException {
        refuseASecond(settings);
        TokenFile tokens = new TokenFile(settings.userPath().token());
        if (!settings.bind().equals(ServerSettings.DEFAULT_BIND) && !tokens.exists()) {
            throw new ServerException("there is no token file " + tokens.file() + " yet; start once on "
                    + ServerSettings.DEFAULT_BIND + " to make one, before others can reach the server");
        }
        Gate gate = new Gate(
                tokens.read(), settings.allowRemote(), settings.limits().bodyBytes());
        makeFolder(settings.workFolder());
        quietTomcat();
        ConfigurableApplicationContext context = spring(settings, parts, gate);
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        String url = "http://" + (settings.bind().indexOf(':') < 0 ? settings.bind() : "[" + settings.bind() + "]")
                + ":" + port;
        ServerNote note = ServerNote.ofThisProcess(port, url, parts.clock().instant());
        try {
            note.write(settings.userPath());
        } catch (IOException e) {
            context.close();
            throw new ServerException("the note about the server cannot be written: " + Reasons.of(e), e);
        }
        return new RunningServer(settings, note, context, parts.store());
    }

    private static void refuseASecond(ServerSettings settings) throws ServerException {
        try {
            Optional<ServerNote> other = ServerNote.running(settings.userPath());
            if (other.isPresent()) {
                throw new ServerException("a server runs on "
                        + settings.userPath().folder() + " already: "
                        + other.get().url() + ", process " + other.get().pid()
                        + "; use that one, or end it first (kill " + other.get().pid() + ")");
            }
        } catch (IOException e) {
            throw new ServerException("the note about a running server cannot be read: " + Reasons.of(e), e);
        }
    }

    private static void makeFolder(Path folder) throws ServerException {
        try {
            PrivateFiles.createFolders(folder);
        } catch (IOException e) {
            throw new ServerException("the folder " + folder + " cannot be made: " + Reasons.of(e), e);
        }
    }

    /** Tomcat logs through java.util.logging, which would write to standard error by itself. */
    private static void quietTomcat() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    private static ConfigurableApplicationContext spring(ServerSettings settings, ServerParts parts, Gate gate)
            throws ServerException {
        SpringApplication spring = new SpringApplication(ServerConfiguration.class);
        spring.setWebApplicationType(WebApplicationType.SERVLET);
        spring.setEnvironment(SpringProperties.environment(settings));
        spring.setListeners(List.of());
        spring.setInitializers(
                List.of(context -> register((GenericApplicationContext) context, settings, parts, gate)));
        spring.setRegisterShutdownHook(false);
        spring.setLogStartupInfo(false);
        spring.setAddCommandLineProperties(false);
        try {
            return spring.run();
        } catch (RuntimeException e) {
            throw failure(settings, e);
        }
    }

    private static void register(
            GenericApplicationContext context, ServerSettings settings, ServerParts parts, Gate gate) {
        context.registerBean(ServerSettings.class, () -> settings);
        context.registerBean(ServerParts.class, () -> parts);
        context.registerBean(Gate.class, () -> gate);
        context.registerBean(Toolbox.class, parts::toolbox);
        context.registerBean(ExecutionIntake.class, parts::intake);
        context.registerBean(StoreProbe.class, parts::probe);
    }

    private static ServerException failure(ServerSettings settings, RuntimeException e) {
        Throwable root = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof PortInUseException) {
                return new ServerException(
                        "the port " + settings.port() + " is taken by another program; name another"
                                + " one (--port N), or any that is free (--port 0)",
                        e);
            }
        }
        return new ServerException(
                "the server cannot start at " + settings.bind() + ":" + settings.port() + ": " + root, e);
    }
}
