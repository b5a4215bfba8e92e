package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code candor ingest} as an installed program. */
class IngestIT {
    @TempDir
    Path folder;

    private Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    private static String row(int number) {
        return "{\"context\":\"run\",\"duration_ms\":" + number + ",\"skill\":\"s\",\"source\":\"test\","
                + "\"status\":\"success\",\"timestamp_utc\":\"2026-11-20T10:00:00Z\"}\n";
    }

    private Installed.Ended ingest(String... files) {
        String[] arguments = new String[files.length + 3];
        arguments[0] = "ingest";
        arguments[1] = "--contract";
        arguments[2] = "skill-usage";
        System.arraycopy(files, 0, arguments, 3, files.length);
        return installed.candor(arguments);
    }

    @Test
    void goodRows_areAccepted_andDuplicatesTheSecondTime() {
        installed.write("a.jsonl", row(1) + row(2));
        Installed.Ended first = ingest("a.jsonl");
        assertThat(first.out()).isEqualTo("2 rows: 2 accepted, 0 duplicate, 0 quarantined\n");
        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();

        Installed.Ended second = ingest("a.jsonl");
        assertThat(second.out()).isEqualTo("2 rows: 0 accepted, 2 duplicate, 0 quarantined\n");
        assertThat(second.exitCode()).isZero();
    }

    @Test
    void longReading_isShownOnATerminal_andTakenOffIt() {
        Installed.Ended ended = installed.python("ingest_terminal.py", Installed.CANDOR.toString());
        assertThat(ended.out()).endsWith("shown and taken off\n");
    }

    @Test
    void badRows_areTold_upToTwentyOfAFile() {
        installed.write("a.jsonl", row(1) + "no json\n".repeat(25));
        Installed.Ended ended = ingest("a.jsonl");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.out()).isEqualTo("26 rows: 1 accepted, 0 duplicate, 25 quarantined\n");
        assertThat(ended.err().lines().toList())
                .hasSize(21)
                .allSatisfy(line -> assertThat(line).startsWith("a.jsonl:"))
                .last()
                .isEqualTo("a.jsonl: and 5 more");
        assertThat(ended.err()).contains("a.jsonl:2: ").contains("[NOT_JSON]");
    }

    @Test
    void receiptOfSeveralFiles_isOneLine_andNamesThem() throws IOException {
        installed.write("a.jsonl", row(1) + "{}\n");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("b.jsonl.gz")))) {
            out.write((row(1) + row(2)).getBytes(StandardCharsets.UTF_8));
        }
        Installed.Ended ended = ingest("--json", "a.jsonl", "b.jsonl.gz");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.lines()).hasSize(1);
        assertThat(ended.out())
                .startsWith("{\"accepted\":2,\"duplicate\":1,\"quarantined\":1,\"received\":4,\"rows\":[")
                .contains("\"file\":\"a.jsonl\",\"line\":2", "\"file\":\"b.jsonl.gz\",\"line\":1");
    }

    @Test
    void missingFile_isTold_theOthersAreTaken() {
        installed.write("a.jsonl", row(1));
        Installed.Ended ended = ingest("nowhere.jsonl", "a.jsonl");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out())
                .isEqualTo("1 row: 1 accepted, 0 duplicate, 0 quarantined, 1 file not taken to the end\n");
        assertThat(ended.err()).contains("candor: the file nowhere.jsonl was not taken to its end (0 rows before");
    }

    @Test
    void cutGzip_isTold_withWhatWasTaken() throws IOException {
        installed.write("a.jsonl", row(1));
        installed.command("sh", "-c", "gzip -c a.jsonl | head -c 40 > a.jsonl.gz");
        Installed.Ended ended = ingest("a.jsonl.gz");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("expected whole gzip, but it ends within the data of member 1");
    }

    @Test
    void standardInput_isTakenAsItComes() {
        installed.write("a.jsonl", row(1) + row(2));
        Installed.Ended ended = installed.command(
                "sh", "-c", "cat a.jsonl | " + Installed.CANDOR + " ingest --contract skill-usage --source nightly -");
        assertThat(ended.out()).isEqualTo("2 rows: 2 accepted, 0 duplicate, 0 quarantined\n");
    }

    @Test
    void prettyText_isOneRow_whenTheFormatSaysSo() {
        installed.write("a.json", row(1).replace(",", ",\n"));
        assertThat(ingest("--input-format", "json", "a.json").out()).startsWith("1 row: 1 accepted");
    }

    @Test
    void wrongFlags_areUsageErrors() {
        assertThat(installed.candor("ingest").exitCode()).isEqualTo(2);
        assertThat(installed.candor("ingest", "--contract", "skills", "a").err())
                .contains(
                        "there is no contract 'skills'; there are skill-usage, orchestration, session, audit, execution, agent");
        assertThat(installed.candor("ingest", "--input-format", "xml", "a").err())
                .contains("the flag --input-format needs auto, ndjson or json, found 'xml'");
    }
}
