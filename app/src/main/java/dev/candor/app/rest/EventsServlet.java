package dev.candor.app.rest;

import dev.candor.foundation.files.Gunzip;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.Ingestion;
import dev.candor.ingestion.Receipt;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Violation;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows over HTTP, as many as come, without ever having all of them in memory. A servlet of its own, because single rows
 * come by the ten thousand a second and what Spring does for a request would cost more than the row.
 */
public final class EventsServlet extends HttpServlet {
    /** Where it is. Behind a slash stands the contract, for who names it. */
    public static final String PATH = "/v1/events";

    private static final long serialVersionUID = 1L;
    private static final String SOURCE = "http";
    /** A body of this size, in bytes, is read as a whole first: when it does not come, none of its rows is taken. */
    private static final int SMALL = 64 * 1024;

    private final transient Ingestion ingestion;
    private final transient RowsBounds bounds;
    private final transient RowsPolicy policy;
    private final transient Answers answers;

    /** A door to this pipeline. */
    public EventsServlet(Ingestion ingestion, RowsBounds bounds, Answers answers) {
        this.ingestion = ingestion;
        this.bounds = bounds;
        this.policy = new RowsPolicy(bounds.mostBytes());
        this.answers = answers;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Problem> refusal = refusal(request);
        if (refusal.isPresent()) {
            answers.write(refusal.get(), response);
            return;
        }
        try {
            Receipt receipt = take(request);
            if (receipt.end().isEmpty()) {
                ReceiptAnswer.write(receipt, response);
            } else {
                write(IngestionProblem.of(receipt.end().get(), receipt), request, response);
            }
        } catch (RefusedBodyException e) {
            write(e.problem(), request, response);
        }
    }

    /** When it is Tomcat that could not read the body, only the valve can write still. */
    private void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            request.setAttribute(ProblemValve.PROBLEM, problem);
        } else {
            answers.write(problem, response);
        }
    }

    private static Optional<Problem> refusal(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        if (accept != null && !accept.contains("application/json") && !accept.contains("*")) {
            return Optional.of(ProblemType.JSON_NOT_ACCEPTED.because(
                    "the answer is JSON; leave the Accept header away, or let it allow application/json"));
        }
        String name = contractName(request);
        return name.isEmpty() || Contract.named(name).isPresent()
                ? Optional.empty()
                : Optional.of(ProblemType.CONTRACT_NOT_FOUND
                        .because("expected the id of a contract behind " + PATH + "/, found " + Violation.quoted(name)
                                + "; there are "
                                + Contract.ALL.stream().map(Contract::id).collect(Collectors.joining(", ")))
                        .with("Connection", "close"));
    }

    private static String contractName(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.length() > PATH.length() ? path.substring(PATH.length() + 1) : "";
    }

    private Receipt take(HttpServletRequest request) throws IOException {
        RowFormat format = RowsPolicy.format(String.valueOf(request.getHeader("Content-Type")))
                .orElseThrow();
        Optional<Contract> contract = Contract.named(contractName(request));
        InputStream body = new BodyStream(request.getInputStream(), bounds.longest());
        long length = request.getContentLengthLong();
        if (request.getHeader("Content-Encoding") != null) {
            return inflated(body, format, contract);
        }
        if (length > SMALL || length < 0) {
            return take(new AtMost(body, bounds.mostBytes(), policy.tooLarge()), format, contract);
        }
        return take(new ByteArrayInputStream(body.readNBytes(Math.toIntExact(length))), format, contract);
    }

    private Receipt inflated(InputStream body, RowFormat format, Optional<Contract> contract) throws IOException {
        InputStream sent = new AtMost(body, bounds.mostBytes(), policy.tooLarge());
        try (Gunzip unpacked = new Gunzip(sent)) {
            Problem tooLarge = RowsPolicy.tooLarge("at most " + bounds.mostInflated() + " bytes when unpacked");
            return take(new AtMost(unpacked, bounds.mostInflated(), tooLarge), format, contract);
        }
    }

    private Receipt take(InputStream rows, RowFormat format, Optional<Contract> contract) {
        return ingestion.take(rows, format, contract, SOURCE, soFar -> {});
    }
}
