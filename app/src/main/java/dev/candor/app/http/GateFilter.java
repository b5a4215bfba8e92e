package dev.candor.app.http;

import dev.candor.app.http.message.Problem;
import dev.candor.app.http.message.ProblemException;
import dev.candor.foundation.capability.ToolException;
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

/** Stands before everything else: turns requests away that the gate refuses, and has the others answered. */
final class GateFilter implements Filter {
    private final Gate gate;
    private final Doors doors;
    private final ProblemWriter problems;

    /** A filter that asks this gate, and then those who answer. */
    GateFilter(Gate gate, Doors doors, ProblemWriter problems) {
        this.gate = gate;
        this.doors = doors;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest any, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) any;
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("Cache-Control", "no-store");
        answer.setHeader("X-Content-Type-Options", "nosniff");
        try {
            Optional<Admitted> admitted = admit(request, answer);
            if (admitted.isPresent()) {
                answer(new Exchange(admitted.get(), request, answer), chain);
            }
        } catch (ProblemException e) {
            refuse(e.problem(), request, answer);
        } catch (ToolException e) {
            refuse(Problem.of(e), request, answer);
        } catch (IOException | ServletException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            if (answer.isCommitted()) {
                // Tomcat breaks the connection off then: half an answer must not look like a whole one
                throw e;
            }
            write(problems.internal(e), request, answer);
        }
    }

    private Optional<Admitted> admit(HttpServletRequest request, HttpServletResponse answer) throws IOException {
        RequestHead head = RequestHead.of(request);
        try {
            return Optional.of(gate.admit(head));
        } catch (ProblemException e) {
            // the body of a refused request is not read, so no other request can follow it
            write(head.hasBody() ? e.problem().with("Connection", "close") : e.problem(), request, answer);
            return Optional.empty();
        }
    }

    private void answer(Exchange exchange, FilterChain chain) throws IOException, ServletException, ToolException {
        Optional<Route.Handler> handler = exchange.admitted().route().handler();
        if (handler.isPresent()) {
            handler.get().answer(doors, exchange);
        } else if (exchange.admitted().seesStatusOnly()) {
            statusOnly(exchange, chain);
        } else {
            chain.doFilter(exchange.request(), exchange.response());
        }
    }

    /** When it is Tomcat that could not read the body, only the valve can write still. */
    private void refuse(Problem problem, HttpServletRequest request, HttpServletResponse answer) throws IOException {
        if (answer.isCommitted()) {
            request.setAttribute(ProblemValve.PROBLEM, problem);
        } else {
            write(problem, request, answer);
        }
    }

    private void write(Problem problem, HttpServletRequest request, HttpServletResponse answer) throws IOException {
        if (OtlpDoor.isMeant(request)) {
            OtlpDoor.refuse(problem, request, problems, answer);
        } else if (PageDoor.isMeant(request)) {
            PageDoor.refuse(problem, problems, answer);
        } else {
            problems.write(problem, answer);
        }
    }

    /** The status of a health answer without what it is made of, which is for those who have the token. */
    private static void statusOnly(Exchange exchange, FilterChain chain) throws IOException, ServletException {
        ContentCachingResponseWrapper whole = new ContentCachingResponseWrapper(exchange.response());
        chain.doFilter(exchange.request(), whole);
        Optional<String> status = JsonValue.parse(whole.getContentAsByteArray()) instanceof ObjectValue health
                ? health.text("status")
                : Optional.empty();
        whole.resetBuffer();
        ObjectValue told = new ObjectValue(Map.of("status", JsonValue.of(status.orElse("UNKNOWN"))));
        whole.getOutputStream().write(JsonWriter.compact(told).getBytes(StandardCharsets.UTF_8));
        whole.copyBodyToResponse();
    }
}
