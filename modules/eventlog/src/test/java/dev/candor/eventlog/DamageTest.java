package dev.candor.eventlog;

import static dev.candor.eventlog.ScratchLog.all;
import static dev.candor.eventlog.ScratchLog.lines;
import static dev.candor.eventlog.ScratchLog.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.testing.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of some bytes, the rows around them are read, each once. */
class DamageTest {
    private static final int ROWS = 40;

    @TempDir(factory = QuickDisk.class)
    Path folder;

    private ScratchLog scratch;
    private KeptLog log;

    @BeforeEach
    void emptyLog() {
        scratch = new ScratchLog(folder);
        log = scratch.open();
    }

    @Test
    void truncationAtEveryByteOfTheLastThreeRows_keepsWholeRowsAndAppends() throws IOException {
        byte[] whole = lines("first", "second", "third", "fourth").getBytes(UTF_8);
        int firstCut = lines("first").length();
        for (int cut = firstCut; cut <= whole.length; cut++) {
            ScratchLog each = new ScratchLog(folder.resolve("cut" + cut));
            Files.createDirectories(each.active().getParent());
            Files.write(each.active(), Arrays.copyOf(whole, cut));
            List<String> left = all(each.open());
            assertThat(left).startsWith("first").hasSize((int) newlines(whole, cut));
            KeptLog opened = each.open();
            opened.append(rows("new"));
            List<String> expected = new ArrayList<>(left);
            expected.add("new");
            assertThat(all(opened)).isEqualTo(expected);
            assertThat(each.notices).hasSize(whole[cut - 1] == '\n' ? 0 : 1);
            assertThat(opened.inspect().tornTails()).isEqualTo(each.notices.size());
        }
    }

    private static long newlines(byte[] bytes, int length) {
        return IntStream.range(0, length).filter(i -> bytes[i] == '\n').count();
    }

    @Test
    void damageOfManyKinds_hidesNoRowThatIsWhole() throws IOException {
        for (int seed = 0; seed < Proof.of(1000); seed++) {
            damageAndRead(seed);
        }
    }

    private void damageAndRead(int seed) throws IOException {
        Random random = new Random(seed);
        ScratchLog each = new ScratchLog(folder);
        String[] names = IntStream.range(0, ROWS)
                .mapToObj(i -> "row" + i + "x".repeat(random.nextInt(40)))
                .toArray(String[]::new);
        removeDay(each.day(20261120));
        Files.createDirectories(each.active().getParent());
        Damaged damaged = Damaged.by(random, names);
        Files.write(each.active(), damaged.bytes());
        KeptLog opened = each.open();
        assertThat(wholeRows(opened, damaged.untouched())).as("seed %d", seed).isEqualTo(damaged.untouched());
        LogHealth health = opened.inspect();
        assertThat(health.rows()).as("seed %d", seed).isEqualTo(all(opened).size());
        opened.append(rows("new"));
        List<String> after = new ArrayList<>(damaged.untouched());
        after.add("new");
        assertThat(wholeRows(each.open(), after)).as("seed %d", seed).isEqualTo(after);
        LogHealth again = opened.inspect();
        assertThat(again.damagedRows()).as("seed %d", seed).isEqualTo(health.damagedRows());
        assertThat(again.damagedBytes() + again.tornTails() > 0 || damaged.mayLookWhole())
                .as("seed %d", seed)
                .isTrue();
    }

