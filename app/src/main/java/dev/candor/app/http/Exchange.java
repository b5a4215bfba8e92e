package dev.candor.app.http;

import dev.candor.app.http.message.Accepts;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A request that got in, and the answer to it. */
record Exchange(Admitted admitted, HttpServletRequest request, HttpServletResponse response) {
    /** The value of a variable that the path has. */
    String variable(String name) {
        return admitted.variables().getOrDefault(name, "");
    }

    Accepts accepts() {
        return Accepts.of(request);
    }

    /** How the caller called the server. */
    String serverUrl() {
        return "http://" + request.getServerName() + ":" + request.getServerPort();
    }

    void json(int status, ObjectValue answer) throws IOException {
        json(status, JsonWriter.compact(answer).getBytes(StandardCharsets.UTF_8));
    }

    void json(int status, byte[] answer) throws IOException {
        response.setStatus(status);
        response.setContentType(Accepts.JSON);
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}
