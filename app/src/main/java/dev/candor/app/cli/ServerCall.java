package dev.candor.app.cli;

import dev.candor.agents.AgentSetup;
import dev.candor.app.ServerNote;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks the server that runs on a user path: where it listens and its token are found in there. */
final class ServerCall {
    /** How long the server may take to say how it is. */
    static final Duration TO_READ = Duration.ofSeconds(10);

    private static final Duration TO_ANSWER = Duration.ofSeconds(3);

    /** How long a tool may take that is not told its {@code timeout_s}; one that is gets a minute more than that. */
    static final Duration TO_CALL = Duration.ofMinutes(10);

    private static final Duration TO_END = Duration.ofMinutes(1);
    private static final double MAX_RUN_SECONDS = 86_400;
    private static final int MAX_TOKEN_BYTES = 4096;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43,}");
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final ServerNote server;
    private final String token;

    private ServerCall(ServerNote server, String token) {
        this.server = server;
        this.token = token;
    }

    /** An answer: its HTTP status and its JSON. */
    record Answer(int status, ObjectValue body) {}

    /**
     * Finds the server: one whose process lives. A note that was left behind names a port where by now anybody may
     * listen, who must not hear the token.
     *
     * @throws ToolException {@code server-not-found}
     */
    static ServerCall find(UserPath userPath) throws ToolException {
        try {
            Optional<ServerNote> running = ServerNote.running(userPath);
            if (running.isEmpty()) {
                throw notFound("no server runs on " + userPath.folder() + "; start one with: candor serve");
            }
            return new ServerCall(running.get(), token(userPath));
        } catch (IOException e) {
            throw notFound("the server of " + userPath.folder() + " cannot be found: " + Reasons.of(e)
                    + "; its address and token are read from telemetry/server.json and telemetry/token there");
        }
    }

    /** Where the server that runs takes telemetry, and its token; nothing when none answers. */
    static Optional<AgentSetup.Hub> answering(UserPath userPath) {
        try {
            ServerCall call = find(userPath);
            call.get("/actuator/health", TO_ANSWER);
            return Optional.of(new AgentSetup.Hub(call.server.port(), call.token));
        } catch (ToolException none) {
            return Optional.empty();
        }
    }

    private static String token(UserPath userPath) throws IOException, ToolException {
        byte[] bytes = Input.regularFile(userPath.token(), MAX_TOKEN_BYTES).orElse(new byte[0]);
        String token = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        if (TOKEN.matcher(token).matches()) {
            return token;
        }
        throw notFound("expected a token of at least 43 characters (A-Z a-z 0-9 _ -) in " + userPath.token()
                + ", found something else; remove the file and start the server anew");
    }

    private static ToolException notFound(String sentence) {
        return new ToolException(Kind.UNAVAILABLE, "server-not-found", sentence);
    }

    /** Lets the server call a tool. */
    ObjectValue tool(String name, byte[] arguments) throws ToolException {
        String path = "/tools/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        Answer answer = ask(path, Optional.of(arguments), longest(arguments));
        if (answer.status() == OK) {
            return answer.body();
        }
        String code = answer.body().text("type").orElse("http-" + answer.status());
        throw new ToolException(
                answer.status() == BAD_REQUEST ? Kind.INVALID_ARGUMENTS : Kind.REFUSED,
                code.substring(code.lastIndexOf(':') + 1),
                answer.body().text("detail").orElse("the server answered with status " + answer.status()));
    }

    /** How long a call with these arguments may take. */
    static Duration longest(byte[] arguments) {
        try {
            if (JsonValue.parse(arguments) instanceof ObjectValue object
                    && object.member("timeout_s").orElse(JsonValue.of(0)) instanceof NumberValue number) {
                double seconds = Math.clamp(number.number().doubleValue(), 0, MAX_RUN_SECONDS);
                Duration told = Duration.ofSeconds((long) Math.ceil(seconds)).plus(TO_END);
                return seconds > 0 ? told : TO_CALL;
            }
        } catch (JsonSyntaxException e) {
            // the server says what is wrong with them
        }
        return TO_CALL;
    }

    /** Reads a resource. */
    Answer get(String path, Duration longest) throws ToolException {
        return ask(path, Optional.empty(), longest);
    }

    /** Sends JSON, and expects that it is taken. */
    ObjectValue post(String path, ObjectValue body) throws ToolException {
        byte[] json = JsonWriter.compact(body).getBytes(StandardCharsets.UTF_8);
        Answer answer = ask(path, Optional.of(json), TO_READ);
        if (answer.status() != OK) {
            throw new ToolException(
                    Kind.REFUSED,
                    "http-" + answer.status(),
                    answer.body().text("detail").orElse("the server answered with status " + answer.status()));
        }
        return answer.body();
    }

    private Answer ask(String path, Optional<byte[]> body, Duration longest) throws ToolException {
        try {
            return new Exchange(server.url() + path, token, body, longest).answer();
        } catch (IOException | IllegalArgumentException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE,
                    "server-not-answering",
                    "the server at " + server.url() + ", process " + server.pid() + ", does not answer as it must: "
                            + Reasons.of(e) + (body.isPresent() ? "; whether the call was made is not known" : "")
                            + "; if that stays, end it (kill " + server.pid() + ") and start it anew");
        }
    }
}
