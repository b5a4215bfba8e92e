package dev.candor.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.candor.eventlog.EventLog;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.EarlyEnd.Kind;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever bytes come. In a build only the inputs that are kept beside are tried; with {@code JAZZER_FUZZ=1} in the
 * environment new ones are looked for.
 */
class PipelineFuzzTest {
    @TempDir
    static Path folder;

    /** What the decoder takes it also writes, and reads again as the same. */
    @FuzzTest(maxDuration = "5m")
    void decoder_refusesOrReadsTheSameAgain(byte[] bytes) {
        JsonValue value;
        try {
            value = JsonValue.parse(bytes);
        } catch (JsonSyntaxException refused) {
            assertThat(refused.sentence()).isNotEmpty();
            assertThat(refused.offset()).isBetween(0, bytes.length);
            return;
        }
        byte[] canonical = JsonWriter.compact(value).getBytes(StandardCharsets.UTF_8);
        assertThat(canonical).doesNotContain((byte) '\n');
        assertThat(JsonWriter.compact(JsonValue.parse(canonical)).getBytes(StandardCharsets.UTF_8))
                .isEqualTo(canonical);
    }

    /** Every row is accounted for; what was accepted is known the next time; what was refused is refused again. */
    @FuzzTest(maxDuration = "5m")
    void pipeline_accountsForEveryRow(byte[] bytes) throws IOException {
        FrontDoor door = new FrontDoor(folder);
        RowFormat format = RowFormat.values()[bytes.length % RowFormat.values().length];
        Optional<Contract> contract = bytes.length == 0 || bytes[0] % 6 == 0
                ? Optional.empty()
                : Optional.of(Contract.ALL.get(Math.floorMod(bytes[0], Contract.ALL.size())));
        Receipt first = take(door, bytes, format, contract);
        int refused = door.refused.size();
        Receipt second = take(door, bytes, format, contract);

        assertThat(first.quarantined()).isEqualTo(refused);
        assertThat(second.accepted()).isZero();
        assertThat(second.accepted() + second.duplicate()).isEqualTo(first.accepted() + first.duplicate());
        assertThat(second.quarantined()).isEqualTo(first.quarantined());
        assertThat(first.received()).isLessThanOrEqualTo(bytes.length);
        assertThat(door.refused)
                .allSatisfy(row -> assertThat(row.payload().getBytes(StandardCharsets.UTF_8).length)
                        .isLessThanOrEqualTo(LineScanner.HEAD_BYTES));
        for (EventLog log : door.logs.values()) {
            log.close();
        }
    }

    private static Receipt take(FrontDoor door, byte[] bytes, RowFormat format, Optional<Contract> contract) {
        Receipt receipt = door.pipeline.take(new ByteArrayInputStream(bytes), format, contract, "fuzz", n -> {});
        assertThat(receipt.end().map(EarlyEnd::kind).stream()).isSubsetOf(Kind.UNDECODABLE, Kind.TOO_LARGE);
        return receipt;
    }
}
