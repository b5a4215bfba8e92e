package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.testing.Proof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash, a full disk or a foreign hand leaves of an events file is mended, and nothing is lost by it. */
class RepairIT {
    private static final String KILLS = Integer.toString(Proof.of(20, 8));

    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    /** Every byte of a file is cut at in UsageLogTest; the full proof does so here, through the program, too. */
    @Test
    void fileCutInItsLastTwoRows_nextRunRepairsAndAppends() throws IOException {
        for (int i = 0; i < 3; i++) {
            installed.run("--", "true");
        }
        byte[] whole = Files.readAllBytes(folder.resolve("events.jsonl"));
        int lastTwo = installed.rows().getFirst().length() + 1;
        int last = whole.length - installed.rows().getLast().length() - 1;
        int[] cuts = Proof.isFull()
                ? IntStream.rangeClosed(lastTwo, whole.length).toArray()
                : new int[] {lastTwo + 1, last - 1, last, last + 20, whole.length - 2, whole.length - 1};
        for (int cut : cuts) {
            repairsACut(Arrays.copyOf(whole, cut));
        }
    }

    private void repairsACut(byte[] left) throws IOException {
        String cut = "cut at " + left.length;
        Files.write(folder.resolve("events.jsonl"), left);
        Files.deleteIfExists(folder.resolve("events.jsonl.torn"));

        assertThat(installed.run("--", "true").exitCode()).as(cut).isZero();

        List<String> after = installed.rows();
        String text = new String(left, StandardCharsets.UTF_8);
        List<String> complete = text.lines().filter(RepairIT::isComplete).toList();
        assertThat(after).as(cut).hasSize(complete.size() + 1).startsWith(complete.toArray(String[]::new));
        assertThat(after).as(cut).allMatch(RepairIT::isComplete);
        String torn = text.substring(String.join("\n", complete).length());
        if (!torn.isBlank()) {
            assertThat(folder.resolve("events.jsonl.torn")).as(cut).hasContent(torn.stripLeading());
        }
    }

    private static boolean isComplete(String line) {
        try {
            JsonValue.parse(line);
            return true;
        } catch (RuntimeException torn) {
            return false;
        }
    }

    @Test
    void row_isOnDiskBeforeTheSummaryIsPrinted() {
        String command = Installed.CANDOR + " run --skill s --events events.jsonl --json -- true";
        installed.command("strace", "-f", "-qq", "-e", "trace=write,fdatasync", "-o", "calls", "sh", "-c", command);
        List<String> calls = installed.rows("calls");
        int written = indexOf(calls, "\"{\\\"context\\\":");
        int synced = written + indexOf(calls.subList(written, calls.size()), "fdatasync(");
        assertThat(indexOf(calls, "\"{\\\"command_rc\\\":")).isGreaterThan(synced);
    }

