package dev.candor.eventlog;

import static dev.candor.eventlog.ScratchLog.all;
import static dev.candor.eventlog.ScratchLog.behind;
import static dev.candor.eventlog.ScratchLog.lines;
import static dev.candor.eventlog.ScratchLog.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closed parts are compressed and removed; those that stay keep their places. */
class MaintenanceTest {
    @TempDir
    Path folder;

    private ScratchLog scratch;
    private KeptLog log;
    private List<Position> places;

    /** Three parts on the 20th (a, b, c), two on the 21st (d, e). */
    @BeforeEach
    void logOfTwoDays() throws IOException {
        scratch = new ScratchLog(folder);
        log = scratch.withPartsOf(10);
        places = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            places.addAll(log.append(rows(name)));
        }
        scratch.writtenNow(20261120);
        scratch.now.set(ScratchLog.NOON.plus(Duration.ofDays(1)));
        for (String name : List.of("d", "e")) {
            places.addAll(log.append(rows(name)));
        }
        scratch.writtenNow(20261121);
    }

    private List<String> files(int day) throws IOException {
        try (Stream<Path> files = Files.list(scratch.day(day))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Retention atMost(long bytes) {
        return new Retention(Optional.empty(), OptionalLong.of(bytes));
    }

    private static Retention keep(Duration age) {
        return new Retention(Optional.of(age), OptionalLong.empty());
    }

    @Test
    void extent_isOfAllParts_alsoWhenTheyAreCompressedAndPruned() throws IOException {
        assertThat(log.extent().bytes()).isEqualTo(5L * (rows("a").getFirst().length + 1));
        assertThat(log.extent().written()).contains(scratch.now.get());
        log.compress();
        long compressed = log.extent().bytes();
        long removed = log.prune(atMost(0), false).bytes();
        assertThat(log.extent().bytes()).isEqualTo(compressed - removed).isPositive();
        assertThat(new ScratchLog(folder.resolve("none")).withPartsOf(10).extent())
                .isEqualTo(new LogExtent(0, Optional.empty()));
    }

    private void assertThatPlacesHold() throws IOException {
        List<String> names = List.of("a", "b", "c", "d", "e");
        for (int i = 0; i < names.size(); i++) {
            assertThat(behind(log, places.get(i))).isEqualTo(names.subList(i, names.size()));
        }
    }

    @Test
    void compress_packsWhatIsClosed_andPlacesHold() throws Exception {
        assertThat(log.compress()).isEqualTo(4);
        assertThat(files(20261120)).containsExactly("events.1.log.gz", "events.2.log.gz", "events.3.log.gz");
        assertThat(files(20261121)).containsExactly("events.1.log.gz", "events.log");
        try (GZIPInputStream packed =
                new GZIPInputStream(Files.newInputStream(scratch.day(20261120).resolve("events.3.log.gz")))) {
            assertThat(new String(packed.readAllBytes(), UTF_8)).isEqualTo(lines("c"));
        }
        assertThatPlacesHold();
        assertThat(log.compress()).isZero();
        log.append(rows("f"));
        assertThat(all(log)).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(log.await(places.getFirst(), Duration.ZERO)).isTrue();
    }

    @Test
    void compressionThatWasInterrupted_isDoneAnew() throws IOException {
        Path plain = scratch.day(20261120).resolve("events.1.log");
        Files.writeString(scratch.day(20261120).resolve("events.1.log.gz"), "half");
        Files.writeString(scratch.day(20261120).resolve("events.1.log.gz.77-1.tmp"), "less");
        assertThatPlacesHold();
        log.compress();
        assertThatPlacesHold();
        assertThat(plain).doesNotExist();
        assertThat(files(20261120)).containsExactly("events.1.log.gz", "events.2.log.gz", "events.3.log.gz");
    }

    @Test
    void compressedFileThatCannotBeReadBack_isRemoved_andThePlainOneStays() throws IOException {
        Compression broken = new Compression(
                new LogFolder(scratch.folder, "events"),
                (plain, out) -> out.write(lines("no gzip").getBytes(UTF_8)));
        Path plain = scratch.day(20261120).resolve("events.1.log");
        assertThatThrownBy(broken::run)
                .hasMessage(plain + ".gz could not be read back as it was written; " + plain + " stays")
                .hasCauseInstanceOf(java.util.zip.ZipException.class);
        assertThat(files(20261120)).containsExactly("events.1.log", "events.2.log", "events.log");
        assertThat(log.compress()).isEqualTo(4);
        assertThatPlacesHold();
    }

    @Test
    void inspectionThatIsToldToStop_stopsBeforeTheNextPart_andLetsOthersInBetweenTwo() throws IOException {
        int[] asked = {0};
        assertThat(log.inspect(() -> {
                    assertThat(prunedMeanwhile()).isZero();
                    return ++asked[0] == 2;
                }))
                .isEmpty();
        assertThat(asked[0]).isEqualTo(2);
        assertThat(log.compress(() -> true)).isZero();
        assertThat(log.inspect().rows()).isEqualTo(5);
    }

    private int prunedMeanwhile() {
        try {
            return log.compress(() -> true);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void prune_bySize_removesTheOldestUntilItFits() throws IOException {
        Pruned pruned = log.prune(atMost(35), false);
        assertThat(pruned.parts())
                .containsExactly(
                        new Pruned.Part("20261120/events.1.log", 10), new Pruned.Part("20261120/events.2.log", 10));
        assertThat(pruned.bytes()).isEqualTo(20);
        assertThat(all(log)).containsExactly("c", "d", "e");
        assertThat(behind(log, places.get(2))).containsExactly("c", "d", "e");
        assertThatThrownBy(() -> behind(log, places.get(1)))
                .isInstanceOf(UnknownPositionException.class)
                .hasMessage("the log no longer holds the file of position 20261120/2/0");
        assertThatThrownBy(() -> log.await(places.getFirst(), Duration.ZERO))
                .isInstanceOf(UnknownPositionException.class);
    }

    @Test
    void prune_neverRemovesTheActivePart() throws IOException {
        log.prune(atMost(0), false);
        assertThat(all(log)).containsExactly("e");
        assertThat(scratch.day(20261120)).doesNotExist();
        assertThat(files(20261121)).containsExactly("events.1.pruned", "events.log");
    }

    @Test
    void prune_keepsTheNumbersOfWhatStays() throws IOException {
        log.prune(atMost(0), false);
        assertThat(behind(log, places.getLast())).containsExactly("e");
        log.append(rows("f"));
        assertThat(files(20261121)).containsExactly("events.1.pruned", "events.2.log", "events.log");
        assertThat(behind(scratch.withPartsOf(10), places.getLast())).containsExactly("e", "f");
        log.prune(atMost(0), false);
        assertThat(files(20261121)).containsExactly("events.2.pruned", "events.log");
    }

    @Test
    void prune_byAge_removesDaysThatAreOver() throws IOException {
        scratch.now.set(ScratchLog.NOON.plus(Duration.ofDays(12)));
        assertThat(log.prune(keep(Duration.ofDays(13)), false).parts()).isEmpty();
        assertThat(log.prune(keep(Duration.ofDays(9)), false).parts()).hasSize(4);
        assertThat(all(log)).containsExactly("e");
    }

    @Test
    void clockThatWasWrongOnce_isToldOnce_andItsPartsGetOldAllTheSame() throws IOException {
        ScratchLog wrong = new ScratchLog(folder.resolve("wrong"));
        KeptLog future = wrong.withPartsOf(10);
        wrong.now.set(java.time.Instant.parse("2099-01-01T00:00:00Z"));
        future.append(rows("a"));
        wrong.now.set(ScratchLog.NOON);
        future.append(rows("b"));
        future.append(rows("c"));
        assertThat(wrong.notices)
                .containsExactly(
                        "the clock says 20261120, but the log " + wrong.folder + " goes on to 20990101 already;"
                                + " rows stay in the folder of that day until it is over: check the clock, and whether it was"
                                + " wrong once");
        Files.setLastModifiedTime(
                wrong.day(20990101).resolve("events.1.log"),
                java.nio.file.attribute.FileTime.from(ScratchLog.NOON.minus(Duration.ofDays(10))));
        Files.setLastModifiedTime(
                wrong.day(20990101).resolve("events.2.log"), java.nio.file.attribute.FileTime.from(ScratchLog.NOON));
        assertThat(future.prune(keep(Duration.ofDays(9)), false).parts())
                .extracting(Pruned.Part::name)
                .containsExactly("20990101/events.1.log");
    }

    @Test
    void prune_withTheDay_takesWhatStandsBeside() throws IOException {
        Files.writeString(scratch.day(20261120).resolve("events.log.torn"), "x\n");
        Files.writeString(scratch.day(20261120).resolve("events.log.damaged"), "{}\n");
        log.prune(atMost(20), false);
        assertThat(scratch.day(20261120)).doesNotExist();
    }

    @Test
    void prune_leavesForeignFilesAlone() throws IOException {
        Files.writeString(scratch.day(20261120).resolve("mine"), "x");
        log.prune(atMost(0), false);
        assertThat(files(20261120)).containsExactly("mine");
        assertThat(all(log)).containsExactly("e");
    }

    @Test
    void prune_dryRun_removesNothing() throws IOException {
        assertThat(log.prune(atMost(0), true).parts()).hasSize(4);
        assertThat(all(log)).containsExactly("a", "b", "c", "d", "e");
        assertThat(scratch.folder.resolve("maintenance.lock")).doesNotExist();
    }

    @Test
    void prune_ofCompressedParts_works() throws IOException {
        log.compress();
        assertThat(log.prune(atMost(0), false).parts())
                .extracting(Pruned.Part::name)
                .containsExactly(
                        "20261120/events.1.log.gz",
                        "20261120/events.2.log.gz",
                        "20261120/events.3.log.gz",
                        "20261121/events.1.log.gz");
        assertThat(all(log)).containsExactly("e");
    }

    @Test
    void notDaily_aNewDayBeginsNoPart_butARotationThenContinuesInTodaysFolder() throws IOException {
        ScratchLog each = new ScratchLog(folder.resolve("each"));
        KeptLog undaily = each.open(new LogSettings("rows", 20, false, false));
        undaily.append(rows("a"));
        each.now.set(ScratchLog.NOON.plus(Duration.ofDays(3)));
        undaily.append(rows("b"));
        assertThat(each.day(20261120).resolve("rows.log")).hasContent(lines("a", "b"));
        undaily.append(rows("c"));
        assertThat(each.day(20261123).resolve("rows.log")).hasContent(lines("c"));
        assertThat(all(undaily)).containsExactly("a", "b", "c");
        assertThat(undaily.compress()).isEqualTo(1);
        assertThat(each.day(20261120).resolve("rows.1.log.gz")).exists();
        assertThat(all(undaily)).containsExactly("a", "b", "c");
    }
}
