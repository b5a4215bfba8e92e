package dev.candor.app.http;

import dev.candor.agents.AgentIntake;
import dev.candor.aggregatestore.Checkpointer;
import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.aggregatestore.StoreProbe;
import dev.candor.app.Hub;
import dev.candor.app.LogKeeper;
import dev.candor.app.RunIds;
import dev.candor.app.ServerNote;
import dev.candor.app.http.StoreHealthConfiguration.LogConditions;
import dev.candor.app.http.page.BrowserSessions;
import dev.candor.app.http.page.LiveRows;
import dev.candor.app.mcp.Features;
import dev.candor.app.mcp.ServerIdentity;
import dev.candor.app.mcp.Toolset;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import dev.candor.index.IndexKeeper;
import dev.candor.ingestion.Ingestion;
import dev.candor.items.file.RunPolicy;
import dev.candor.sessions.Sessions;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
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
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** Starts the server. */
public final class CandorServer {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(1);
    private static final Duration BEFORE_INDEXING = Duration.ofSeconds(10);
    private static final Duration BETWEEN_INDEXED_PARTS = Duration.ofSeconds(5);
    /** How far a log can outgrow its budget: by what is appended in this time. */
    private static final Duration BETWEEN_PRUNINGS = Duration.ofMinutes(1);

    private static final int PRUNINGS_TO_AN_INSPECTION = 60;

    private CandorServer() {}

    /**
     * Starts the server and returns when it answers.
     *
     * @param policy which items callers may run
     * @param notices takes sentences for whoever operates this
     * @throws ServerException when it cannot start; nothing is left running then, and the store is not closed
     */
    public static RunningServer start(
            ServerSettings settings, Hub hub, RunPolicy policy, ServerIdentity identity, Consumer<String> notices)
            throws ServerException {
        Checkpointer checkpointer = new Checkpointer(hub.store(), BETWEEN_CHECKPOINTS, notices);
        LogKeeper keeper =
                new LogKeeper(hub.logs(), hub.config(), BETWEEN_PRUNINGS, PRUNINGS_TO_AN_INSPECTION, notices);
        IndexKeeper indexKeeper =
                new IndexKeeper(hub.indexedLogs(), hub::index, BEFORE_INDEXING, BETWEEN_INDEXED_PARTS, notices);
        Runnable close = () -> {
            indexKeeper.close();
            keeper.close();
            checkpointer.close();
        };
        boolean started = false;
        try {
            RunningServer server = start(
                    settings, ApplicationFile.shipped(), close::run, beans(hub, policy, identity, keeper::conditions));
            started = true;
            return server;
        } finally {
            if (!started) {
                close.run();
            }
        }
    }

    /** What of a hub answers. */
    static Consumer<GenericApplicationContext> beans(
            Hub hub, RunPolicy policy, ServerIdentity identity, LogConditions logs) {
        Toolbox toolbox = hub.toolbox(policy);
        return context -> {
            context.registerBean(ServerIdentity.class, () -> identity);
            context.registerBean(InstantSource.class, hub::clock);
            context.registerBean(Toolbox.class, () -> toolbox);
            context.registerBean(ExecutionIntake.class, () -> ExecutionIntake.into(hub.store()));
            context.registerBean(Ingestion.class, hub::ingestion);
            context.registerBean(AgentIntake.class, hub::agentIntake);
            context.registerBean(Sessions.class, () -> hub.sessions(List.of()));
            context.registerBean(LiveRows.class, () -> new LiveRows(hub.logs()));
            context.registerBean(
                    LogGauges.class, () -> new LogGauges(context.getBean(MeterRegistry.class), hub.logs()));
            context.registerBean(StoreProbe.class, hub::store);
            context.registerBean(LogConditions.class, () -> logs);
            context.registerBean(
                    Features.class,
                    () -> hub.features(toolbox, Toolset.ALL, policy, Optional.empty(), context.getBean(Counts.class)));
            context.registerBean(
                    ProblemWriter.class,
                    () -> new ProblemWriter(context.getBean(Counts.class), new RunIds(hub.clock())));
        };
    }

    /**
     * Starts the server with these beans.
     *
     * @param store closed when the last request has ended; it brings {@code telemetry.yaml} up to date
     */
    static RunningServer start(
            ServerSettings settings,
            ApplicationFile file,
            AutoCloseable store,
            Consumer<GenericApplicationContext> beans)
            throws ServerException {
        ConfigurableEnvironment environment = SpringProperties.environment(settings, file);
        refuseASecond(settings);
        TokenFile tokens = new TokenFile(settings.userPath().token());
        String token = tokens.read();
        makeFolder(settings.workFolder());
        quietTomcat();
        SpringApplication spring = spring(environment, context -> {
            register(context, settings, token);
            beans.accept(context);
        });
        ConfigurableApplicationContext context = run(spring, settings, file);
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        ServerNote note = ServerNote.ofThisProcess(
                port, settings.url(port), context.getBean(InstantSource.class).instant());
        try {
            note.write(settings.userPath());
        } catch (IOException e) {
            context.close();
            throw new ServerException("the note about the server cannot be written: " + Reasons.of(e), e);
        }
        return new RunningServer(settings, note, context, store);
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

    private static void register(GenericApplicationContext context, ServerSettings settings, String token) {
        context.registerBean(ServerSettings.class, () -> settings);
        context.registerBean(Gate.class, () -> {
            Limits limits = context.getBean(Limits.class);
            BodyPolicy bodies =
                    new BodyPolicy(limits.body().toBytes(), limits.eventsBody().toBytes());
            return new Gate(
                    token,
                    settings.visitors(),
                    bodies,
                    context.getBean(Routes.class),
                    context.getBean(BrowserSessions.class));
        });
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
            if (cause instanceof ConnectorStartFailedException other) {
                return new ServerException(
                        "the port " + other.getPort()
                                + " is taken by another program, perhaps by another collector; end"
                                + " that, or leave out --otlp",
                        e);
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
