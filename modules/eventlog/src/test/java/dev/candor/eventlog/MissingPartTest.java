package dev.candor.eventlog;

import static dev.candor.eventlog.ScratchLog.all;
import static dev.candor.eventlog.ScratchLog.behind;
import static dev.candor.eventlog.ScratchLog.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A part that somebody took away, or put something else in place of, is noticed and hides no other part. */
class MissingPartTest {
    @TempDir
    Path folder;

    private ScratchLog scratch;
    private KeptLog log;

    /** Three parts on the 20th (a, b, c), two on the 21st (d, e). */
    @BeforeEach
    void logOfTwoDays() throws IOException {
        scratch = new ScratchLog(folder);
        log = scratch.withPartsOf(10);
        for (String name : List.of("a", "b", "c")) {
            log.append(rows(name));
        }
        scratch.now.set(ScratchLog.NOON.plus(Duration.ofDays(1)));
        for (String name : List.of("d", "e")) {
            log.append(rows(name));
        }
        assertThat(log.missingParts()).isEmpty();
        log.close();
    }

    private Path part(String name) {
        return scratch.folder.resolve(name);
    }

    private static void removeDay(Path day) throws IOException {
        try (Stream<Path> files = Files.list(day)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(day);
    }

    @ParameterizedTest
    @CsvSource({
        "20261120/events.1.log, 20261120/events.1.log, bcde",
        "20261120/events.2.log, 20261120/events.2.log, acde",
        "20261120/events.log, 20261120/events.3.log, abde",
        "20261121/events.1.log, 20261121/events.1.log, abce",
        "20261121/events.log, 20261121/events.2.log, abcd"
    })
    void partThatIsGone_isToldAndHidesNoOther(String file, String told, String left) throws IOException {
        Files.delete(part(file));
        assertThat(log.missingParts()).containsExactly(told);
        assertThat(log.inspect().missingParts()).isEqualTo(1);
        assertThat(log.inspect().isDegraded()).isTrue();
        assertThat(String.join("", all(log))).isEqualTo(left);
        log.append(rows("f"));
        assertThat(String.join("", all(log))).isEqualTo(left + "f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261121/events.1.log", "20261121/events.log"})
    void numberOfAPartThatIsGone_isNotUsedAgain(String file) throws IOException {
        Files.delete(part(file));
        List<String> lost = log.missingParts();
        Position before = log.append(rows("f")).getFirst();
        assertThat(before.token()).startsWith("20261121/3/");
        for (String name : List.of("g", "h")) {
            log.append(rows(name));
        }
        assertThat(behind(log, before)).containsExactly("f", "g", "h");
        assertThat(log.missingParts()).isEqualTo(lost);
    }

    @Test
    void numbersOfADayThatIsGone_areNotUsedAgain() throws IOException {
        removeDay(scratch.day(20261121));
        assertThat(log.append(rows("f"))).containsExactly(new Position("20261121/3/0"));
        assertThat(all(log)).containsExactly("a", "b", "c", "f");
        assertThat(log.missingParts()).containsExactly("20261121/events.1.log", "20261121/events.2.log");
    }

    @ParameterizedTest
    @CsvSource({
        "20261120/1/10, 20261120/events.1.log, bcde",
        "20261120/2/10, 20261120/events.2.log, cde",
        "20261120/3/10, 20261120/events.log, de",
        "20261121/1/10, 20261121/events.1.log, e",
        "20261121/2/10, 20261121/events.log, ''",
    })
    void placeInAPartThatIsGone_isBeforeTheNext(String place, String file, String left) throws IOException {
        Files.delete(part(file));
        assertThat(String.join("", behind(log, new Position(place)))).isEqualTo(left);
    }

    @Test
    void placeInADayThatIsGone_isBeforeTheNext() throws IOException {
        removeDay(scratch.day(20261120));
        assertThat(behind(log, new Position("20261120/2/10"))).containsExactly("d", "e");
    }

    @Test
    void dayThatIsGone_isTold() throws IOException {
        removeDay(scratch.day(20261120));
        assertThat(log.missingParts())
                .containsExactly("20261120/events.1.log", "20261120/events.2.log", "20261120/events.3.log");
        assertThat(all(log)).containsExactly("d", "e");
    }

    @Test
    void gapBetweenNumbers_isSeenWithoutTheCatalog() throws IOException {
        log.append(rows("f"));
        Files.delete(part("events.parts"));
        Files.delete(part("20261121/events.1.log"));
        assertThat(log.missingParts()).containsExactly("20261121/events.1.log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no line\n\0\n20261120/x\npruned\n", "20261120/1"})
    void brokenCatalog_isNoLoss(String text) throws IOException {
        Files.writeString(part("events.parts"), text);
        assertThat(log.missingParts()).isEmpty();
        log.append(rows("f"));
        assertThat(all(log)).containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void whatWasPrunedOrCompressed_isNotMissing() throws IOException {
        log.compress();
        assertThat(log.missingParts()).isEmpty();
        log.prune(new Retention(Optional.empty(), OptionalLong.of(60)), false);
        assertThat(log.missingParts()).isEmpty();
        log.prune(new Retention(Optional.empty(), OptionalLong.of(1)), false);
        assertThat(all(log)).containsExactly("e");
        assertThat(log.missingParts()).isEmpty();
    }

    @Test
    void lossThatIsAccepted_isToldNoMore() throws IOException {
        Files.delete(part("20261120/events.1.log"));
        Files.createFile(part("20261120/events.1.pruned"));
        assertThat(log.missingParts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/null", "/nowhere", "pipe"})
    void somethingElseInThePlaceOfAPart_isPassedOver(String target) throws Exception {
        Path part = part("20261120/events.1.log");
        Files.delete(part);
        if (target.equals("pipe")) {
            assertThat(new ProcessBuilder("mkfifo", part.toString()).start().waitFor())
                    .isZero();
        } else {
            Files.createSymbolicLink(part, Path.of(target));
        }
        assertThat(all(log)).containsExactly("b", "c", "d", "e");
        assertThat(log.inspect().missingParts()).isEqualTo(1);
        assertThat(log.compress()).isEqualTo(3);
        assertThat(log.missingParts()).containsExactly("20261120/events.1.log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/nowhere"})
    void linkInThePlaceOfTheActivePart_isNotWrittenTo(String target) throws IOException {
        Path active = part("20261121/events.log");
        Files.delete(active);
        Files.createSymbolicLink(active, Path.of(target));
        KeptLog another =
                EventLog.inFolder(scratch.folder, LogSettings.standard(), scratch.now::get, scratch.notices::add);
        assertThatThrownBy(() -> another.append(rows("f")))
                .hasMessageContaining("is in the way: it is no regular file");
        assertThat(all(another)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void linksInThePlaceOfNotes_areNotFollowed() throws IOException {
        for (String note : List.of("events.log.torn", "events.log.damaged")) {
            Files.createSymbolicLink(part("20261120/" + note), Path.of("/dev/zero"));
        }
        Files.delete(part("events.parts"));
        Files.createSymbolicLink(part("events.parts"), Path.of("/dev/zero"));
        assertThatThrownBy(log::missingParts).hasMessageContaining("no regular file");
        Files.delete(part("events.parts"));
        assertThat(log.inspect().rows()).isEqualTo(5);
    }
}
