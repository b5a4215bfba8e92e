package dev.candor.app.http;

import dev.candor.agents.AgentIntake;
import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.aggregatestore.StoreProbe;
import dev.candor.app.http.StoreHealthConfiguration.LogConditions;
import dev.candor.app.http.page.LiveRows;
import dev.candor.app.mcp.CandorResources;
import dev.candor.app.mcp.DirectivePrompts;
import dev.candor.app.mcp.Features;
import dev.candor.app.mcp.HubTools;
import dev.candor.app.mcp.ServerIdentity;
import dev.candor.app.mcp.Toolset;
import dev.candor.app.tools.Offer;
import dev.candor.app.tools.Toolbox;
import dev.candor.config.UserPath;
import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogHealth;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Shape;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexedLog;
import dev.candor.index.LogTable;
import dev.candor.ingestion.FailingIngestion;
import dev.candor.ingestion.Ingestion;
import dev.candor.items.file.Directives;
import dev.candor.items.file.RunPolicy;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.Sessions;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.context.support.GenericApplicationContext;

/** A server on a free port, with tools that only tests need. */
final class ServerFixture implements AutoCloseable {
    static final String SECRET = "a-secret-of-the-caller";

    private static final String ANY = """
            {"type":"object","properties":{"a":{},"b":{},"x":{},"tell":{},"text":{}}}""";

    /** Small bounds, so that a test reaches them soon. */
    static final String LIMITS = """
            candor:
              limits:
                body: 200000B
                body-time: 2s
                large-bodies: 2
                events-body: 1MB
                events-inflated: 4MB
                events-time: 3s
                header-size: 6KB
                headers: 40
                connections: 64
                silence: 1s
                keep-alive: 1s
                checkpoint-lag: 60s
                grace: 1s
            """;

    /** Of calls that end by themselves, and of those that somebody else cancels: longer than a test may take. */
    static final String PATIENT = LIMITS.replace("grace: 1s", "grace: 5m");

    final UserPath userPath;
    final AtomicBoolean storeClosed = new AtomicBoolean();
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger slowCalls = new AtomicInteger();
    volatile CountDownLatch slowBegan = new CountDownLatch(1);
    volatile CountDownLatch slowMayEnd = new CountDownLatch(1);
    volatile Optional<String> brokenLog = Optional.empty();
    volatile Duration lag = Duration.ZERO;
    volatile boolean enabled;
    volatile SortedMap<String, LogHealth> conditions = new TreeMap<>();
    final Sessions sessions;
    private Optional<EventIndex> sessionIndex = Optional.empty();
    final RunningServer server;
    final FailingIngestion ingestion;
    final String token;
    final RawHttp http;

    ServerFixture(Path folder) throws ServerException, IOException {
        this(folder, LIMITS);
    }

    ServerFixture(Path folder, String limits) throws ServerException, IOException {
        this.userPath = new UserPath(folder.toAbsolutePath().resolve("user"));
        this.ingestion = new FailingIngestion(folder.toAbsolutePath().resolve("logs"));
        this.sessions = newSessions();
        this.server = start(settings(), file(limits));
        this.token = Files.readString(userPath.token()).strip();
        this.http = new RawHttp(server.port());
    }

    /** Ends the slow calls, and is again as it was at its start, but for what the server itself has counted. */
    void forget() {
        slowMayEnd.countDown();
        slowMayEnd = new CountDownLatch(1);
        slowBegan = new CountDownLatch(1);
        brokenLog = Optional.empty();
        lag = Duration.ZERO;
        enabled = false;
        conditions = new TreeMap<>();
        ingestion.startOver();
    }

    ServerSettings settings() {
        return new ServerSettings(userPath, "127.0.0.1", 0, Visitors.none());
    }

