package dev.candor.ingestion;

import static dev.candor.ingestion.FrontDoor.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.LogSettings;
import dev.candor.ingestion.EarlyEnd.Kind;
import dev.candor.testing.Seeds;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityIndexTest {
    @TempDir
    Path folder;

    private static String[] usages(int from, int to) {
        return IntStream.range(from, to).mapToObj(FrontDoor::usage).toArray(String[]::new);
    }

    private List<Path> segments() throws IOException {
        Path segments = folder.resolve("index/identities/skill-usage");
        if (!Files.exists(segments)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(segments)) {
            return files.sorted().toList();
        }
    }

    @Test
    void anotherProcess_knowsWhatThisOneTook() throws Exception {
        FrontDoor one = new FrontDoor(folder);
        FrontDoor other = new FrontDoor(folder);
        one.lines(usages(0, 5));

        assertThat(other.lines(usages(3, 8)).duplicate()).isEqualTo(2);
        assertThat(one.lines(usages(0, 8)).duplicate()).isEqualTo(8);
    }

    @Test
    void restart_knowsAll_byTheSegments_orByTheLogAlone() throws Exception {
        FrontDoor door = new FrontDoor(folder);
        door.lines(usages(0, 200));
        door.lines(usages(200, 300));
        assertThat(segments()).isNotEmpty();

        assertThat(new FrontDoor(folder).lines(usages(0, 300)).duplicate()).isEqualTo(300);
        for (Path segment : segments()) {
            Files.delete(segment);
        }
        assertThat(new FrontDoor(folder).lines(usages(0, 300)).duplicate()).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 700})
    void damagedSegment_isNotBelieved(int at) throws Exception {
        FrontDoor door = new FrontDoor(folder);
        for (int i = 0; i < 5; i++) {
            door.lines(usages(100 * i, 100 * i + 100));
        }
        Path segment = segments().get(1);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[at] ^= 4;
        Files.write(segment, bytes);

        FrontDoor next = new FrontDoor(folder);
        assertThat(next.lines(usages(0, 501)).accepted()).isEqualTo(1);
    }

    @Test
    void segmentThatIsADevice_isNotRead() throws Exception {
        FrontDoor door = new FrontDoor(folder);
        door.lines(usages(0, 200));
        door.lines(usages(200, 300));
        Path segment = segments().getFirst();
        Files.delete(segment);
        Files.createSymbolicLink(segment, Path.of("/dev/zero"));

        assertThat(new FrontDoor(folder).lines(usages(0, 300)).duplicate()).isEqualTo(300);
    }

    @Test
    void missingSegment_isNoGap() throws Exception {
        FrontDoor door = new FrontDoor(folder);
        for (int i = 0; i < 5; i++) {
            door.lines(usages(100 * i, 100 * i + 100));
        }
        Files.delete(segments().get(2));

        assertThat(new FrontDoor(folder).lines(usages(0, 500)).duplicate()).isEqualTo(500);
    }

    /** Each part holds one batch here. */
    @ParameterizedTest
    @ValueSource(strings = {"events.1.log", "events.2.log", "events.3.log", "events.log"})
    void rowsOfAPartThatIsGone_areNoNewRows(String part) throws Exception {
        LogSettings smallParts = LogSettings.standard().withPartBytes(600);
        for (int i = 0; i < 4; i++) {
            new FrontDoor(folder, smallParts).lines(usages(4 * i, 4 * i + 4));
        }
        FrontDoor last = new FrontDoor(folder, smallParts);
        assertThat(last.lines(usages(0, 16)).duplicate()).isEqualTo(16);
        Files.delete(folder.resolve("skill-usage/20261120").resolve(part));

        for (int i = 0; i < 3; i++) {
            assertThat(new FrontDoor(folder, smallParts).lines(usages(0, 16)).duplicate())
                    .isEqualTo(16);
        }
        assertThat(new FrontDoor(folder, smallParts).lines(usages(16, 18)).accepted())
                .isEqualTo(2);
    }

    @Test
    void logThatWasTakenAway_isForgotten() throws Exception {
        new FrontDoor(folder).lines(usages(0, 300));
        Path log = folder.resolve("skill-usage");
        Files.move(log, folder.resolve("gone"));

        assertThat(new FrontDoor(folder).lines(usages(0, 10)).accepted()).isEqualTo(10);
    }

    @Test
    void logThatWasReplacedByOneOfTheSameLength_isNotTakenForTheOldOne() throws Exception {
        FrontDoor door = new FrontDoor(folder);
        door.lines(usages(100, 200));
        door.lines(usages(200, 300));
        Files.move(folder.resolve("skill-usage"), folder.resolve("gone"));
        Files.move(folder.resolve("index"), folder.resolve("index-gone"));
        FrontDoor replacement = new FrontDoor(folder);
        replacement.lines(usages(300, 400));
        replacement.lines(usages(400, 500));
        Files.move(folder.resolve("index"), folder.resolve("index-of-the-new"));
        Files.move(folder.resolve("index-gone"), folder.resolve("index"));

        assertThat(new FrontDoor(folder).lines(usages(100, 300)).accepted()).isEqualTo(200);
    }

    @Test
    void missingFirstSegment_isNoGap() throws Exception {
        FrontDoor door = new FrontDoor(folder);
        for (int i = 0; i < 5; i++) {
            door.lines(usages(100 * i, 100 * i + 100));
        }
        Files.delete(segments().getFirst());

        assertThat(new FrontDoor(folder).lines(usages(0, 500)).duplicate()).isEqualTo(500);
    }

    /** A power cut, or a copy of the log from before: what the notes say of rows that are gone counts for nothing. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 300, 5000})
    void rowsThatAreNotInTheLogAnyMore_areTakenAgain(int bytesCut) throws Exception {
        LogSettings onePart = LogSettings.standard();
        FrontDoor door = new FrontDoor(folder, onePart);
        door.lines(usages(0, 10));
        door.lines(usages(10, 60));
        door.lines(usages(60, 68));
        Path file = folder.resolve("skill-usage/20261120/events.log");
        byte[] rows = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(rows, rows.length - bytesCut));

        FrontDoor next = new FrontDoor(folder, onePart);
        next.lines(usages(0, 68));

        assertThat(next.rows(Contract.SKILL_USAGE)).hasSize(68).doesNotHaveDuplicates();
    }

    @Test
    void onlyTheOldest_areForgotten() throws Exception {
        FrontDoor door = new FrontDoor(folder);
        for (int i = 0; i < 15; i++) {
            door.lines(usages(100 * i, 100 * i + 100));
        }

        assertThat(new FrontDoor(folder).lines(usages(500, 1500)).duplicate()).isEqualTo(1000);
        assertThat(segments().size()).isLessThan(13);
    }

    @ParameterizedTest
    @Seeds(8)
    void processesThatComeAndGo_takeEachRowOnce(long seed) throws Exception {
        Random random = new Random(seed);
        FrontDoor[] doors = {new FrontDoor(folder), new FrontDoor(folder), new FrontDoor(folder)};
        for (int step = 0; step < 60; step++) {
            int which = random.nextInt(doors.length);
            if (random.nextInt(10) == 0) {
                doors[which] = new FrontDoor(folder);
            }
            int from = random.nextInt(600);
            doors[which].lines(usages(from, from + 1 + random.nextInt(90)));
        }
        List<String> rows = doors[0].rows(Contract.SKILL_USAGE);
        assertThat(rows).doesNotHaveDuplicates().hasSizeGreaterThan(300);
    }

    /** A log that can be told to fail. */
    @Test
    void rowsThatCouldNotBeAppended_areNoDuplicatesLater() throws Exception {
        boolean[] failing = {false};
        FrontDoor door = new FrontDoor(
                folder,
                log -> new HinderedLog(log, () -> {
                    if (failing[0]) {
                        throw new IOException("the disk failed");
                    }
                }));
        door.lines(usages(0, 3));
        failing[0] = true;

        Receipt receipt = door.lines(usages(2, 5));
        assertThat(receipt.received()).isZero();
        assertThat(receipt.end())
                .contains(new EarlyEnd(Kind.UNAVAILABLE, "the log cannot be written: the disk failed"));
        failing[0] = false;
        assertThat(door.lines(usages(2, 5)).accepted()).isEqualTo(2);
        assertThat(door.lines(usage(4)).duplicate()).isEqualTo(1);
    }
}
