package dev.candor.app.cli;

import dev.candor.app.ServerNote;
import dev.candor.config.UserPath;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Serves for a moment and calls every door, so that a JVM which records what is loaded can make the server's
 * ahead-of-time cache. Part of the build; its argument is a user path to practise on.
 */
final class PracticeServing {
    private static final int ROUNDS = 5;
    private static final long TIMEOUT_NANOS = 60_000_000_000L;
    private static final List<String> READ = List.of(
            "/actuator/health/readiness",
            "/actuator/health",
            "/actuator/health/liveness",
            "/actuator/info",
            "/actuator/prometheus",
            "/tools",
            "/v3/api-docs");
    private static final List<String> CALLED =
            List.of("/tools/telemetry_status", "/tools/nothing", "/execute", "/v1/executions", "/v1/events");

    private static final List<String> MESSAGES = List.of("""
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}""", """
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}""", """
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"telemetry_status"}}""");

    private PracticeServing() {}

    public static void main(String[] arguments) throws Exception {
        UserPath userPath = new UserPath(Path.of(arguments[0]));
        Thread.ofPlatform()
                .daemon()
                .start(() -> Candor.execute(
                        new String[] {"serve", "--port", "0"},
                        Map.of("USER_PATH", arguments[0], "HOME", arguments[0])));
        String url = awaited(userPath).url();
        String token =
                Files.readString(userPath.token(), StandardCharsets.US_ASCII).strip();
        for (int i = 0; i < ROUNDS; i++) {
            for (String path : READ) {
                mustBeOk(path, call(url + path, "Bearer " + token, Optional.empty()));
            }
            call(url + "/nowhere", "Bearer " + token, Optional.empty());
            for (String path : CALLED) {
                call(url + path, "Bearer " + token, Optional.of("{}"));
            }
            for (String message : MESSAGES) {
                mustBeOk("/mcp", call(url + "/mcp", "Bearer " + token, Optional.of(message)));
            }
            call(url + "/tools", "Bearer wrong", Optional.empty());
        }
        // the server's own hook stops it
        System.exit(0);
    }

    private static void mustBeOk(String path, int status) {
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IllegalStateException(path + " must be answered with 200, found " + status);
        }
    }

    private static ServerNote awaited(UserPath userPath) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT_NANOS;
        while (System.nanoTime() - deadline < 0) {
            Optional<ServerNote> note = ServerNote.running(userPath);
            if (note.isPresent()) {
                return note.get();
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("the server did not start");
    }

    private static int call(String url, String authorization, Optional<String> body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestProperty("Authorization", authorization);
        if (body.isPresent()) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.get().getBytes(StandardCharsets.UTF_8));
            }
        }
        int status = connection.getResponseCode();
        try (var answer = status < HttpURLConnection.HTTP_BAD_REQUEST
                ? connection.getInputStream()
                : connection.getErrorStream()) {
            answer.readAllBytes();
        }
        return status;
    }
}
