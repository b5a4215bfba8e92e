package dev.candor.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.export.verify.BundleVerifier;
import dev.candor.export.verify.Verification;
import dev.candor.foundation.capability.ToolException;
import dev.candor.sessions.LoadedSession;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scenario;
import dev.candor.sessions.score.Scoring;
import dev.candor.testing.Proof;
import dev.candor.testing.SessionRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle that is replaced is the earlier one or the later one, whatever happens, and never something of both. */
class ReplacedBundleTest {
    private static final String ID = "sess-20260228-001";

    @TempDir
    Path folder;

    private Path bundle() {
        return folder.resolve(ID);
    }

    /** The session, or another one of the same id. */
    private static LoadedSession session(boolean isOther) throws ToolException, IOException {
        List<String> rows = new ArrayList<>(SessionRows.officeFire());
        if (isOther) {
            rows.replaceAll(row -> row.replace("evt-", "other-").replace("14:01:10Z", "14:01:20Z"));
        }
        SessionEvents events = Events.events(rows);
        Scenario scenario = new ScenarioFolders(List.of(Path.of("../../config/scenarios"))).named("office_fire_mvp");
        Scoring scoring = scenario.scoring();
        events.forEach(scoring::take);
        return new LoadedSession(events, scenario, scoring.assessment(), List.of(), () -> {});
    }

    private static void export(boolean isOther, Path into) throws ToolException, IOException {
        try (LoadedSession session = session(isOther)) {
            new SessionBundle(session, new ExportOptions(Optional.empty(), false))
                    .writeTo(into, EnumSet.allOf(ExportFormat.class), true, events -> {});
        }
    }

    private void mustBeWhole() throws Exception {
        Verification verification = BundleVerifier.verify(
                bundle(),
                Optional.empty(),
                new ScenarioFolders(List.of(Path.of("../../config/scenarios"))),
                false,
                events -> {});
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.files()).isEqualTo(7);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void exportThatFails_leavesTheEarlierBundle() throws Exception {
        export(false, folder);
        Path csv = bundle().resolve("session.csv");
        String earlier = Files.readString(bundle().resolve("session.json"));
        byte[] rows = Files.readAllBytes(csv);
        Files.delete(csv);
        Files.createDirectory(csv);
        assertThatThrownBy(() -> export(true, folder)).isInstanceOf(ToolException.class);
        assertThat(bundle().resolve("session.json")).content().isEqualTo(earlier);
        Files.delete(csv);
        Files.write(csv, rows);
        mustBeWhole();
    }

    /** Exports the session and the other one in turns, for ever. */
    public static void main(String[] folders) throws Exception {
        for (boolean isOther = false; ; isOther = !isOther) {
            export(isOther, Path.of(folders[0]));
            System.out.println("exported");
        }
    }

    @Test
    void exportThatIsKilled_leavesOneOfBothBundles() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < Proof.of(60, 5); i++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ReplacedBundleTest.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (int exports = 0; exports < 2; exports++) {
                    assertThat(out.readLine()).isEqualTo("exported");
                }
                assertThat(process.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS))
                        .isFalse();
            } finally {
                process.destroyForcibly().waitFor();
            }
            mustBeWhole();
        }
        export(false, folder);
        assertThat(names()).as("what killed exports left is removed").containsExactly(ID);
    }

    @Test
    void exportsThatRace_leaveOneBundle_whichIsNeverMissing() throws Exception {
        export(false, folder);
        List<Future<?>> racing = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                boolean isOther = i % 2 == 0;
                racing.add(threads.submit(() -> {
                    for (int turn = 0; turn < Proof.of(20, 3); turn++) {
                        export(isOther, folder);
                    }
                    return isOther;
                }));
            }
            while (!racing.stream().allMatch(Future::isDone)) {
                assertThat(bundle().resolve("manifest.json")).isRegularFile();
            }
        }
        for (Future<?> one : racing) {
            one.get();
        }
        mustBeWhole();
        assertThat(names()).containsExactly(ID);
    }
}
