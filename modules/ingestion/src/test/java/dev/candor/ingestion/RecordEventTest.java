package dev.candor.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.EarlyEnd.Kind;
import dev.candor.ingestion.Receipt.RowNote;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.RowChecker;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordEventTest {
    @TempDir
    Path folder;

    private FrontDoor door;
    private RecordEvent capability;

    @BeforeEach
    void open() {
        door = new FrontDoor(folder);
        capability = new RecordEvent(door.pipeline);
    }

    private Receipt call(String arguments) throws Exception {
        return capability.call(
                RecordEventQueryShape.INSTANCE.read(ObjectValue.parse(arguments), Instant.EPOCH),
                ToolContext.unattended());
    }

    private List<String> words(Receipt receipt) {
        Page page = new Page();
        capability.tell(receipt, page);
        return page.text().lines().toList();
    }

    @Test
    void contracts_areAllThatShip() {
        assertThat(RecordEventQueryShape.INSTANCE
                        .schema()
                        .object("properties")
                        .object("contract")
                        .texts("enum"))
                .containsExactlyElementsOf(
                        Contract.ALL.stream().map(Contract::id).toList());
    }

    @Test
    void eventThatIsTooLong_isKeptWithoutSecretsThatOnlyItsStructureShows() throws Exception {
        String filling = "x".repeat(LineScanner.MAX_LINE_BYTES);
        call("{\"event\":{\"a\":{\"name\":\"password\",\"value\":\"hunter2-hunter2\"},\"z\":\"" + filling + "\"}}");
        assertThat(door.refused)
                .singleElement()
                .satisfies(row -> assertThat(row.payload())
                        .contains("\"value\":\"[redacted]\"")
                        .doesNotContain("hunter2")
                        .hasSize(LineScanner.HEAD_BYTES));
    }

    @Test
    void receiptAsJson_isValidByItsSchema() throws Exception {
        Receipt receipt = call("{\"events\":[" + FrontDoor.usage(1) + "," + FrontDoor.usage(1) + "]}");
        byte[] json = JsonWriter.compact(ReceiptShape.INSTANCE.write(receipt)).getBytes(StandardCharsets.UTF_8);
        assertThat(RowChecker.of(RecordEvent.DECLARATION.tool().outputSchema(), List.of())
                        .check(json)
                        .violations())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {"{} | neither", "{\"event\":{},\"events\":[{}]} | both"})
    void oneOfEventAndEvents_isAskedFor(String arguments, String found) throws Exception {
        assertThatThrownBy(() -> call(arguments)).isInstanceOfSatisfying(ToolException.class, e -> {
            assertThat(e.kind()).isEqualTo(ToolException.Kind.INVALID_ARGUMENTS);
            assertThat(e.code()).isEqualTo("arguments-invalid");
            assertThat(e.sentence())
                    .isEqualTo("record_event takes either event, an object, or events, an array of objects; found "
                            + found);
        });
        assertThat(door.refused).isEmpty();
    }

    @Test
    void event_isInItsLog_andTheReceiptSaysSo() throws Exception {
        Receipt receipt = call("{\"event\":" + FrontDoor.usage(1) + "}");
        assertThat(JsonWriter.compact(ReceiptShape.INSTANCE.write(receipt)))
                .isEqualTo("{\"accepted\":1,\"duplicate\":0,\"quarantined\":0,\"received\":1,\"rows\":[]}");
        assertThat(door.rows(Contract.SKILL_USAGE)).hasSize(1);
        assertThat(words(receipt))
                .containsExactly("1 event received: 1 recorded, 0 duplicates, 0 refused and in quarantine");
    }

    @Test
    void events_areSpokenOfWhenTheyAreNotSimplyRecorded() throws Exception {
        Receipt receipt =
                call("{\"events\":[" + FrontDoor.usage(1) + "," + FrontDoor.usage(1) + ",{\"skill\":\"s\"}]}");
        assertThat(words(receipt))
                .startsWith(
                        "3 events received: 1 recorded, 1 duplicate, 1 refused and in quarantine",
                        "event 2, duplicate (DUPLICATE): the same row was taken before")
                .last()
                .asString()
                .startsWith("event 3, quarantined (");
        assertThat(door.refused).hasSize(1);
    }

    @Test
    void eventThatIsTooLong_isQuarantinedWithItsBeginning() throws Exception {
        Receipt receipt = call("{\"event\":{\"skill\":\"" + "x".repeat(2 << 20) + "\"}}");

        assertThat(receipt.rows()).extracting(RowNote::code).containsExactly("LINE_TOO_LONG");
        assertThat(door.refused.getFirst().payload()).hasSize(1 << 16);
    }

    @Test
    void contract_winsOverRecognition() throws Exception {
        call("{\"contract\":\"audit\",\"event\":" + FrontDoor.usage(1) + "}");
        assertThat(door.refused.getFirst().contract()).contains(Contract.AUDIT);
    }

    @ParameterizedTest
    @CsvSource({
        "UNDECODABLE, INVALID_ARGUMENTS, events-undecodable",
        "TOO_LARGE, INVALID_ARGUMENTS, events-undecodable",
        "UNREADABLE, INVALID_ARGUMENTS, events-undecodable",
        "BUSY, BUSY, too-much-under-way",
        "DISK_FULL, UNAVAILABLE, disk-full",
        "UNAVAILABLE, UNAVAILABLE, log-unavailable"
    })
    void eventsThatCannotBeTaken_haveTheirCode_andWhatWasTakenIsTold(Kind kind, ToolException.Kind said, String code) {
        capability = new RecordEvent(new Failing(kind));
        assertThatThrownBy(() -> call("{\"event\":{}}")).isInstanceOfSatisfying(ToolException.class, e -> {
            assertThat(e.kind()).isEqualTo(said);
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.sentence()).isEqualTo("a sentence; of the events before, 2 were recorded");
        });
    }

    /** An ingestion that fails after two rows. */
    private record Failing(Kind kind) implements Ingestion {
        @Override
        public Receipt take(
                InputStream rows, RowFormat format, Optional<Contract> contract, String source, LongConsumer progress) {
            throw new AssertionError("events are handed over as they were parsed");
        }

        @Override
        public Receipt take(List<ObjectValue> rows, Optional<Contract> contract, String source) {
            return new Receipt(2, 2, 0, 0, List.of(), Optional.empty(), Optional.of(new EarlyEnd(kind, "a sentence")));
        }

        @Override
        public IngestionCounts counts() {
            return new IngestionCounts();
        }
    }
}
