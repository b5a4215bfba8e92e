package dev.candor.ingestion;

import java.io.IOException;
import java.util.List;

/** Where refused rows go. */
interface Refusals {
    /** Keeps refused rows and returns when they are on disk, all of them or, on failure, none. */
    void keep(List<QuarantinedRow> rows) throws IOException;
}
