package dev.candor.app.rest;

import dev.candor.foundation.json.JsonWriter;
import dev.candor.ingestion.Receipt;
import dev.candor.ingestion.ReceiptShape;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes what became of rows as the whole answer: 207 when some of them are in quarantine. */
final class ReceiptAnswer {
    private static final int SOME_QUARANTINED = 207;
    private static final byte[] ONE_ACCEPTED = plain(1);

    private ReceiptAnswer() {}

    static void write(Receipt receipt, HttpServletResponse response) throws IOException {
        byte[] body = body(receipt);
        response.setStatus(receipt.quarantined() == 0 ? HttpServletResponse.SC_OK : SOME_QUARANTINED);
        response.setContentType(RowsPolicy.JSON);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Most receipts say that all rows were accepted, so these are not written member by member. */
    static byte[] body(Receipt receipt) {
        long received = receipt.received();
        if (receipt.accepted() != received
                || !receipt.rows().isEmpty()
                || receipt.omitted().isPresent()) {
            return JsonWriter.compact(ReceiptShape.INSTANCE.write(receipt)).getBytes(StandardCharsets.UTF_8);
        }
        return received == 1 ? ONE_ACCEPTED : plain(received);
    }

    private static byte[] plain(long accepted) {
        return ("{\"accepted\":" + accepted + ",\"duplicate\":0,\"quarantined\":0,\"received\":" + accepted
                        + ",\"rows\":[]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
