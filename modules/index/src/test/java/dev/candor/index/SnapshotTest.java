package dev.candor.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTest {
    private static final LogTable AUDIT = LogTable.of(Contract.AUDIT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "('a', 0), ('a', 1), ('b', 0) | true",
                "('a', 1), ('a', 0) | false",
                "('b', 0), ('a', 1) | false",
                "('a', 0), ('b', 0), ('a', 1) | false"
            })
    void order_isThatOfPartAndSeq(String rows, boolean isInOrder) throws IOException {
        Engine engine = Engine.open();
        engine.execute("CREATE TABLE audit AS SELECT * FROM (VALUES " + rows + ") AS t(part, seq)");
        try (Snapshot snapshot = new Snapshot(engine, List.of())) {
            assertThat(snapshot.isInOrder(AUDIT)).isEqualTo(isInOrder);
        }
    }
}