    private static void removeDay(Path day) throws IOException {
        if (Files.exists(day)) {
            try (Stream<Path> files = Files.list(day)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(day);
        }
    }

    /** Those that were not touched, in order, each as often as it is read. */
    private static List<String> wholeRows(KeptLog log, List<String> untouched) throws IOException {
        return all(log).stream().filter(untouched::contains).toList();
    }

    @Test
    void damagedStretch_isKeptAsideOnceAndCounted() throws IOException {
        log.append(rows("a", "b"));
        append("no json\n\0\0\n");
        log.append(rows("c"));
        append("{\"r\":\"x\"}garbage\n");
        log.append(rows("d"));
        LogHealth health = log.inspect();
        assertThat(health).isEqualTo(new LogHealth(1, 40 + 11 + 17, 4, 3, 28, 0, 0));
        assertThat(health.isDegraded()).isTrue();
        assertThat(scratch.open().inspect()).isEqualTo(health);
        assertThat(Files.readAllLines(scratch.day(20261120).resolve("events.log.damaged")))
                .containsExactly(
                        "{\"base64\":\"" + base64("no json\n\0\0\n") + "\",\"length\":11,\"offset\":20,\"part\":1}",
                        "{\"base64\":\"" + base64("{\"r\":\"x\"}garbage\n")
                                + "\",\"length\":17,\"offset\":41,\"part\":1}");
        assertThat(all(log)).containsExactly("a", "b", "c", "d");
    }

    private void append(String text) throws IOException {
        Files.writeString(scratch.active(), text, StandardOpenOption.APPEND);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void lineThatIsTooLong_isPassedOverAndCopiedInPart() throws IOException {
        log.append(rows("a"));
        int length = 3 << 20;
        append("x".repeat(length) + "\n");
        log.append(rows("b"));
        assertThat(all(log)).containsExactly("a", "b");
        assertThat(log.inspect()).isEqualTo(new LogHealth(1, 20 + length + 1, 2, 1, length + 1, 0, 0));
        assertThat(scratch.day(20261120).resolve("events.log.damaged"))
                .satisfies(file -> assertThat(Files.size(file)).isBetween(80_000L, 90_000L));
    }

    @Test
    void tornTailOfAnyLength_isMovedAside() throws IOException {
        log.append(rows("a"));
        append("y".repeat(5 << 20));
        log.append(rows("b"));
        assertThat(scratch.active()).hasContent(lines("a", "b"));
        assertThat(Files.size(scratch.day(20261120).resolve("events.log.torn"))).isEqualTo((5 << 20) + 1);
        assertThat(log.inspect().tornTails()).isEqualTo(1);
        assertThat(log.inspect().isDegraded()).isFalse();
    }

    @Test
    void closedPartThatLostItsLastNewline_isCountedAsDamaged() throws IOException {
        log = scratch.withPartsOf(20);
        log.append(rows("a", "b"));
        log.append(rows("c"));
        Path closed = scratch.day(20261120).resolve("events.1.log");
        Files.writeString(closed, lines("a") + "{\"r\":\"b\"}");
        assertThat(all(log)).containsExactly("a", "c");
        assertThat(log.inspect()).isEqualTo(new LogHealth(2, 29, 2, 1, 9, 0, 0));
    }

    @Test
    void compressedPartThatIsDamaged_hidesNoOtherPart() throws IOException {
        log = scratch.withPartsOf(20);
        log.append(rows("a", "b"));
        log.append(rows("c"));
        log.compress();
        Path packed = scratch.day(20261120).resolve("events.1.log.gz");
        byte[] bytes = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(bytes, bytes.length - 12));
        assertThat(all(log)).endsWith("c").doesNotHaveDuplicates();
        assertThat(log.inspect().damagedRows()).isEqualTo(1);
        Files.writeString(packed, "no gzip");
        assertThat(all(log)).containsExactly("c");
        assertThat(log.inspect().isDegraded()).isTrue();
    }

    @Test
    void logThatIsNotThere_isInspectedWithoutATrace() throws IOException {
        assertThat(log.inspect()).isEqualTo(LogHealth.empty());
        assertThat(log.compress()).isZero();
        assertThat(log.prune(Retention.unlimited(), false).parts()).isEmpty();
        assertThat(scratch.folder).doesNotExist();
    }

    @Test
    void newestParts_areCountedAndVisited_andNothingIsWritten() throws IOException {
        KeptLog small = scratch.withPartsOf(20);
        for (String name : List.of("a", "b", "c", "d", "e")) {
            small.append(rows(name));
        }
        Path active = scratch.active();
        Files.writeString(active, Files.readString(active) + "no row\n");
        List<String> before = files();

        List<String> visited = new ArrayList<>();
        LogHealth health = small.inspectNewest(
                2, (bytes, from, to) -> visited.add(new String(bytes, from + 6, to - from - 8, UTF_8)));
        assertThat(visited).containsExactly("c", "d", "e");
        assertThat(health.parts()).isEqualTo(2);
        assertThat(health.rows()).isEqualTo(3);
        assertThat(health.damagedRows()).isEqualTo(1);
        assertThat(files()).isEqualTo(before);
        small.inspect();
        assertThat(files()).isNotEqualTo(before);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
