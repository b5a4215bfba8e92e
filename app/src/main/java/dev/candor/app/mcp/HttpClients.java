package dev.candor.app.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Without sessions, the program that calls is all that tells a client from another. */
final class HttpClients {
    private HttpClients() {}

    static String of(HttpServletRequest request) {
        String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        return request.getRemoteAddr() + " " + agent;
    }
}