    private static int indexOf(List<String> calls, String part) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no call with " + part + " among " + calls);
    }

    @Test
    void missingFinalNewline_isAddedAndSaid() {
        installed.write("events.jsonl", row("a").stripTrailing());
        Installed.Ended ended = installed.run("--", "true");
        assertThat(ended.err()).isEqualTo("candor: the last row of events.jsonl had no newline; it was added\n");
        assertThat(installed.rows()).hasSize(2).first().isEqualTo(row("a").stripTrailing());
    }

    @Test
    void onlyRowBehindAByteOrderMark_isNotTorn() {
        installed.write("events.jsonl", "\uFEFF" + row("a").stripTrailing());
        assertThat(installed.run("--", "true").exitCode()).isZero();
        assertThat(installed.rows()).hasSize(2);
        assertThat(folder.resolve("events.jsonl.torn")).doesNotExist();
    }

    @Test
    void linkWhereTheTornPartWouldGo_isNotFollowed() throws IOException {
        installed.write("victim", "");
        Files.createSymbolicLink(folder.resolve("events.jsonl.torn"), folder.resolve("victim"));
        installed.write("events.jsonl", "{\"torn");
        assertThat(installed.run("--", "true").exitCode()).isEqualTo(125);
        assertThat(folder.resolve("victim")).isEmptyFile();
        assertThat(folder.resolve("events.jsonl")).hasContent("{\"torn");
    }

    @Test
    void tornLine_isKeptAsideAndSaid() {
        installed.write("events.jsonl", row("a") + "{\"skill\":\"b");
        Installed.Ended ended = installed.run("--", "true");
        assertThat(ended.err())
                .isEqualTo("candor: the last line of events.jsonl was torn by an interrupted write; its 11 bytes were"
                        + " moved to events.jsonl.torn\n");
        assertThat(installed.rows("events.jsonl.torn")).containsExactly("{\"skill\":\"b");
        assertThat(installed.rows()).hasSize(2);
    }

    @Test
    void lineTornWhileTheCommandRuns_isRepairedToo() {
        installed.run("--", "sh", "-c", "printf '{\"skill\":' >> events.jsonl");
        assertThat(installed.rows()).hasSize(1).allMatch(RepairIT::isComplete);
    }

    @Test
    void fileCannotBeAppendedAfterTheRun_rowWaitsAndTheNextRunAppendsIt() throws IOException {
        Installed.Ended ended =
                installed.run("--json", "--", "sh", "-c", "rm events.jsonl; mkdir events.jsonl; exit 4");
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err())
                .contains("THE EVENT WAS NOT APPENDED")
                .contains("the next run on this events file appends it");
        assertThat(ended.lines().getLast()).contains("\"event_appended\":0");

        Files.delete(folder.resolve("events.jsonl"));
        Installed.Ended next = installed.run("--", "true");
        assertThat(next.err())
                .isEqualTo("candor: 1 row of an earlier run that could not be appended then: now in events.jsonl\n");
        assertThat(installed.rows()).hasSize(2);
        assertThat(installed.rows().getFirst()).contains("command_exit=4");

        assertThat(installed.run("--", "true").err()).isEmpty();
        assertThat(installed.rows()).hasSize(3);
    }

    @Test
    void diskIsFull_childsCodeStandsFileIsWholeAndTheRowWaits() throws IOException {
        installed.write("events.jsonl", row("a".repeat(380)));
        byte[] before = Files.readAllBytes(folder.resolve("events.jsonl"));
        // a file may have 512 bytes, the signal for more is ignored: the write fails in its middle, as on a full disk
        Installed.Ended ended = installed.command(
                "sh",
                "-c",
                "trap '' XFSZ; ulimit -f 1; exec " + Installed.CANDOR
                        + " run --skill s --events events.jsonl --context waits -- sh -c 'exit 6'");
        assertThat(ended.exitCode()).isEqualTo(6);
        assertThat(ended.err()).contains("THE EVENT WAS NOT APPENDED");
        assertThat(Files.readAllBytes(folder.resolve("events.jsonl"))).isEqualTo(before);

        installed.run("--", "true");
        assertThat(installed.rows()).hasSize(3);
        assertThat(installed.rows().get(1)).contains("\"context\":\"waits\"").contains("command_exit=6");
    }

    @Test
    void wrapperIsKilledAtRandomMoments_fileParsesAndHoldsWhatWasPromised() {
        Installed.Ended ended = installed.python("kill_wrapper.py", Installed.CANDOR.toString(), KILLS, "1");
        assertThat(ended.lines().getLast())
                .startsWith("kills " + KILLS + ", ")
                .endsWith("promised rows missing 0, invalid lines 0");
    }

    @Test
    void manyProcessesOnOneFile_everyRowIsThereOnce() {
        int runs = Proof.of(10, 4);
        Installed.Ended ended =
                installed.python("many_runs.py", Installed.CANDOR.toString(), "8", Integer.toString(runs));
        assertThat(ended.lines().getLast())
                .isEqualTo("rows %d of %d, each once, invalid lines 0".formatted(8 * runs, 8 * runs));
    }

    private static String row(String skill) {
        return "{\"context\":\"run\",\"duration_ms\":1,\"skill\":\"" + skill
                + "\",\"source\":\"x\",\"status\":\"success\",\"timestamp_utc\":\"2026-01-28T14:22:00.000Z\"}\n";
    }
}
