package dev.candor.app.http;

import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.aggregatestore.ExecutionIntakeRecordedShape;
import dev.candor.app.http.message.AtMost;
import dev.candor.app.http.message.BodyStream;
import dev.candor.app.http.message.Problem;
import dev.candor.app.http.message.ProblemException;
import dev.candor.app.http.message.ProblemType;
import dev.candor.app.http.message.RequestBody;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.Gunzip;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.EarlyEnd;
import dev.candor.ingestion.Ingestion;
import dev.candor.ingestion.Receipt;
import dev.candor.ingestion.ReceiptShape;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;

/** Takes what was done elsewhere: executions, and rows, as many as come, without ever having all of them in memory. */
final class RowsDoor {
    private static final String SOURCE = "http";
    private static final int SOME_QUARANTINED = 207;
    /** A body of this size, in bytes, is read as a whole first: when it does not come, none of its rows is taken. */
    private static final int SMALL = 64 * 1024;

    private final Ingestion ingestion;
    private final ExecutionIntake intake;
    private final Limits limits;
    private final RequestBody bodies;
    private final Counts counts;

    RowsDoor(Ingestion ingestion, ExecutionIntake intake, Limits limits, RequestBody bodies, Counts counts) {
        this.ingestion = ingestion;
        this.intake = intake;
        this.limits = limits;
        this.bodies = bodies;
        this.counts = counts;
    }

    /** Answers 201 when something was recorded, 200 when telemetry is off. */
    void takeExecutions(Exchange exchange) throws IOException, ToolException {
        ExecutionIntake.Recorded receipt = bodies.use(exchange.request(), intake::take);
        counts.recorded(receipt.recorded());
        exchange.json(receipt.recorded() > 0 ? 201 : 200, ExecutionIntakeRecordedShape.INSTANCE.write(receipt));
    }

    /** Answers 200, or 207 when some rows are in quarantine. */
    void takeEvents(Exchange exchange) throws IOException {
        Optional<Contract> contract = contract(exchange.variable("contract"));
        Receipt receipt = take(exchange.request(), exchange.admitted().rows().orElseThrow(), contract);
        if (receipt.end().isPresent()) {
            Problem problem = problem(receipt.end().get());
            // what was taken before a problem is told with it
            throw new ProblemException(
                    receipt.received() == 0
                            ? problem
                            : problem.having("receipt", ReceiptShape.INSTANCE.write(receipt)));
        }
        exchange.json(receipt.quarantined() == 0 ? 200 : SOME_QUARANTINED, ReceiptShape.INSTANCE.write(receipt));
    }

    private static Optional<Contract> contract(String name) throws ProblemException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Contract> contract = Contract.named(name);
        if (contract.isEmpty()) {
            throw new ProblemException(ProblemType.CONTRACT_NOT_FOUND
                    .because("expected the id of a contract behind /v1/events/, found " + Violation.quoted(name)
                            + "; there are "
                            + String.join(", ", Contract.ids()))
                    .with("Connection", "close"));
        }
        return contract;
    }

    private Receipt take(HttpServletRequest request, RowFormat format, Optional<Contract> contract) throws IOException {
        InputStream body = new BodyStream(request.getInputStream(), limits.eventsTime());
        long length = request.getContentLengthLong();
        boolean isPacked = request.getHeader("Content-Encoding") != null;
        if (!isPacked && length >= 0 && length <= SMALL) {
            return take(new ByteArrayInputStream(body.readNBytes(Math.toIntExact(length))), format, contract);
        }
        long mostBytes = limits.eventsBody().toBytes();
        InputStream sent = new AtMost(body, mostBytes, RequestBody.tooLarge(mostBytes));
        if (!isPacked) {
            return take(sent, format, contract);
        }
        long mostInflated = limits.eventsInflated().toBytes();
        try (Gunzip unpacked = new Gunzip(sent)) {
            Problem tooLarge = RequestBody.tooLarge("at most " + mostInflated + " bytes when unpacked");
            return take(new AtMost(unpacked, mostInflated, tooLarge), format, contract);
        }
    }

    private Receipt take(InputStream rows, RowFormat format, Optional<Contract> contract) {
        return ingestion.take(rows, format, contract, SOURCE, soFar -> {});
    }

    private static Problem problem(EarlyEnd end) {
        return switch (end.kind()) {
            case UNDECODABLE -> ProblemType.ROWS_UNDECODABLE.because(end.sentence());
            case TOO_LARGE -> ProblemType.BODY_TOO_LARGE.because(end.sentence());
            case UNREADABLE -> unreadable(end);
            case BUSY -> ProblemType.INGESTION_BUSY.because(end.sentence()).with("Retry-After", "1");
            case DISK_FULL -> ProblemType.DISK_FULL.because(end.sentence());
            case UNAVAILABLE -> ProblemType.LOG_UNAVAILABLE.because(end.sentence());
        };
    }

    private static Problem unreadable(EarlyEnd end) {
        if (end.cause().orElse(null) instanceof ProblemException refused) {
            return refused.problem();
        }
        boolean isBroken = end.cause().filter(ZipException.class::isInstance).isPresent();
        return (isBroken ? ProblemType.ROWS_UNDECODABLE : ProblemType.BAD_REQUEST).because(end.sentence());
    }
}
