package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Hub;
import dev.candor.app.mcp.ServerIdentity;
import dev.candor.app.referee.NodeProject;
import dev.candor.config.UserPath;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.file.RunPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenTelemetry's own exporters against a server: each record once, also when the first answer is that it is busy. */
class OtlpExportersIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int RECORDS = 1000;

    @TempDir
    Path folder;

    private UserPath userPath;
    private RunningServer server;

    @BeforeEach
    void serve() throws Exception {
        userPath = new UserPath(folder.toAbsolutePath().resolve("user"));
        Hub hub = new Hub(userPath, Map.of(), InstantSource.system(), notice -> {});
        hub.config().set(true);
        server = CandorServer.start(
                new ServerSettings(userPath, ServerSettings.DEFAULT_BIND, 0, Visitors.none()),
                hub,
                RunPolicy.off(),
                new ServerIdentity("candor", "Candor", "0.1.0"),
                notice -> {});
    }

    @AfterEach
    void end() throws ServerException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"json, none, 0", "json, gzip, 1", "protobuf, none, 1", "protobuf, gzip, 2"})
    void records_areThereOnce_andNothingElseOfThem(String encoding, String compression, int faults) throws IOException {
        NodeProject node = NodeProject.installed();
        Path said = Path.of("target", "otlp-" + encoding + "-" + compression + ".log");
        int exitCode = node.run(
                Map.of(
                        "CANDOR_SERVER", server.url(),
                        "CANDOR_TOKEN", Files.readString(userPath.token()).strip()),
                said,
                TIMEOUT,
                node.program("node"),
                node.script("otlp-exporters.mjs"),
                encoding,
                compression,
                Integer.toString(RECORDS),
                Integer.toString(faults));
        String answer = Files.readString(said);
        assertThat(exitCode).as(answer).isZero();
        ObjectValue told = ObjectValue.parse(
                answer.substring(answer.lastIndexOf("\n{") + 1).strip());
        assertThat(told.members().get("results").toString()).contains("success").doesNotContain("rror");
        List<String> rows = rows();
        assertThat(rows).hasSize(RECORDS).doesNotHaveDuplicates();
        assertThat(rows.stream().filter(row -> row.contains("\"outcome\":\"failure\"")))
                .hasSize(RECORDS / 2);
        assertThat(everything()).doesNotContain("secret");
    }

    private List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        try (Stream<Path> files = Files.walk(userPath.log("agent"))) {
            for (Path file : files.filter(path -> path.endsWith("events.log")).toList()) {
                rows.addAll(Files.readAllLines(file));
            }
        }
        return rows;
    }

    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(userPath.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
