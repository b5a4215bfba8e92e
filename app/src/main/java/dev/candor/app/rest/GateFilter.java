package dev.candor.app.rest;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Stands before everything else: turns requests away that the gate refuses, and failures into problems. */
public final class GateFilter implements Filter {
    private final Gate gate;
    private final Answers answers;

    /** A filter that asks this gate. */
    public GateFilter(Gate gate, Answers answers) {
        this.gate = gate;
        this.answers = answers;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("Cache-Control", "no-store");
        answer.setHeader("X-Content-Type-Options", "nosniff");
        try {
            RequestHead head = RequestHead.of((HttpServletRequest) request);
            Optional<Problem> refusal = gate.check(head);
            if (refusal.isPresent()) {
                // the body of a refused request is not read, so no other request can follow it
                answers.write(head.hasBody() ? refusal.get().with("Connection", "close") : refusal.get(), answer);
            } else if (gate.showsStatusOnly(head)) {
                statusOnly(request, answer, chain);
            } else {
                chain.doFilter(request, response);
            }
        } catch (IOException | ServletException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            if (answer.isCommitted()) {
                // Tomcat breaks the connection off then: half an answer must not look like a whole one
                throw e;
            }
            answers.write(answers.internal(e), answer);
        }
    }

    /** The status of a health answer without what it is made of, which is for those who have the token. */
    private static void statusOnly(ServletRequest request, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        ContentCachingResponseWrapper whole = new ContentCachingResponseWrapper(answer);
        chain.doFilter(request, whole);
        Optional<String> status = JsonValue.parse(whole.getContentAsByteArray()) instanceof ObjectValue health
                ? health.text("status")
                : Optional.empty();
        whole.resetBuffer();
        ObjectValue told = new ObjectValue(Map.of("status", JsonValue.of(status.orElse("UNKNOWN"))));
        whole.getOutputStream().write(JsonWriter.compact(told).getBytes(StandardCharsets.UTF_8));
        whole.copyBodyToResponse();
    }
}
