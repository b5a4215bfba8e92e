package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.testing.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same events give the same bytes, whatever the process they are exported by is set to. */
class ExportMatrixIT {
    private static final String ID = "sess-20260228-001";
    private static final Path EVENTS =
            Path.of("../modules/testing/src/main/resources/dev/candor/testing/office-fire.ndjson");
    private static final List<List<String>> EACH = List.of(
            List.of(),
            List.of("-Duser.language=tr", "-Duser.country=TR"),
            List.of("-Duser.language=ar", "-Duser.country=EG"),
            List.of("-Duser.language=hi", "-Duser.country=IN", "-Duser.extensions=u-nu-deva"),
            List.of("-Duser.timezone=Asia/Kathmandu"),
            List.of("-Duser.timezone=America/St_Johns", "-Duser.language=de", "-Duser.country=CH"),
            List.of("-Dfile.encoding=COMPAT"),
            List.of("-Dfile.encoding=US-ASCII", "-Dstdout.encoding=US-ASCII"),
            List.of("-Dfile.encoding=ISO-8859-1", "-Dstdout.encoding=ISO-8859-1"),
            List.of("-Dline.separator=\r\n"));

    /** Each of them, several in one process: it takes two that cancel each other out to go unseen. */
    private static final List<List<String>> TOGETHER = List.of(
            EACH.get(0),
            joined(List.of(EACH.get(1), EACH.get(4), EACH.get(6))),
            joined(List.of(EACH.get(2), EACH.get(7), EACH.get(9))),
            joined(List.of(EACH.get(3), EACH.get(8))),
            EACH.get(5));

    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    private static List<String> joined(List<List<String>> settings) {
        return settings.stream().flatMap(List::stream).toList();
    }

    /** The seven events, and some of the same instant whose ids have to be put in order. */
    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>(Files.readAllLines(EVENTS));
        for (String id : List.of("EVT-002", "\u00e9vt", "\u0131I\u0130i", "\uFFFD", "\uD83D\uDE00")) {
            rows.add(rows.get(1).replace("evt-002", id).replace("\"score_delta\":25", "\"score_delta\":-1234567.50"));
        }
        return rows;
    }

    private Map<String, String> exported(int run, List<String> settings, Map<String, String> environment)
            throws IOException {
        List<String> shuffled = rows();
        Collections.shuffle(shuffled, new Random(run));
        String events = "events-" + run + ".ndjson";
        installed.write(events, String.join("\n", shuffled));
        String home = Installed.CANDOR.getParent().getParent().toString();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dcandor.home=" + home,
                "-cp",
                home + "/lib/*"));
        command.addAll(settings);
        command.addAll(List.of("dev.candor.app.cli.Candor", "export", "session", ID, "--from", events));
        command.addAll(List.of("--format", "all", "--out", "out-" + run));
        Installed.Ended ended = installed.command(environment, command.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return sums(installed.path("out-" + run).resolve(ID));
    }

    private static Map<String, String> sums(Path bundle) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (Stream<Path> files = Files.list(bundle)) {
            for (Path file : files.toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                sums.put(String.valueOf(file.getFileName()), HexFormat.of().formatHex(digest));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return sums;
    }

    @Test
    void everySetting_givesOneSumForEachFile() throws IOException {
        Set<Map<String, String>> found = new HashSet<>();
        int run = 0;
        for (List<String> settings : Proof.isFull() ? EACH : TOGETHER) {
            found.add(exported(run++, settings, Map.of()));
        }
        found.add(exported(run++, List.of(), Map.of("LC_ALL", "C", "LANG", "C", "TZ", "Asia/Kathmandu")));
        found.add(exported(run++, List.of(), Map.of("LC_ALL", "tr_TR.UTF-8", "LANG", "tr_TR.UTF-8")));
        assertThat(found).hasSize(1);
        assertThat(new TreeSet<>(found.iterator().next().keySet()))
                .contains("session.json", "session.csv", "report.html", "manifest.json");
    }

    @Test
    void log_givesTheBytesOfTheFile() throws IOException {
        installed.write("events.ndjson", String.join("\n", rows()));
        assertThat(installed.candor("ingest", "events.ndjson").exitCode()).isZero();
        assertThat(installed
                        .candor("export", "session", ID, "--format", "all", "--out", "log")
                        .exitCode())
                .isZero();
        assertThat(sums(installed.path("log").resolve(ID))).isEqualTo(exported(99, List.of(), Map.of()));
    }
}
