package dev.candor.app.http;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Speaks HTTP byte by byte, so that a test can say what no client library would. */
record RawHttp(int port) {
    private static final int TIMEOUT_MS = 20_000;

    /** An answer; names of headers in lower case. */
    record Answer(int status, List<String> headers, byte[] body) {
        Optional<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        ObjectValue json() {
            return ObjectValue.parse(body);
        }

        /** The code of the problem that this is. */
        String problem() {
            ObjectValue problem = json();
            if (!header("Content-Type").equals(Optional.of("application/problem+json"))
                    || !problem.members().keySet().containsAll(List.of("type", "title", "status", "detail"))
                    || !problem.integer("status").equals(Optional.of((long) status))) {
                throw new AssertionError("no problem: " + headers + " " + text());
            }
            return problem.text("type").orElseThrow().substring("urn:candor:problem:".length());
        }
    }

    /** Sends the text and reads until the server closes. */
    Answer send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Answer send(byte[] bytes) {
        return parse(bytes(bytes));
    }

    /** Everything that comes back. */
    byte[] bytes(byte[] request) {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // the server may have heard enough
            }
            return readAll(socket.getInputStream());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException e) {
            // closed before all of the request was read
        }
        return all.toByteArray();
    }

    static Answer parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no HTTP answer: " + text);
        }
        List<String> head = text.substring(0, end).lines().toList();
        Answer answer = new Answer(
                Integer.parseInt(head.getFirst().split(" ")[1]),
                head.subList(1, head.size()),
                Arrays.copyOfRange(bytes, end + 4, bytes.length));
        return answer.header("Transfer-Encoding").isPresent()
                ? new Answer(answer.status(), answer.headers(), unchunked(answer.body()))
                : answer;
    }

    private static byte[] unchunked(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        StringBuilder whole = new StringBuilder();
        int at = 0;
        while (true) {
            int line = text.indexOf("\r\n", at);
            int size = Integer.parseInt(text.substring(at, line), 16);
            if (size == 0) {
                return whole.toString().getBytes(StandardCharsets.ISO_8859_1);
            }
            whole.append(text, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
    }
}
