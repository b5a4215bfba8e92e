package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.ServerNote;
import dev.candor.config.UserPath;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made-up secrets of many kinds through every door: the whole user path is searched for them afterwards. */
class SecretsIT {
    private static final Path CORPUS = Path.of("../modules/validation/src/test/resources/secrets/made-up.txt")
            .toAbsolutePath();
    private static final int MAX_MISSED = 3;

    /** How many of them go through the doors that take one a process. */
    private static final int SAMPLE = 4;

    @TempDir
    Path folder;

    private Installed installed;
    private List<String> texts;
    private List<String> secrets;

    @BeforeEach
    void install() throws IOException {
        installed = new Installed(folder);
        List<String> marked = Files.readAllLines(CORPUS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.indexOf('\t') + 1)
                        .replace("·", "")
                        .replace('⏎', '\n')
                        .replace('⇥', '\t'))
                .toList();
        texts = marked.stream()
                .map(text -> text.replace("«", "").replace("»", ""))
                .toList();
        secrets = marked.stream()
                .map(text -> text.substring(text.indexOf('«') + 1, text.indexOf('»')))
                .toList();
        assertThat(installed.candor("enable").exitCode()).isZero();
    }

    private static String quoted(String text) {
        return JsonWriter.compact(JsonValue.of(text));
    }

    private static String row(int number, String status, String text) {
        return "{\"version\":\"0.20.2\",\"timestamp\":\"2026-11-20T10:00:00Z\",\"source\":\"visitor\","
                + "\"phase\":\"inspection\",\"repository\":\"shop\",\"tool\":\"mypy\",\"status\":\"" + status
                + "\",\"attempt\":" + (number + 1) + ",\"duration_ms\":8,\"details\":{\"message\":" + quoted(text)
                + "}}";
    }

    /** Rows that are accepted, rows that are refused, and lines that are no JSON, each with a secret. */
    private String rows() {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> row(i, "failed", texts.get(i)) + "\n" + row(i, "DONE", texts.get(i)) + "\nno row: "
                        + texts.get(i).replace('\n', ' ') + "\n")
                .collect(Collectors.joining());
    }

    private void assertNoneIsIn(String where) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve(where))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(file)
                        .append('\n')
                        .append(new String(Files.readAllBytes(file), UTF_8))
                        .append('\n');
            }
        }
        String stored = all.toString();
        assertThat(stored).contains("[redacted]");
        assertThat(secrets.stream()
                        .filter(secret -> stored.contains(secret)
                                || stored.contains(quoted(secret).replace("\"", ""))))
                .hasSizeLessThanOrEqualTo(MAX_MISSED);
    }

    @Test
    void ingest_storesNone_acceptedOrRefused() throws IOException {
        installed.write("rows.ndjson", rows());

        Installed.Ended ended = installed.candor("ingest", "--contract", "orchestration", "rows.ndjson");

        assertThat(secrets).noneMatch(ended.out()::contains).noneMatch(ended.err()::contains);
        assertNoneIsIn("home/.ai");
    }

    @Test
    void nameOfASource_isStoredWithoutThem() throws IOException {
        installed.write("refused.ndjson", row(1, "DONE", "x"));
        for (String text :
                texts.stream().filter(one -> one.contains("://")).limit(SAMPLE).toList()) {
            installed.candor("ingest", "--contract", "orchestration", "--source", text, "refused.ndjson");
        }
        assertNoneIsIn("home/.ai");
    }

    @Test
    void tee_storesNone() throws IOException {
        installed.write("in", rows());

        installed.command("sh", "-c", Installed.CANDOR + " tee < in > passed");

        assertNoneIsIn("out/telemetry");
    }

    @Test
    void run_storesNone() throws IOException {
        for (String text : texts.subList(0, SAMPLE)) {
            installed.candor(
                    "run",
                    "--skill",
                    text,
                    "--context",
                    text,
                    "--source",
                    text,
                    "--reason-detail",
                    text,
                    "--",
                    "false");
        }
        assertNoneIsIn("home/.ai");
    }

    @Test
    void record_storesNone() throws IOException {
        for (String text : texts.subList(0, SAMPLE)) {
            installed.candor(
                    "record",
                    "--item-id",
                    text,
                    "--item-type",
                    "tool",
                    "--outcome",
                    "failure",
                    "--duration-ms",
                    "1",
                    "--error",
                    text,
                    "--path",
                    text);
        }
        installed.candor("status");
        assertNoneIsIn("home/.ai");
    }

    @Test
    void mcp_storesNone() throws IOException {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            for (String status : List.of("failed", "DONE")) {
                calls.add("{\"jsonrpc\":\"2.0\",\"id\":" + calls.size()
                        + ",\"method\":\"tools/call\",\"params\":{\"name\":"
                        + "\"record_event\",\"arguments\":{\"event\":" + row(i, status, texts.get(i)) + "},"
                        + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}");
            }
        }
        installed.write("calls", String.join("\n", calls) + "\n");

        Installed.Ended ended = installed.command("sh", "-c", Installed.CANDOR + " mcp < calls");

        assertThat(secrets.stream().filter(ended.out()::contains)).hasSizeLessThanOrEqualTo(MAX_MISSED);
        assertNoneIsIn("home/.ai");
    }

    @Test
    void server_storesNone() throws Exception {
        UserPath userPath = new UserPath(folder.toAbsolutePath().resolve("home/.ai"));
        Process server = installed.start(Installed.CANDOR.toString(), "serve", "--port", "0");
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (ServerNote.running(userPath).isEmpty()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            String url = ServerNote.running(userPath).orElseThrow().url();
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url + "/v1/events/orchestration").toURL().openConnection();
            connection.setRequestProperty(
                    "Authorization",
                    "Bearer " + Files.readString(userPath.token()).strip());
            connection.setRequestProperty("Content-Type", "application/x-ndjson");
            connection.setDoOutput(true);
            connection.getOutputStream().write(rows().getBytes(UTF_8));

            String receipt = new String(connection.getInputStream().readAllBytes(), UTF_8);

            assertThat(receipt).contains("\"received\":" + 3 * texts.size());
            assertThat(secrets.stream().filter(receipt::contains)).hasSizeLessThanOrEqualTo(MAX_MISSED);
        } finally {
            server.destroy();
            server.waitFor();
        }
        assertNoneIsIn("home/.ai");
    }

    @Test
    void ownRules_areUsed_andABadFileIsTold() throws IOException {
        String secret = "acme" + "_" + "q7w8e9r0t1y2u3i4o5p6";
        Files.createDirectories(folder.resolve("home/.ai"));
        installed.write("rows.ndjson", row(1, "failed", "used " + secret));
        Path own = folder.resolve("home/.ai/secrets.json");
        Files.writeString(
                own, "{\"rules\":[{\"id\":\"acme\",\"near\":[\"acme_\"],\"pattern\":\"acme_[a-z0-9]{20}\"}]}");
        assertThat(installed.candor("ingest", "rows.ndjson").exitCode()).isZero();
        assertNoneIsIn("home/.ai/telemetry");

        Files.writeString(own, "{\"rules\":\n[{]}");

        assertThat(installed.candor("ingest", "rows.ndjson").err())
                .startsWith("candor: " + own.toAbsolutePath() + ": line 2, column 3: ")
                .contains("Until then only the rules that ship are used.");
    }
}
