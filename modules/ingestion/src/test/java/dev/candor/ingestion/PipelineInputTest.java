package dev.candor.ingestion;

import static dev.candor.ingestion.FrontDoor.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.EarlyEnd.Kind;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts and streams on their way into the pipeline: too long, broken off, bit by bit. */
class PipelineInputTest {
    @TempDir
    Path folder;

    private FrontDoor door;

    @BeforeEach
    void open() {
        door = new FrontDoor(folder);
    }

    @Test
    void lineThatIsTooLong_isQuarantined_withItsBeginning() throws Exception {
        String line = "{\"skill\":\"" + "x".repeat(2 << 20) + "\"}";

        Receipt receipt = door.lines(line, usage(1));

        assertThat(receipt.accepted()).isEqualTo(1);
        assertThat(receipt.rows().getFirst().code()).isEqualTo("LINE_TOO_LONG");
        assertThat(door.refused.getFirst().payload()).isEqualTo(line.substring(0, 1 << 16));
    }

    @Test
    void manyRows_areTakenInParts_andToldAsTheyGo() throws Exception {
        List<Long> told = new ArrayList<>();
        String rows = IntStream.range(0, 2500).mapToObj(FrontDoor::usage).collect(Collectors.joining("\n", "", "\n"));

        Receipt receipt = door.pipeline.take(
                new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)),
                RowFormat.NDJSON,
                Optional.empty(),
                "test",
                told::add);

        assertThat(receipt.accepted()).isEqualTo(2500);
        assertThat(told).containsExactly(1000L, 2000L, 2500L);
    }

    @ParameterizedTest
    @EnumSource
    void array_isTaken_unlessLinesWereSaid(RowFormat format) throws Exception {
        Receipt receipt = door.take(" [" + usage(1) + ",\n" + usage(2) + ", 3]", format, Optional.empty());

        assertThat(receipt.accepted()).isEqualTo(format == RowFormat.NDJSON ? 0 : 2);
    }

    @Test
    void singleTextThatIsNoJson_isUndecodable() {
        assertThat(door.take("{\"skill\":", RowFormat.JSON, Optional.empty()))
                .isEqualTo(nothing(
                        Kind.UNDECODABLE,
                        "the row is no valid JSON: expected a JSON value, found the end of the text (byte 10)"));
        assertThat(door.pipeline.counts().received()).isZero();
    }

    @Test
    void singleTextThatIsTooLong_isToldAsThat() {
        String text = "{\"skill\":\"" + "x".repeat(2 << 20) + "\"}";

        EarlyEnd end = door.take(text, RowFormat.JSON, Optional.empty()).end().orElseThrow();

        assertThat(end.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(door.refused).isEmpty();
    }

    private static Receipt nothing(Kind kind, String sentence) {
        return new Receipt(0, 0, 0, 0, List.of(), Optional.empty(), Optional.of(new EarlyEnd(kind, sentence)));
    }

    @Test
    void arrayThatBreaksOff_isUndecodable_andWhatWasWholeIsTaken() throws Exception {
        Receipt receipt = door.take("[" + usage(1) + "," + usage(2), RowFormat.JSON, Optional.empty());

        assertThat(receipt.accepted()).isEqualTo(2);
        assertThat(receipt.end().map(EarlyEnd::kind)).contains(Kind.UNDECODABLE);
        assertThat(door.rows(Contract.SKILL_USAGE)).hasSize(2);
    }

    @Test
    void streamThatBreaksOff_isTold_andWhatWasWholeIsTaken() throws Exception {
        InputStream broken = new InputStream() {
            private final InputStream rows =
                    new ByteArrayInputStream((usage(1) + "\n").getBytes(StandardCharsets.UTF_8));

            @Override
            public int read() throws IOException {
                int c = rows.read();
                if (c < 0) {
                    throw new IOException("the line is cut");
                }
                return c;
            }
        };
        Receipt receipt = door.pipeline.take(broken, RowFormat.NDJSON, Optional.empty(), "test", n -> {});

        assertThat(receipt.accepted()).isEqualTo(1);
        assertThat(receipt.end()).hasValueSatisfying(end -> {
            assertThat(end.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(end.sentence()).isEqualTo("the line is cut");
            assertThat(end.cause()).isPresent();
        });
        assertThat(door.rows(Contract.SKILL_USAGE)).hasSize(1);
    }

    @Test
    void rowsOfAPipe_areTakenWhenNoMoreAreThere() throws Exception {
        List<Integer> there = new ArrayList<>();
        InputStream pipe = new InputStream() {
            private int number;

            @Override
            public int read() {
                throw new AssertionError("rows are read in blocks");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                there.add(door.rows(Contract.SKILL_USAGE).size());
                if (number == 3) {
                    return -1;
                }
                byte[] row = (usage(number++) + "\n").getBytes(StandardCharsets.UTF_8);
                System.arraycopy(row, 0, into, from, row.length);
                return row.length;
            }
        };
        door.pipeline.take(pipe, RowFormat.NDJSON, Optional.empty(), "test", n -> {});

        assertThat(there).containsExactly(0, 1, 2, 3);
    }
}
