package dev.candor.app.rest;

import dev.candor.ingestion.BrokenOffException;
import dev.candor.ingestion.IngestionException;
import dev.candor.ingestion.Receipt;
import dev.candor.ingestion.ReceiptShape;
import java.io.IOException;
import java.util.zip.ZipException;

/** Why rows could not be taken, with the receipt of those that were when there were any. */
final class IngestionProblem {
    private static final String SECONDS_UNTIL_RETRY = "1";

    private IngestionProblem() {}

    static Problem of(IngestionException e) {
        Problem problem = switch (e.kind()) {
            case UNDECODABLE -> ProblemType.ROWS_UNDECODABLE.because(e.sentence());
            case TOO_LARGE -> ProblemType.BODY_TOO_LARGE.because(e.sentence());
            case BUSY -> ProblemType.INGESTION_BUSY.because(e.sentence()).with("Retry-After", SECONDS_UNTIL_RETRY);
            case DISK_FULL -> ProblemType.DISK_FULL.because(e.sentence());
            case UNAVAILABLE -> ProblemType.LOG_UNAVAILABLE.because(e.sentence());
        };
        return with(e.receipt(), problem);
    }

    static Problem of(BrokenOffException e) {
        IOException cause = e.reason();
        if (cause instanceof RefusedBodyException refused) {
            return with(e.receipt(), refused.problem());
        }
        ProblemType type = cause instanceof ZipException ? ProblemType.ROWS_UNDECODABLE : ProblemType.BAD_REQUEST;
        return with(e.receipt(), type.because(String.valueOf(e.getMessage())));
    }

    private static Problem with(Receipt receipt, Problem problem) {
        return receipt.received() == 0 ? problem : problem.having("receipt", ReceiptShape.INSTANCE.write(receipt));
    }
}
