package dev.candor.app.http;

import dev.candor.app.http.message.Accepts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a request before its body is read.
 *
 * @param method as it came
 * @param path as it came, before anything is decoded
 * @param query what stands behind a {@code ?}, as it came
 * @param localAddress where the connection came in, an address
 * @param localPort where the connection came in
 * @param contentLength in bytes, −1 when it is not told
 * @param hosts every {@code Host} header; the same for the others
 * @param accepts which types of answers the caller takes
 */
record RequestHead(
        String method,
        String path,
        Optional<String> query,
        String localAddress,
        int localPort,
        long contentLength,
        List<String> hosts,
        List<String> origins,
        List<String> authorizations,
        List<String> contentTypes,
        List<String> contentEncodings,
        List<String> transferEncodings,
        List<String> cookies,
        Accepts accepts) {

    RequestHead {
        hosts = List.copyOf(hosts);
        origins = List.copyOf(origins);
        authorizations = List.copyOf(authorizations);
        contentTypes = List.copyOf(contentTypes);
        contentEncodings = List.copyOf(contentEncodings);
        transferEncodings = List.copyOf(transferEncodings);
        cookies = List.copyOf(cookies);
    }

    static RequestHead of(HttpServletRequest request) {
        return new RequestHead(
                request.getMethod(),
                request.getRequestURI(),
                Optional.ofNullable(request.getQueryString()),
                request.getLocalAddr(),
                request.getLocalPort(),
                request.getContentLengthLong(),
                all(request, "Host"),
                all(request, "Origin"),
                all(request, "Authorization"),
                all(request, "Content-Type"),
                all(request, "Content-Encoding"),
                all(request, "Transfer-Encoding"),
                all(request, "Cookie"),
                Accepts.of(request));
    }

    boolean hasBody() {
        return contentLength > 0 || !transferEncodings.isEmpty();
    }

    private static List<String> all(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }
}
