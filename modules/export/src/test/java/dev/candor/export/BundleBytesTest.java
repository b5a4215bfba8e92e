package dev.candor.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.RowFile;
import dev.candor.sessions.LoadedSession;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.Sessions;
import dev.candor.sessions.score.Scenario;
import dev.candor.testing.Proof;
import dev.candor.testing.RandomSession;
import dev.candor.testing.SessionRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The bytes of bundles are those that the first version wrote, in any language, zone and order of rows. A change on purpose
 * needs a new version of the form in the manifest; {@code -Dcandor.snapshot=write} writes the sums anew.
 */
@Isolated("sets the locale and the time zone")
class BundleBytesTest {
    private static final Path SUMS = Path.of("src/test/resources/dev/candor/export/bundle-sums.txt");
    private static final Path EXAMPLES = Path.of("../../docs/examples");
    private static final ScenarioFolders SCENARIOS = new ScenarioFolders(List.of(Path.of("../../config/scenarios")));
    private static final String VERSIONS = "\"versions\":{\"csv\":1,\"html\":1,\"json\":1,\"scoring\":1},";
    private static final int RANDOM = 200;
    private static final List<String> LOCALES = List.of(
            "en-US",
            "tr-TR",
            "ar-EG-u-nu-arab",
            "th-TH-u-nu-thai",
            "hi-IN-u-nu-deva",
            "de-CH",
            "fa-IR-u-nu-arabext",
            "ja-JP-u-ca-japanese",
            "lt-LT",
            "az-AZ",
            "pt-BR",
            "");
    private static final List<String> ZONES = List.of(
            "UTC",
            "Asia/Kathmandu",
            "America/St_Johns",
            "Pacific/Kiritimati",
            "Pacific/Chatham",
            "Africa/Cairo",
            "Asia/Tehran",
            "Europe/Dublin",
            "Australia/Lord_Howe",
            "America/Caracas",
            "Antarctica/Troll",
            "Etc/GMT+12");

    @TempDir
    Path folder;

    private final Locale locale = Locale.getDefault();
    private final TimeZone timeZone = TimeZone.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(timeZone);
    }

    /** The rows of a session, and the scenario that scores them. */
    private record Recorded(String scenario, List<String> rows) {
        String sessionId() {
            return ObjectValue.parse(rows.getFirst()).text("session_id").orElseThrow();
        }
    }

    private static Map<String, Recorded> sessions() throws Exception {
        Map<String, Recorded> sessions = new LinkedHashMap<>();
        for (String name : List.of("agent-skill-audit", "office-fire", "office-fire-25")) {
            String scenario = name.startsWith("agent") ? "agent_skill_audit" : "office_fire_mvp";
            sessions.put(name, new Recorded(scenario, Files.readAllLines(EXAMPLES.resolve(name + ".ndjson"))));
        }
        for (int i = 0; i < RANDOM; i += RANDOM / Proof.of(RANDOM, 20)) {
            String scenario = i % 20 < 10 ? "office_fire_mvp" : "agent_skill_audit";
            sessions.put(
                    "random-" + i,
                    i % 50 < 10
                            ? new Recorded(scenario, SessionRows.random(new Random(i), 30))
                            : new Recorded(scenario, random(scenario, i)));
        }
        return sessions;
    }

    private static List<String> random(String scenario, long seed) throws Exception {
        Scenario words = SCENARIOS.named(scenario);
        return RandomSession.rows(words.phases(), words.eventTypes(), seed);
    }

    private String sums(Recorded recorded, int turn) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(LOCALES.get(turn % LOCALES.size())));
        TimeZone.setDefault(TimeZone.getTimeZone(ZONES.get(turn % ZONES.size())));
        List<String> shuffled = new ArrayList<>(recorded.rows());
        Collections.shuffle(shuffled, new Random(turn));
        Path file = Files.write(folder.resolve(turn + ".ndjson"), shuffled);
        ExportOptions options = new ExportOptions(Optional.empty(), turn % 2 == 1);
        try (EventLog log = EventLog.inFolder(
                        folder.resolve("log"),
                        LogSettings.standard(),
                        InstantSource.fixed(Instant.EPOCH),
                        notice -> {});
                LoadedSession session = new Sessions(
                                log,
                                () -> {
                                    throw new IOException("no list is asked for");
                                },
                                SCENARIOS)
                        .open(
                                recorded.sessionId(),
                                Optional.of(new RowFile(file)),
                                Optional.of(recorded.scenario()),
                                rows -> {})) {
            SessionBundle bundle = new SessionBundle(session, options);
            return sum(out -> bundle.write(ExportFormat.JSON, out)) + " "
                    + sum(out -> bundle.write(ExportFormat.CSV, out)) + " "
                    + sum(out -> out.write(manifest(bundle)));
        }
    }

    /** As the first version wrote it: since then a manifest names the versions of rules and forms. */
    private static byte[] manifest(SessionBundle bundle) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bundle.writeManifest(EnumSet.of(ExportFormat.JSON, ExportFormat.CSV), out);
        String manifest = out.toString(StandardCharsets.UTF_8);
        assertThat(manifest).contains(VERSIONS).startsWith("{\"bundle_version\":2,");
        return manifest.replace(VERSIONS, "")
                .replace("{\"bundle_version\":2,", "{\"bundle_version\":1,")
                .getBytes(StandardCharsets.UTF_8);
    }

    private interface Form {
        void write(OutputStream out) throws Exception;
    }

    private static String sum(Form form) throws Exception {
        try (MeasuredStream out = new MeasuredStream(OutputStream.nullOutputStream())) {
            form.write(out);
            return out.sha256();
        }
    }

    @Test
    void sessions_haveTheseBytesForEver() throws Exception {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, Recorded> session : sessions().entrySet()) {
            int turn = session.getKey().hashCode() & 0xFFF;
            found.add(session.getKey() + " " + sums(session.getValue(), turn));
        }
        if (System.getProperty("candor.snapshot", "").equals("write")) {
            Files.write(SUMS, found);
        }
        assertThat(Files.readAllLines(SUMS)).containsAll(found);
    }

    @Test
    void everyLocaleZoneAndOrder_givesTheSameBytes() throws Exception {
        Recorded session = sessions().get("office-fire");
        assertThat(session).isNotNull();
        List<String> found = new ArrayList<>();
        for (int turn = 0; turn < 2 * LOCALES.size(); turn += 2) {
            found.add(sums(session, turn));
            found.add(sums(session, turn + LOCALES.size() + 2));
        }
        assertThat(found.stream().distinct()).hasSize(1);
    }
}
