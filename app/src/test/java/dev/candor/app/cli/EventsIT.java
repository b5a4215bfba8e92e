package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.ServerNote;
import dev.candor.config.UserPath;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.testing.Proof;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows over HTTP to an installed server with a small heap, over a pipeline as it ships. */
class EventsIT {
    private static final long TIMEOUT_SECONDS = 120;
    private static final String HEAP = "-Xmx160m";
    private static final int LARGE_BODY_BYTES = 50 << 20;
    /** As many bytes in every build, in rows of a kilobyte; in the full proof in eight times as many rows. */
    private static final String CONTEXT = Proof.isFull() ? "run" : "run ".repeat(250);

    @TempDir
    Path folder;

    private UserPath userPath;
    private Process server;
    private String url;
    private String token;
    private final List<ObjectValue> receipts = new ArrayList<>();

    /** As the launcher does it, but for the heap, and without the second compiler, which costs more than it gains. */
    @BeforeEach
    void serve() throws IOException {
        userPath = new UserPath(folder.toAbsolutePath().resolve("user"));
        Path home = Installed.CANDOR.getParent().getParent();
        String lib = home.resolve("lib").toString();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dcandor.home=" + home,
                        "-cp",
                        lib + "/*:" + lib + "/server/*",
                        "dev.candor.app.cli.Candor",
                        "serve",
                        "--port",
                        "0")
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("server.log").toFile());
        builder.environment().put("USER_PATH", userPath.folder().toString());
        builder.environment().put("HOME", folder.toString());
        server = builder.start();
        url = awaited().url();
        token = Files.readString(userPath.token()).strip();
    }

    @AfterEach
    void end() throws InterruptedException {
        server.destroyForcibly().waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private ServerNote awaited() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (true) {
            Optional<ServerNote> note = ServerNote.running(userPath);
            if (note.isPresent()) {
                return note.get();
            }
            assertThat(server.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private HttpURLConnection connection(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url + path).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setReadTimeout(Math.toIntExact(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS)));
        return connection;
    }

    private ObjectValue post(int status, String path, String type, boolean gzip, Body body) throws IOException {
        HttpURLConnection connection = connection(path);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", type);
        if (gzip) {
            connection.setRequestProperty("Content-Encoding", "gzip");
        }
        connection.setChunkedStreamingMode(1 << 14);
        try (OutputStream out = connection.getOutputStream()) {
            body.writeTo(out);
        }
        assertThat(connection.getResponseCode()).isEqualTo(status);
        try (InputStream in = connection.getInputStream()) {
            ObjectValue receipt = ObjectValue.parse(in.readAllBytes());
            receipts.add(receipt);
            return receipt;
        }
    }

    private ObjectValue post(int status, String path, String type, String body) throws IOException {
        return post(status, path, type, false, out -> out.write(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String usage(long number) {
        return usage("run", number);
    }

    private static String usage(String context, long number) {
        return "{\"context\":\"" + context + "\",\"duration_ms\":" + number + ",\"skill\":\"s\",\"source\":\"test\","
                + "\"status\":\"success\",\"timestamp_utc\":\"2026-11-20T10:00:00Z\"}\n";
    }

    private static String run(String outcome) {
        return "{\"duration_ms\":5,\"event\":\"run\",\"http_calls\":0,\"item_id\":\"a\",\"item_type\":\"tool\",\"outcome\":\""
                + outcome
                + "\",\"run_id\":\"019aa000-0000-7000-8000-000000000001\",\"subprocess_calls\":0,"
                + "\"timestamp\":\"2026-11-20T10:00:00Z\"}";
    }

    private double metric(String result) throws IOException {
        HttpURLConnection connection = connection("/actuator/prometheus");
        try (InputStream in = connection.getInputStream()) {
            List<Double> ofEachContract = Pattern.compile(
                            "candor_ingest_rows_total\\{contract=\"[a-z-]+\",result=\"" + result + "\"\\} (\\S+)")
                    .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(found -> Double.valueOf(found.group(1)))
                    .toList();
            assertThat(ofEachContract).hasSize(Contract.ALL.size() + 1);
            return ofEachContract.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    private double sum(String member) {
        return receipts.stream()
                .mapToLong(receipt -> receipt.integer(member).orElseThrow())
                .sum();
    }

    @Test
    void receipts_addUpToWhatPrometheusSays() throws IOException {
        post(200, "/v1/events/skill-usage", "application/json", usage(1));
        post(200, "/v1/events/skill-usage", "application/json", "[" + usage(1) + "," + usage(2) + "]");
        post(207, "/v1/events/skill-usage", "application/x-ndjson", usage(3) + "no json\n" + usage(3));
        post(200, "/v1/events", "application/x-ndjson", true, out -> {
            try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
                packed.write(usage(4).getBytes(StandardCharsets.UTF_8));
            }
        });
        post(200, "/v1/events/execution", "application/json", run("success"));
        ObjectValue conflict = post(207, "/v1/events/execution", "application/json", run("timeout"));
        assertThat(conflict.toString()).contains("ID_CONFLICT");

        for (String result : List.of("received", "accepted", "duplicate", "quarantined")) {
            assertThat(metric(result)).as(result).isEqualTo(sum(result));
        }
        assertThat(metric("received"))
                .isEqualTo(9)
                .isEqualTo(metric("accepted") + metric("duplicate") + metric("quarantined"));
    }

    @Test
    void fiftyMegabytes_areTakenInASmallHeap() throws IOException {
        long[] rows = {0};
        ObjectValue receipt = post(200, "/v1/events/skill-usage", "application/x-ndjson", false, out -> {
            for (int sent = 0; sent < LARGE_BODY_BYTES; ) {
                ByteArrayOutputStream part = new ByteArrayOutputStream();
                for (int i = 0; i < 1000; i++) {
                    part.writeBytes(usage(CONTEXT, rows[0]++).getBytes(StandardCharsets.UTF_8));
                }
                part.writeTo(out);
                sent += part.size();
            }
        });
        assertThat(receipt.integer("accepted")).contains(rows[0]);
        assertThat(rowsInTheLog()).isEqualTo(rows[0]);
    }

    private long rowsInTheLog() throws IOException {
        long rows = 0;
        try (Stream<Path> files = Files.walk(userPath.log("skill-usage"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".log"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    rows += lines.count();
                }
            }
        }
        return rows;
    }
}
