package dev.candor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("its processes must not be met by a test that ends all processes")
class ProcessTreeTest {
    /** Says its process id, in a file, and stays. */
    private static final String STAY = "sh -c 'echo $$ > $0; exec sleep 60' ";

    @TempDir
    Path folder;

    private final List<ProcessTree> trees = new ArrayList<>();

    private ProcessTree start(String script) throws IOException {
        ProcessTree tree = ProcessTree.start(new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .inheritIO());
        trees.add(tree);
        return tree;
    }

    @AfterEach
    void endAll() {
        trees.forEach(ProcessTreeTest::end);
    }

    private static int end(ProcessTree tree) {
        return tree.end(() -> Duration.ofMillis(200), () -> {});
    }

    private int pid(String name) {
        Await.until(() -> text(name).endsWith("\n"));
        return Integer.parseInt(text(name).strip());
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException notYet) {
            return "";
        }
    }

    /** Neither running nor waiting to be collected. */
    private static boolean isGone(int pid) {
        return !Files.exists(Path.of("/proc", Integer.toString(pid)));
    }

    @Test
    void process_thatForksTwiceAndTakesASessionOfItsOwn_isEnded() throws Exception {
        ProcessTree tree =
                start("setsid sh -c '(" + STAY.replace("'", "\"").replace("$", "\\$") + " daemon &)'; exit 0");
        int daemon = pid("daemon");
        tree.first().waitFor();

        assertThat(end(tree)).isEqualTo(1);
        assertThat(isGone(daemon)).isTrue();
    }

    @Test
    void process_thatAlsoClearsItsEnvironment_isEnded() throws Exception {
        ProcessTree tree = start("(env -i setsid " + STAY + " daemon &); exit 0");
        int daemon = pid("daemon");
        tree.first().waitFor();

        assertThat(end(tree)).isEqualTo(1);
        assertThat(isGone(daemon)).isTrue();
    }

    @Test
    void process_thatSetsItsOwnLimit_isEndedBelowItsParent() throws Exception {
        ProcessTree tree = start("ulimit -m 1000000; setsid " + STAY + " child & wait");
        int child = pid("child");

        assertThat(end(tree)).isEqualTo(2);
        assertThat(isGone(child)).isTrue();
    }

    @Test
    void stoppedProcess_isAskedToEnd() throws Exception {
        ProcessTree tree = start(
                "sh -c 'trap \"echo > asked; exit\" TERM; echo $$ > child; kill -STOP $$; sleep 60 & wait' & wait");
        int child = pid("child");
        Await.until(() -> ProcStatus.of(child).state() == 'T');

        tree.end(() -> Duration.ofSeconds(20), () -> {});

        assertThat(folder.resolve("asked")).exists();
    }

    @Test
    void anotherTree_staysWhenOneEnds() throws Exception {
        ProcessTree one = start("(env -i setsid " + STAY + " one &); exec sleep 60");
        ProcessTree other = start("(env -i setsid " + STAY + " other &); exec sleep 60");
        int ones = pid("one");
        int others = pid("other");

        assertThat(end(one)).isEqualTo(2);

        assertThat(isGone(ones)).isTrue();
        assertThat(ProcStatus.of(others).state()).isEqualTo('S');
        assertThat(other.first().isAlive()).isTrue();
        assertThat(end(other)).isEqualTo(2);
        assertThat(isGone(others)).isTrue();
    }

    @Test
    void adoptedProcesses_thatEnded_areCollected() throws Exception {
        ProcessTree tree = start("(setsid sh -c 'echo $$ > daemon' &); exec sleep 60");
        int daemon = pid("daemon");
        Await.until(() -> ProcStatus.of(daemon).ended());

        tree.collect();

        assertThat(isGone(daemon)).isTrue();
        assertThat(tree.first().isAlive()).isTrue();
    }

    @Test
    void limitOfThisProcess_isAsItWas() throws Exception {
        String before = residentLimit();
        start("exit 0");

        assertThat(residentLimit()).isEqualTo(before);
    }

    private static String residentLimit() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max resident set"))
                .findFirst()
                .orElseThrow();
    }
}