    static ApplicationFile file(String yaml) {
        return new ApplicationFile("application.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** The beans that stand in for those of a hub. */
    void register(GenericApplicationContext context) {
        Toolbox toolbox = toolbox();
        context.registerBean(ServerIdentity.class, () -> new ServerIdentity("candor", "Candor", "1.2.3"));
        context.registerBean(InstantSource.class, () -> InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z")));
        context.registerBean(Toolbox.class, () -> toolbox);
        context.registerBean(ExecutionIntake.class, this::intake);
        context.registerBean(Ingestion.class, () -> ingestion);
        context.registerBean(AgentIntake.class, () -> new AgentIntake(ingestion, () -> enabled));
        context.registerBean(Sessions.class, () -> sessions);
        context.registerBean(LiveRows.class, () -> new LiveRows(Map.of("session", sessionLog())));
        context.registerBean(StoreProbe.class, this::probe);
        context.registerBean(LogConditions.class, () -> () -> conditions);
        context.registerBean(
                Features.class,
                () -> new Features(
                        new HubTools(toolbox, Toolset.ALL, context.getBean(Counts.class)),
                        new DirectivePrompts(
                                new Directives(userPath, Map.of(), RunPolicy.off()),
                                Optional.empty(),
                                typed -> List.of()),
                        new CandorResources(toolbox, typed -> List.of())));
        context.registerBean(ProblemWriter.class, () -> new ProblemWriter(context.getBean(Counts.class), () -> "id-1"));
    }

    RunningServer start(ServerSettings settings, ApplicationFile file) throws ServerException {
        return CandorServer.start(settings, file, () -> storeClosed.set(true), this::register);
    }

    private Sessions newSessions() {
        return new Sessions(
                sessionLog(),
                this::sessionIndex,
                new ScenarioFolders(List.of(Path.of("../config/scenarios").toAbsolutePath())));
    }

    /** The index that sessions are listed from; the server asks it while this is open. */
    synchronized EventIndex sessionIndex() throws IOException {
        if (sessionIndex.isEmpty()) {
            sessionIndex = Optional.of(new EventIndex(List.of(new IndexedLog(
                    LogTable.of(Contract.SESSION),
                    sessionLog(),
                    userPath.index().resolve("session")))));
        }
        return sessionIndex.get();
    }

    /** The log that sessions are read from. */
    KeptLog sessionLog() {
        return EventLog.inFolder(
                userPath.log("session"),
                LogSettings.standard(),
                InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z")),
                notice -> {});
    }

    private Toolbox toolbox() {
        return new Toolbox(
                Stream.of(
                                tool("echo", (arguments, context) -> arguments),
                                tool(
                                        "telemetry_status",
                                        (arguments, context) ->
                                                new ObjectValue(Map.of("enabled", JsonValue.of(enabled)))),
                                tool("busy", (arguments, context) -> refuse(Kind.BUSY)),
                                tool("refused", (arguments, context) -> refuse(Kind.REFUSED)),
                                tool("missing", (arguments, context) -> refuse(Kind.NOT_FOUND)),
                                tool("unavailable", (arguments, context) -> refuse(Kind.UNAVAILABLE)),
                                tool("boom", (arguments, context) -> {
                                    throw new IllegalStateException(SECRET);
                                }),
                                asked(),
                                badge(),
                                slow(),
                                runner())
                        .<Offer<?, ?>>map(named -> new Offer<>(named.declaration(), () -> named))
                        .toList(),
                InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z")));
    }

    private static ObjectValue refuse(Kind kind) throws ToolException {
        throw new ToolException(kind, "some-code", "a sentence");
    }

    /** Takes and gives JSON of any kind. */
    private record AnyShape(ObjectValue schema) implements Shape.Reading<ObjectValue>, Shape.Writing<ObjectValue> {
        @Override
        public ObjectValue read(ObjectValue object, Instant now) {
            return object;
        }

        @Override
        public ObjectValue write(ObjectValue value) {
            return value;
        }
    }

    private interface Deed {
        ObjectValue on(ObjectValue arguments, ToolContext context) throws ToolException;
    }

    private record Named(Declaration<ObjectValue, ObjectValue> declaration, Deed deed)
            implements Capability<ObjectValue, ObjectValue> {
        @Override
        public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
            return deed.on(arguments, context);
        }

        @Override
        public void tell(ObjectValue result, Page page) {
            page.line(result.text("key").orElse(declaration.name() + " is done."));
        }
    }

    private Named tool(String name, Deed deed) {
        return new Named(declaration(name, ANY), (arguments, context) -> {
            calls.incrementAndGet();
            return deed.on(arguments, context);
        });
    }

    private static Declaration<ObjectValue, ObjectValue> declaration(String name, String schema) {
        return Declaration.of(
                name,
                "Title of " + name,
                new AnyShape(ObjectValue.parse(schema)),
                new AnyShape(ObjectValue.parse("{\"type\":\"object\"}")),
                "Says " + name);
    }

    /** Says what it was asked, and has a path of its own. */
    private static Named asked() {
        String schema = """
                {"type":"object",
                 "properties":{"repo":{"type":"string","maxLength":100},"limit":{"type":"integer","minimum":1,"maximum":50},
                   "lost":{"type":"boolean"},"tags":{"type":"array","items":{"type":"string"}}}}
                """;
        return new Named(
                declaration("orchestration_status", schema).get("/v1/orchestration"),
                (arguments, context) -> arguments);
    }

    /** Its picture is its key. */
    private static Named badge() {
        String schema = """
                {"type":"object","required":["key"],
                 "properties":{"key":{"type":"string","maxLength":256},"label":{"type":"string"}}}
                """;
        return new Named(declaration("make_badge", schema), (arguments, context) -> arguments);
    }

    private Named runner() {
        String schema = """
                {"type":"object",
                 "required":["item_type","item_id","project_path"],
                 "properties":{"item_type":{"type":"string","enum":["tool","directive"]},
                   "item_id":{"type":"string","minLength":1,"maxLength":256,"description":"which"},
                   "project_path":{"type":"string"},"params":{"type":"object"},
                   "timeout_s":{"type":"number","minimum":0,"maximum":3600}}}
                """;
        return new Named(declaration(Toolbox.RUN, schema), (arguments, context) -> new ObjectValue(Map.of()));
    }

    private Named slow() {
        return new Named(declaration("slow", ANY), (arguments, context) -> {
            CountDownLatch mayEnd = slowMayEnd;
            context.cancellation().whenCancelled(mayEnd::countDown);
            slowCalls.incrementAndGet();
            slowBegan.countDown();
            if (arguments.member("tell").isPresent()) {
                context.progress().accept(new ToolContext.Progress("working", Duration.ofSeconds(1), "so far"));
            }
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new ObjectValue(
                    Map.of("cancelled", JsonValue.of(context.cancellation().isCancelled())));
        });
    }

    private ExecutionIntake intake() {
        return executions -> {
            calls.incrementAndGet();
            boolean off = new String(executions, StandardCharsets.UTF_8).contains("off");
            if (executions.length < 2) {
                throw new ToolException(Kind.INVALID_ARGUMENTS, "not-json", "a body is needed");
            }
            if (executions.length == 2) {
                throw new ToolException(Kind.INVALID_ARGUMENTS, "execution-invalid", "an execution has an item_id");
            }
            return off
                    ? new ExecutionIntake.Recorded(1, 0, List.of(), "off")
                    : new ExecutionIntake.Recorded(1, 1, List.of("id"), "on");
        };
    }

    private StoreProbe probe() {
        return new StoreProbe() {
            @Override
            public void tryLog() throws IOException {
                if (brokenLog.isPresent()) {
                    throw new IOException(brokenLog.get());
                }
            }

            @Override
            public boolean tryLock() {
                return true;
            }

            @Override
            public Duration checkpointLag() {
                return lag;
            }

            @Override
            public List<Path> setAside() {
                return List.of();
            }
        };
    }

    /** A request with host and token, answered on a connection of its own. */
    RawHttp.Answer get(String path) {
        return http.send(head("GET", path) + "\r\n");
    }

    RawHttp.Answer post(String path, String body) {
        return http.send(head("POST", path) + "Content-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    /** The head of a good request, but for its empty line. */
    String head(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nAuthorization: Bearer "
                + token + "\r\nConnection: close\r\n";
    }

    @Override
    public void close() throws ServerException {
        slowMayEnd.countDown();
        server.close();
        try {
            if (sessionIndex.isPresent()) {
                sessionIndex.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
