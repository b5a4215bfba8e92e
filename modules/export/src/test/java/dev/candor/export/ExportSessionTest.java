package dev.candor.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFile;
import dev.candor.sessions.LoadedSession;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.Sessions;
import dev.candor.testing.SessionRows;
import dev.candor.validation.schema.RowChecker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets the locale and the time zone")
class ExportSessionTest {
    private static final String REFERENCE = "sess-20260228-001";
    private static final ExportOptions PLAIN_EXPORT = new ExportOptions(Optional.empty(), false);
    private static final ToolContext UNATTENDED = ToolContext.unattended();

    @TempDir
    Path folder;

    private final Locale locale = Locale.getDefault();
    private final TimeZone timeZone = TimeZone.getDefault();
    private EventLog log;
    private Sessions sessions;

    @BeforeEach
    void emptyLog() throws IOException {
        log = EventLog.inFolder(
                folder.resolve("log"),
                LogSettings.standard(),
                InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")),
                notice -> {});
        sessions = new Sessions(
                log,
                () -> {
                    throw new IOException("nothing is listed here");
                },
                new ScenarioFolders(List.of(Path.of("../../config/scenarios"))));
    }

    @AfterEach
    void restore() throws IOException {
        Locale.setDefault(locale);
        TimeZone.setDefault(timeZone);
        log.close();
    }

    private void record(List<String> rows) throws IOException {
        log.append(rows.stream()
                .map(row -> JsonWriter.compact(JsonValue.parse(row)).getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private Path file(List<String> rows) throws IOException {
        return Files.writeString(folder.resolve("events.ndjson"), String.join("\n", rows));
    }

    private String sums(Optional<RowFile> from) throws ToolException, IOException {
        try (LoadedSession session = sessions.open(REFERENCE, from, Optional.empty(), rows -> {})) {
            return sum(session, ExportFormat.JSON) + " " + sum(session, ExportFormat.CSV);
        }
    }

    private static String sum(LoadedSession session, ExportFormat format) throws IOException {
        try (MeasuredStream out = new MeasuredStream(OutputStream.nullOutputStream())) {
            new SessionBundle(session, PLAIN_EXPORT).write(format, out);
            return out.sha256();
        }
    }

    /** The seven events and more of the same times, so that order has to be made. */
    private static List<String> crowded() {
        List<String> rows = new ArrayList<>(SessionRows.officeFire());
        for (String id : List.of("evt-0021", "EVT-002", "évt", "ıIiİ", "\uFFFD", "\uD83D\uDE00")) {
            rows.add(SessionRows.officeFire()
                    .get(1)
                    .replace("evt-002", id)
                    .replace("\"score_delta\":25", "\"score_delta\":1234567.50")
                    .replace("14:01:10Z", id.equals("évt") ? "14:01:10.000Z" : "14:01:10+00:00"));
        }
        return rows;
    }

    @Test
    void anyLocaleZoneAndOrder_giveTheSameBytes() throws ToolException, IOException {
        record(crowded());
        Set<String> sums = new HashSet<>();
        sums.add(sums(Optional.empty()));
        Random random = new Random(11);
        for (String language : List.of("tr-TR", "ar-EG", "th-TH-u-nu-thai", "hi-IN-u-nu-deva", "de-DE", "")) {
            Locale.setDefault(Locale.forLanguageTag(language));
            for (String zone : List.of("Asia/Kathmandu", "America/St_Johns", "UTC")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                List<String> shuffled = crowded();
                Collections.shuffle(shuffled, random);
                sums.add(sums(Optional.of(new RowFile(file(shuffled)))));
                sums.add(sums(Optional.empty()));
            }
        }
        assertThat(sums).hasSize(1);
    }

    /** Whoever changes these changes what earlier bundles are recomputed to: a new bundle version is needed then. */
    @Test
    void referenceSession_hasTheseBytesForEver() throws ToolException, IOException {
        record(SessionRows.officeFire());
        assertThat(sums(Optional.empty()))
                .isEqualTo("355071aaed5859c0b59619af0609dce702f7da84aeb9baead2210f76655cd69b"
                        + " 13d0a7a5f0a2f33fd7a84956c3aed35e457ea426c709f4f98ba19810887eb31b");
    }

    private static ExportSession.Request request(String id, String format, Optional<String> exportedAt) {
        return new ExportSession.Request(id, format, exportedAt, Optional.empty(), false, false);
    }

    /** In words; what it is as JSON is held against its schema. */
    private static String told(ExportSession capability, ExportedBundle bundle) {
        assertThat(RowChecker.of(ExportSession.DECLARATION.tool().outputSchema(), List.of())
                        .check(JsonWriter.compact(
                                        ExportSession.DECLARATION.result().write(bundle))
                                .getBytes(StandardCharsets.UTF_8))
                        .violations())
                .isEmpty();
        Page page = new Page();
        capability.tell(bundle, page);
        return page.text();
    }

    @Test
    void capability_exports_andAddsForms() throws ToolException, IOException {
        record(SessionRows.officeFire());
        ExportSession export = new ExportSession(sessions, folder.resolve("exports"));
        Path bundle = folder.resolve("exports").resolve(REFERENCE);
        assertThat(told(export, export.call(request(REFERENCE, "both", Optional.empty()), UNATTENDED)))
                .startsWith(bundle + ": 7 events, score 25 (fail) by office_fire_mvp\n  ")
                .containsPattern("\n  session\\.csv +[0-9a-f]{64}  [0-9]+ bytes");
        assertThat(bundle.resolve("session.csv")).isRegularFile();
        assertThat(bundle.resolve("report.html")).doesNotExist();
        assertThat(told(export, export.call(request(REFERENCE, "html", Optional.empty()), UNATTENDED)))
                .contains(" bytes, unchanged");
        assertThat(bundle.resolve("report.html")).isRegularFile();
    }

    @Test
    void export_refusesWhatItCannotDo() throws IOException {
        record(SessionRows.officeFire());
        ExportSession export = new ExportSession(sessions, folder.resolve("exports"));
        assertThatThrownBy(() -> export.call(request("none", "both", Optional.empty()), UNATTENDED))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("session-not-found"));
        assertThatThrownBy(() -> export.call(request("none", "both", Optional.of("yesterday, about noon")), UNATTENDED))
                .hasMessageContaining("exported_at must be a moment in UTC");
    }

    @Test
    void cancelledCall_endsWithNothingWritten() throws IOException {
        record(SessionRows.officeFire());
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        ToolContext cancelled = new ToolContext(cancellation, progress -> {});
        ExportSession export = new ExportSession(sessions, folder.resolve("exports"));
        assertThatThrownBy(() -> export.call(request(REFERENCE, "both", Optional.empty()), cancelled))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("exports")).doesNotExist();
    }

    @Test
    void folderThatCannotBeMade_isNamed() throws IOException {
        record(SessionRows.officeFire());
        Path inTheWay = file(List.of("no folder"));
        ExportSession export = new ExportSession(sessions, inTheWay);
        assertThatThrownBy(() -> export.call(request(REFERENCE, "both", Optional.empty()), UNATTENDED))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("export-failed"))
                .hasMessageStartingWith("the bundle cannot be written into " + inTheWay.resolve(REFERENCE) + ": ");
    }
}
