package dev.candor.app.server;

import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.aggregatestore.StoreProbe;
import dev.candor.app.rest.Gate;
import dev.candor.app.tools.Toolbox;
import dev.candor.export.Sessions;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import dev.candor.ingestion.Ingestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** Starts the server. */
public final class CandorServer {
    private CandorServer() {}

    /**
     * Starts the server and returns when it answers.
     *
     * @throws ServerException when it cannot start; nothing is left running then, and the store is not closed
     */
    public static RunningServer start(ServerSettings settings, ServerParts parts) throws ServerException {
        return start(settings, parts, ApplicationFile.shipped());
    }

    /** The same, within the limits of another file. */
    static RunningServer start(ServerSettings settings, ServerParts parts, ApplicationFile file)
            throws ServerException {
        ConfigurableEnvironment environment = SpringProperties.environment(settings, file);
        refuseASecond(settings);
        TokenFile tokens = new TokenFile(settings.userPath().token());
        String token = tokens.read();
        makeFolder(settings.workFolder());
        quietTomcat();
        SpringApplication spring = spring(environment, context -> register(context, settings, parts, token));
        ConfigurableApplicationContext context = run(spring, settings, file);
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

    private static SpringApplication spring(
            ConfigurableEnvironment environment, Consumer<GenericApplicationContext> registration) {
        SpringApplication spring = new SpringApplication(ServerConfiguration.class);
        spring.setWebApplicationType(WebApplicationType.SERVLET);
        spring.setEnvironment(environment);
        spring.setListeners(List.of());
        spring.setInitializers(List.of(context -> registration.accept((GenericApplicationContext) context)));
        spring.setRegisterShutdownHook(false);
        spring.setLogStartupInfo(false);
        spring.setAddCommandLineProperties(false);
        return spring;
    }

    private static ConfigurableApplicationContext run(
            SpringApplication spring, ServerSettings settings, ApplicationFile file) throws ServerException {
        try {
            return spring.run();
        } catch (RuntimeException e) {
            throw failure(settings, file, e);
        }
    }

    private static void register(
            GenericApplicationContext context, ServerSettings settings, ServerParts parts, String token) {
        context.registerBean(ServerSettings.class, () -> settings);
        context.registerBean(ServerParts.class, () -> parts);
        context.registerBean(
                Gate.class,
                () -> new Gate(
                        token,
                        settings.visitors(),
                        context.getBean(Limits.class).bodyBytes(),
                        context.getBean(Limits.class).eventsBody().toBytes(),
                        parts.toolbox().declarations()));
        context.registerBean(Toolbox.class, parts::toolbox);
        context.registerBean(ExecutionIntake.class, parts::intake);
        context.registerBean(Ingestion.class, parts::ingestion);
        context.registerBean(Sessions.class, parts::sessions);
        context.registerBean(StoreProbe.class, parts::probe);
        context.registerBean(LogConditions.class, parts::logs);
    }

    private static ServerException failure(ServerSettings settings, ApplicationFile file, RuntimeException e) {
        Throwable root = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof BindException refused) {
                Optional<String> sentence = LimitsRefusal.sentence(refused);
                if (sentence.isPresent()) {
                    return new ServerException(file.name() + ": " + sentence.get(), e);
                }
            }
            if (cause instanceof PortInUseException) {
                return new ServerException(
                        "the port " + settings.port() + " is taken by another program; name another"
                                + " one (--port N), or any that is free (--port 0)",
                        e);
            }
        }
        return new ServerException(
                "the server cannot start at " + settings.bind() + ":" + settings.port() + ": " + Reasons.of(root), e);
    }
}
