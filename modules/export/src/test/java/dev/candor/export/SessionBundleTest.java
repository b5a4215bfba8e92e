package dev.candor.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.json.JsonValue;
import dev.candor.sessions.LoadedSession;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.Scoring;
import dev.candor.testing.SessionRows;
import dev.candor.validation.schema.RowChecker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionBundleTest {
    private static final ExportOptions PLAIN_EXPORT = new ExportOptions(Optional.empty(), false);
    private static final Set<ExportFormat> JSON = EnumSet.of(ExportFormat.JSON);
    private static final Set<ExportFormat> CSV = EnumSet.of(ExportFormat.CSV);
    private static final Set<ExportFormat> ALL = EnumSet.allOf(ExportFormat.class);

    @TempDir
    Path folder;

    private LoadedSession session;

    @BeforeEach
    void open() throws ToolException, IOException {
        session = open(SessionRows.officeFire());
    }

    @AfterEach
    void close() {
        session.close();
    }

    private static LoadedSession open(List<String> rows) throws ToolException, IOException {
        SessionEvents events = Events.events(rows);
        Scenario scenario = new ScenarioFolders(List.of(Path.of("../../config/scenarios"))).named("office_fire_mvp");
        Scoring scoring = scenario.scoring();
        events.forEach(scoring::take);
        return new LoadedSession(events, scenario, scoring.assessment(), List.of("a row was passed over"), () -> {});
    }

    private ExportedBundle export(Set<ExportFormat> formats, ExportOptions options, boolean force)
            throws ToolException, IOException {
        return new SessionBundle(session, options).writeTo(folder.resolve("out"), formats, force, written -> {});
    }

    private Path bundle() {
        return folder.resolve("out/sess-20260228-001");
    }

    private List<String> names(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private String manifest() throws IOException {
        return Files.readString(bundle().resolve("manifest.json"));
    }

    private String refusal(Set<ExportFormat> formats, ExportOptions options) {
        List<String> said = new ArrayList<>();
        assertThatThrownBy(() -> export(formats, options, false)).isInstanceOfSatisfying(ToolException.class, e -> {
            assertThat(e.code()).isEqualTo("artifact-exists");
            said.add(e.sentence());
        });
        return said.getFirst().replace(bundle().toString(), "…");
    }

    @Test
    void bundle_hasItsFilesWithTheirSums() throws ToolException, IOException {
        ExportedBundle exported = export(ALL, PLAIN_EXPORT, false);
        assertThat(exported.folder()).isEqualTo(bundle().toString());
        assertThat(names(bundle()))
                .containsExactly(
                        "manifest.json",
                        "microdrills.json",
                        "report.html",
                        "rubric.json",
                        "scenario.json",
                        "session.csv",
                        "session.json");
        assertThat(exported.files()).hasSize(7).noneMatch(ExportedBundle.File::unchanged);
        for (ExportedBundle.File file : exported.files()) {
            MeasuredStream found = MeasuredStream.of(bundle().resolve(file.name()));
            assertThat(file.bytes()).isEqualTo(found.bytes());
            assertThat(file.sha256()).isEqualTo(found.sha256());
        }
        assertThat(exported.events()).isEqualTo(7);
        assertThat(exported.warnings()).hasSize(2).endsWith("a row was passed over");
    }

    @Test
    void bundle_isPrivate() throws ToolException, IOException {
        export(JSON, PLAIN_EXPORT, false);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle().resolve("session.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void manifest_isOneCanonicalLine_thatKeepsItsSchema() throws ToolException, IOException {
        export(CSV, new ExportOptions(Optional.of("2026-03-01T00:00:00Z"), true), false);
        assertThat(manifest())
                .startsWith("{\"bundle_version\":2,\"events\":7,\"exported_at\":\"2026-03-01T00:00:00Z\",\"files\":[{")
                .contains("\"name\":\"session.csv\",\"rows\":7,\"sha256\":\"")
                .contains("],\"participant_id\":\"anon-p001\",\"scenario\":{\"scenario_id\":\"office_fire_mvp\","
                        + "\"version\":\"1.0.0\"},\"session_id\":\"sess-20260228-001\",\"spreadsheet_safe\":true,"
                        + "\"versions\":{\"csv\":1,\"html\":1,\"json\":1,\"scoring\":1},\"warnings\":[\"")
                .contains("evt-007")
                .doesNotContain("passed over")
                .endsWith("\"]}\n");
        assertThat(violations("manifest-2", manifest().getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private static List<?> violations(String schema, byte[] json) throws IOException {
        Path file = Path.of("../../schemas/session/1/" + schema + ".schema.json");
        return RowChecker.of(JsonValue.parse(Files.readAllBytes(file)), List.of())
                .check(json)
                .violations();
    }

    @Test
    void bundleJson_keepsItsSchema() throws ToolException, IOException {
        export(JSON, PLAIN_EXPORT, false);
        byte[] bundle = Files.readAllBytes(bundle().resolve("session.json"));
        assertThat(violations("bundle", bundle)).isEmpty();
        String retyped = new String(bundle, StandardCharsets.UTF_8).replace("\"events\":[", "\"events\":{},\"x\":[");
        assertThat(violations("bundle", retyped.getBytes(StandardCharsets.UTF_8)))
                .hasSize(2);
    }

    @Test
    void exportedAt_isTheTimeOfTheLastEvent_unlessGiven() throws ToolException, IOException {
        export(JSON, PLAIN_EXPORT, false);
        assertThat(bundle().resolve("session.json")).content().contains("\"exported_at\":\"2026-02-28T14:09:00Z\"");
        assertThatThrownBy(() -> new ExportOptions(Optional.of("2026-02-28T14:09:00+01:00"), false))
                .hasMessage("exported_at must be a moment in UTC such as 2026-11-20T10:00:00Z, found"
                        + " '2026-02-28T14:09:00+01:00'");
        assertThat(ExportOptions.isMoment("2026-02-30T14:09:00Z")).isFalse();
        assertThat(ExportOptions.isMoment("2026-02-28T14:09:00.123456789+00:00"))
                .isTrue();
    }

    @Test
    void secondExport_leavesEverythingAlone() throws ToolException, IOException {
        export(ALL, PLAIN_EXPORT, false);
        assertThat(export(ALL, PLAIN_EXPORT, false).files()).allMatch(ExportedBundle.File::unchanged);
    }

    @Test
    void otherContent_isRefusedByName_andNothingIsChanged() throws ToolException, IOException {
        export(ALL, PLAIN_EXPORT, false);
        Files.writeString(bundle().resolve("session.csv"), "edited");
        String before = manifest();
        ExportOptions later = new ExportOptions(Optional.of("2026-03-01T00:00:00Z"), false);
        assertThat(refusal(EnumSet.of(ExportFormat.JSON, ExportFormat.CSV), later))
                .isEqualTo("expected … to be free, or to hold the same bytes, but other content stands there in"
                        + " manifest.json, report.html, session.csv, session.json; nothing was changed. Export into another folder,"
                        + " or replace the bundle with force");
        assertThat(manifest()).isEqualTo(before);
        assertThat(bundle().resolve("session.csv")).hasContent("edited");
        assertThat(names(bundle())).hasSize(7);
        ExportedBundle forced = export(ALL, later, true);
        assertThat(forced.files().stream().filter(ExportedBundle.File::unchanged))
                .extracting(ExportedBundle.File::name)
                .contains("rubric.json")
                .doesNotContain("session.csv", "session.json", "manifest.json");
        assertThat(bundle().resolve("session.csv")).content().startsWith("timestamp,");
    }

    @Test
    void formatsOneAfterTheOther_giveWhatAllAtOnceGive() throws ToolException, IOException {
        export(JSON, PLAIN_EXPORT, false);
        export(CSV, PLAIN_EXPORT, false);
        ExportedBundle grown = export(EnumSet.of(ExportFormat.HTML), PLAIN_EXPORT, false);
        assertThat(grown.files()).hasSize(7);
        assertThat(grown.files().stream().filter(file -> !file.unchanged()))
                .extracting(ExportedBundle.File::name)
                .containsExactly("manifest.json", "report.html");
        ByteArrayOutputStream atOnce = new ByteArrayOutputStream();
        new SessionBundle(session, PLAIN_EXPORT).writeManifest(ALL, atOnce);
        assertThat(manifest()).isEqualTo(atOnce.toString(StandardCharsets.UTF_8));
        assertThat(refusal(CSV, new ExportOptions(Optional.empty(), true))).contains(" in manifest.json");
    }

    @Test
    void fileThatChangedSince_isInTheWay_andMadeAnewByForce() throws ToolException, IOException {
        export(EnumSet.of(ExportFormat.JSON, ExportFormat.CSV), PLAIN_EXPORT, false);
        Files.writeString(bundle().resolve("session.csv"), "edited");
        assertThat(refusal(JSON, PLAIN_EXPORT)).contains(" in session.csv;");
        assertThat(bundle().resolve("session.csv")).hasContent("edited");
        export(JSON, PLAIN_EXPORT, true);
        assertThat(bundle().resolve("session.csv")).content().startsWith("timestamp,");
        assertThat(manifest()).contains("session.csv");
    }

    @Test
    void formOfOtherEvents_isInTheWay_howeverAlikeTheyAre() throws ToolException, IOException {
        export(JSON, PLAIN_EXPORT, false);
        String before = manifest();
        session.close();
        List<String> rows = new ArrayList<>(SessionRows.officeFire());
        rows.set(5, rows.get(5).replace("\"success\"", "\"partial\""));
        session = open(rows);
        assertThat(refusal(CSV, PLAIN_EXPORT)).contains(" in manifest.json, session.json;");
        assertThat(names(bundle())).doesNotContain("session.csv");
        assertThat(manifest()).isEqualTo(before);
    }

    @Test
    void whatIsNoPartOfABundle_isNeverReplaced() throws ToolException, IOException {
        export(JSON, PLAIN_EXPORT, false);
        Files.writeString(bundle().resolve("notes.txt"), "mine");
        assertThat(export(JSON, PLAIN_EXPORT, false).files()).allMatch(ExportedBundle.File::unchanged);
        assertThatThrownBy(() -> export(ALL, PLAIN_EXPORT, true))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("artifact-exists"))
                .hasMessage("expected " + bundle() + " to be free, or to be a bundle, but other content stands there in"
                        + " notes.txt; nothing was changed. Move it away, or export into another folder");
        assertThat(bundle().resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void whatAnEndedExportLeft_isRemoved() throws ToolException, IOException {
        Path leftover = Files.createDirectories(folder.resolve("out/.sess-20260228-001.new"));
        Files.writeString(leftover.resolve("session.json"), "{");
        export(JSON, PLAIN_EXPORT, false);
        assertThat(names(folder.resolve("out"))).containsExactly("sess-20260228-001");
    }

    @Test
    void earlierBundleThatWasRenamedOnly_isPutBack() throws ToolException, IOException {
        export(ALL, PLAIN_EXPORT, false);
        Files.move(bundle(), folder.resolve("out/.sess-20260228-001.old"));
        assertThat(refusal(ALL, new ExportOptions(Optional.of("2026-03-01T00:00:00Z"), false)))
                .contains(" in manifest.json, report.html, session.json;");
        assertThat(names(folder.resolve("out"))).containsExactly("sess-20260228-001");
        assertThat(names(bundle())).hasSize(7);
    }

    @Test
    void bundleThatIsReplaced_keepsItsModes() throws ToolException, IOException {
        export(JSON, PLAIN_EXPORT, false);
        Files.setPosixFilePermissions(bundle(), PosixFilePermissions.fromString("rwxr-x---"));
        Files.setPosixFilePermissions(bundle().resolve("session.json"), PosixFilePermissions.fromString("rw-r-----"));
        export(JSON, new ExportOptions(Optional.of("2026-03-01T00:00:00Z"), false), true);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle())))
                .isEqualTo("rwxr-x---");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle().resolve("session.json"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void folder_isOfOneExportAtATime() throws ToolException, IOException {
        Path lock = folder.resolve("out/.sess-20260228-001.lock");
        new SessionBundle(session, PLAIN_EXPORT)
                .writeTo(
                        folder.resolve("out"),
                        JSON,
                        false,
                        written -> assertThatThrownBy(() -> AdvisoryLock.take(lock, Duration.ZERO))
                                .hasMessageContaining("stays locked"));
        assertThat(names(folder.resolve("out"))).containsExactly("sess-20260228-001");
    }

    @Test
    void brokenManifest_isInTheWay() throws ToolException, IOException {
        export(JSON, PLAIN_EXPORT, false);
        Files.writeString(bundle().resolve("manifest.json"), "{");
        assertThat(refusal(JSON, PLAIN_EXPORT)).contains(" in manifest.json;");
        export(JSON, PLAIN_EXPORT, true);
        assertThat(manifest()).contains("session.json");
    }

    @Test
    void refusedExport_leavesNoFolder() throws IOException {
        assertThatThrownBy(() -> new SessionBundle(session, PLAIN_EXPORT)
                        .writeTo(folder.resolve("out"), JSON, false, written -> {
                            throw new IllegalStateException("stop");
                        }))
                .hasMessage("stop");
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    @Test
    void stream_givesTheBytesOfTheFile() throws ToolException, IOException {
        export(ALL, PLAIN_EXPORT, false);
        for (ExportFormat format : ExportFormat.values()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new SessionBundle(session, PLAIN_EXPORT).write(format, out);
            assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(bundle().resolve(format.fileName())));
        }
    }

    @Test
    void progress_growsToTheEventsOfAllFiles() throws ToolException, IOException {
        List<Long> told = new ArrayList<>();
        new SessionBundle(session, PLAIN_EXPORT).writeTo(folder.resolve("out"), ALL, false, told::add);
        assertThat(told).isSortedAccordingTo(Comparator.naturalOrder()).endsWith(21L);
    }

    @Test
    void strangeSessionId_namesAFolderInItsParent() throws ToolException, IOException {
        for (String id : List.of("..", ".hidden", "a/../b", "ü", "x.", "x".repeat(101), "/".repeat(90), "a%2Fb")) {
            String row = SessionRows.row("e", "2026-02-28T14:00:00Z", "")
                    .replace("\"session_id\":\"s\"", "\"session_id\":\"" + id + "\"");
            try (LoadedSession strange = open(List.of(row))) {
                new SessionBundle(strange, PLAIN_EXPORT).writeTo(folder.resolve("strange"), JSON, false, written -> {});
            }
        }
        assertThat(names(folder.resolve("strange")))
                .contains("%2E%2E", "%2Ehidden", "a%2F..%2Fb", "%C3%BC", "a%252Fb", "x%2E")
                .hasSize(8)
                .allMatch(name -> name.length() <= 100)
                .filteredOn(name -> name.contains("~"))
                .hasSize(2);
    }
}
