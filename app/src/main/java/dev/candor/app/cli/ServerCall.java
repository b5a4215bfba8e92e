package dev.candor.app.cli;

import dev.candor.config.UserPath;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Asks the server that runs on a user path: where it listens and its token are found in there. */
final class ServerCall {
    private static final int MOST_BYTES = 16 << 20;
    private static final int CONNECT_MS = 2000;
    private static final int OK = 200;
    private static final int LEAST_ERROR = 400;

    private final String url;
    private final String token;

    private ServerCall(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** An answer: its HTTP status and its JSON. */
    record Answer(int status, ObjectValue body) {}

    /**
     * Finds the server.
     *
     * @throws ToolException {@code server-not-found}
     */
    static ServerCall find(UserPath userPath) throws ToolException {
        try {
            JsonValue note = JsonValue.parse(Files.readAllBytes(userPath.own().resolve("server.json")));
            String url = note instanceof ObjectValue object ? object.text("url").orElse("") : "";
            return new ServerCall(url, Files.readString(userPath.token()).strip());
        } catch (IOException | JsonSyntaxException e) {
            throw notFound("no server runs on " + userPath.folder() + "; start one with: candor serve");
        }
    }

    private static ToolException notFound(String sentence) {
        return new ToolException(Kind.UNAVAILABLE, "server-not-found", sentence);
    }

    /** Lets the server call a tool. */
    ObjectValue tool(String name, byte[] arguments) throws ToolException {
        String path = "/tools/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        Answer answer = ask("POST", path, arguments);
        if (answer.status() == OK) {
            return answer.body();
        }
        String type = answer.body().text("type").orElse("");
        throw new ToolException(
                answer.status() == LEAST_ERROR ? Kind.INVALID_ARGUMENTS : Kind.REFUSED,
                type.substring(type.lastIndexOf(':') + 1),
                answer.body().text("detail").orElse("the server answered with status " + answer.status()));
    }

    /** Reads a resource. */
    Answer get(String path) throws ToolException {
        return ask("GET", path, new byte[0]);
    }

    private Answer ask(String method, String path, byte[] body) throws ToolException {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url + path).toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MS);
            connection.setRequestMethod(method);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            if (body.length > 0) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            int status = connection.getResponseCode();
            return new Answer(status, answer(connection, status));
        } catch (IOException | IllegalArgumentException e) {
            throw notFound(
                    "the server at " + url + " does not answer: " + e.getMessage() + "; start one with: candor serve");
        }
    }

    private static ObjectValue answer(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in = status < LEAST_ERROR ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] bytes = in == null ? new byte[0] : in.readNBytes(MOST_BYTES);
            if (JsonValue.parse(bytes) instanceof ObjectValue object) {
                return object;
            }
            throw new IOException("its answer is no JSON object");
        } catch (JsonSyntaxException e) {
            throw new IOException("its answer is no JSON: " + e.sentence());
        }
    }
}
