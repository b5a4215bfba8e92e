package dev.candor.app.rest;

import dev.candor.ingestion.EarlyEnd;
import dev.candor.ingestion.Receipt;
import dev.candor.ingestion.ReceiptShape;
import java.util.zip.ZipException;

/** Why rows could not be taken, with the receipt of those that were when there were any. */
final class IngestionProblem {
    private static final String SECONDS_UNTIL_RETRY = "1";

    private IngestionProblem() {}

    static Problem of(EarlyEnd end, Receipt receipt) {
        Problem problem = switch (end.kind()) {
            case UNDECODABLE -> ProblemType.ROWS_UNDECODABLE.because(end.sentence());
            case TOO_LARGE -> ProblemType.BODY_TOO_LARGE.because(end.sentence());
            case UNREADABLE -> unreadable(end);
            case BUSY -> ProblemType.INGESTION_BUSY.because(end.sentence()).with("Retry-After", SECONDS_UNTIL_RETRY);
            case DISK_FULL -> ProblemType.DISK_FULL.because(end.sentence());
            case UNAVAILABLE -> ProblemType.LOG_UNAVAILABLE.because(end.sentence());
        };
        return receipt.received() == 0 ? problem : problem.having("receipt", ReceiptShape.INSTANCE.write(receipt));
    }

    private static Problem unreadable(EarlyEnd end) {
        return end.cause().orElse(null) instanceof RefusedBodyException refused
                ? refused.problem()
                : end.cause().filter(ZipException.class::isInstance).isPresent()
                        ? ProblemType.ROWS_UNDECODABLE.because(end.sentence())
                        : ProblemType.BAD_REQUEST.because(end.sentence());
    }
}
