package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.aggregatestore.Checkpointer;
import dev.candor.app.Hub;
import dev.candor.app.mcp.CombinedFeatures;
import dev.candor.app.mcp.Features;
import dev.candor.app.mcp.ServerIdentity;
import dev.candor.app.mcp.Toolset;
import dev.candor.app.referee.NodeProject;
import dev.candor.app.tools.Toolbox;
import dev.candor.config.UserPath;
import dev.candor.items.file.RunPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol's own conformance suite, against a server that offers what it calls beside what ships. */
class McpConformanceIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private UserPath userPath;
    private RunningServer server;

    @BeforeEach
    void serve() throws ServerException {
        userPath = new UserPath(folder.toAbsolutePath().resolve("user"));
        Hub hub = new Hub(userPath, Map.of(), InstantSource.system(), notice -> {});
        Toolbox toolbox = hub.toolbox(RunPolicy.off());
        ServerIdentity identity = new ServerIdentity("candor", "Candor", "0.1.0");
        server = CandorServer.start(
                new ServerSettings(userPath, ServerSettings.DEFAULT_BIND, 0, Visitors.none()),
                ApplicationFile.shipped(),
                new Checkpointer(hub.store(), Duration.ofSeconds(1), notice -> {}),
                CandorServer.beans(hub, RunPolicy.off(), identity, TreeMap::new).andThen(context -> {
                    context.removeBeanDefinition(Features.class.getName());
                    context.registerBean(
                            Features.class,
                            () -> CombinedFeatures.withSuite(hub.features(
                                    toolbox,
                                    Toolset.ALL,
                                    RunPolicy.off(),
                                    Optional.empty(),
                                    context.getBean(Counts.class))));
                }));
    }

    @AfterEach
    void end() throws ServerException {
        server.close();
    }

    /** So that nothing is expected to fail without a reason. */
    @Test
    void expectedFailures_sayEachWhatIsNotThere() throws IOException {
        List<String> entries = Files.readAllLines(Path.of("src/test/node/conformance-expected-failures.yaml")).stream()
                .filter(line -> line.startsWith("  - "))
                .toList();
        assertThat(entries)
                .isNotEmpty()
                .allMatch(entry ->
                        entry.matches("  - [a-z0-9-]+:[a-z0-9-]+ # (sampling|elicitation|roots|tasks|sessions)\\b.*"));
    }

    @ParameterizedTest
    @CsvSource({"2026-07-28, 133", "2025-11-25, 63"})
    void suite_findsOnlyWhatIsChosenNotToBeThere(String revision, int passed, TestReporter reporter)
            throws IOException {
        NodeProject node = NodeProject.installed();
        Path said = Path.of("target", "conformance-" + revision + ".log");
        int exitCode = node.run(
                Map.of(
                        "NODE_OPTIONS", "--import=" + node.script("with-token.mjs"),
                        "CANDOR_SERVER", server.url(),
                        "CANDOR_TOKEN", Files.readString(userPath.token()).strip()),
                said,
                TIMEOUT,
                node.program("conformance"),
                "server",
                "--url",
                server.url() + "/mcp",
                "--requirements",
                revision,
                "--expected-failures",
                node.script("conformance-expected-failures.yaml"),
                "-o",
                Path.of("target", "conformance-" + revision).toString());
        assertThat(exitCode).as(Files.readString(said)).isZero();
        List<String> total = Files.readAllLines(said).stream()
                .filter(line -> line.startsWith("Total: "))
                .toList();
        reporter.publishEntry("conformance " + revision, String.join("", total));
        assertThat(total).singleElement().asString().startsWith("Total: " + passed + " passed, ");
    }
}
