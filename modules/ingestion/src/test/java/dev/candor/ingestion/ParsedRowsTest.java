package dev.candor.ingestion;

import static dev.candor.ingestion.FrontDoor.execution;
import static dev.candor.ingestion.FrontDoor.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a door parsed before it hands them over. */
class ParsedRowsTest {
    @TempDir
    Path folder;

    private FrontDoor door;

    @BeforeEach
    void open() {
        door = new FrontDoor(folder);
    }

    /** The bytes are spoilt after they were written: whoever parses them again finds no JSON. */
    @Test
    void rowThatWasParsedAlready_isNotParsedAgain() {
        Rows rows = new Rows();
        JsonValue value = JsonValue.parse(usage(1));
        rows.add(1, value);
        Arrays.fill(rows.bytes(), (byte) '?');
        Batch batch = new Batch(rows, false, "test");

        assertThat(batch.decode()).isEmpty();
        assertThat(batch.decoded(0)).isSameAs(value);
    }

    @Test
    void rowsThatWereParsedAlready_becomeWhatTheirTextWouldBecome() throws Exception {
        List<String> texts = List.of(
                usage(1),
                execution("r", "a"),
                usage(1),
                execution("r", "b"),
                "{\"skill\":\"s\"}",
                usage(2).replace("\"run\"", "\"run\", \"password\": \"correct horse\""));
        FrontDoor other = new FrontDoor(folder.resolve("other"));

        Receipt parsed = other.pipeline.take(
                texts.stream().map(text -> ObjectValue.parse(text)).toList(), Optional.empty(), "test");

        assertThat(parsed).isEqualTo(door.lines(texts.toArray(String[]::new)));
        assertThat(parsed.accepted()).isEqualTo(3);
        for (Contract contract : List.of(Contract.SKILL_USAGE, Contract.EXECUTION)) {
            assertThat(other.rows(contract)).isEqualTo(door.rows(contract));
        }
        assertThat(other.refused)
                .extracting(row -> row.why().summary().code())
                .containsExactly("UNKNOWN_CONTRACT", "ID_CONFLICT");
    }
}
