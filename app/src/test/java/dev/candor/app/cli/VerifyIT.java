package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code candor verify} on what {@code candor export} wrote, and on what somebody changed. */
class VerifyIT {
    private static final String CLAIM = Path.of("..", "modules/export/src/test/resources/dev/candor/export/verify")
            .toAbsolutePath()
            .normalize()
            .toString();
    private static final Path EXAMPLE =
            Path.of("..", "docs/examples/office-fire.ndjson").toAbsolutePath();
    private static final String ID = "fire-20260307-017";

    @TempDir
    static Path exported;

    @TempDir
    Path folder;

    Installed installed;

    @BeforeAll
    static void export() {
        Installed.Ended ended = new Installed(exported)
                .candor("export", "session", ID, "--from", EXAMPLE.toString(), "--format", "all", "--out", "out");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    @BeforeEach
    void install() {
        installed = new Installed(folder);
        assertThat(installed
                        .command("cp", "-R", exported.resolve("out").toString(), "out")
                        .exitCode())
                .isZero();
    }

    private Path file(String name) {
        return folder.resolve("out").resolve(ID).resolve(name);
    }

    @Test
    void bundle_thatNobodyTouched_isReproduced() {
        Installed.Ended ended = installed.candor("verify", "out/" + ID);

        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out())
                .matches("bundle out/" + ID + " can be reproduced: \\d+ events, score \\d+ \\(\\w+\\), 7 files\n");
    }

    @Test
    void changedBundle_isRefuted_aLineForEachDifference() throws IOException {
        Path json = file("session.json");
        Files.writeString(json, Files.readString(json).replaceFirst("\"score_total\":\\d+", "\"score_total\":99"));
        Installed.Ended ended = installed.candor("verify", "out/" + ID);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.lines().getFirst())
                .matches("session\\.json:/(score|report)/score_total: expected \\d+, found 99: the rubric gives .*"
                        + " \\[SCORE\\]");
        assertThat(ended.lines().getLast()).startsWith("bundle out/" + ID + " cannot be reproduced: ");
    }

    @Test
    void rowThatIsGone_isNamed() throws IOException {
        List<String> rows = new ArrayList<>(Files.readAllLines(file("session.csv")));
        rows.remove(2);
        Files.write(file("session.csv"), rows);
        Installed.Ended ended = installed.candor("verify", "out/" + ID);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).contains("session.csv:row 2, column timestamp: expected ", "[CSV]", "[FILES]");
    }

    @Test
    void claimOf72Points_isRefuted_withTheSums() {
        Installed.Ended ended =
                installed.candor("verify", CLAIM + "/claims-72.json", "--csv", CLAIM + "/claims-72.csv");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.lines().getFirst())
                .startsWith("claims-72.json:/score/score_total: expected 25, found 72: the rubric gives 25 (fail):")
                .endsWith("none of them gives 72 [SCORE]");
    }

    @Test
    void readerThatHasGone_endsItQuietly_withTheVerdict() {
        Installed.Ended ended = installed.command(
                "bash",
                "-c",
                "\"$1\" verify \"$2\" | true; echo ${PIPESTATUS[0]}",
                "bash",
                Installed.CANDOR.toString(),
                CLAIM + "/claims-72.json");
        assertThat(ended.out()).isEqualTo("1\n");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void pageAlone_isNoBundleYet_andItIsSaidWhatMakesItOne() {
        installed.candor("export", "session", ID, "--from", EXAMPLE.toString(), "--format", "html", "--out", "page");
        Installed.Ended ended = installed.candor("verify", "page/" + ID);
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).contains("put it there with candor export session ID --format json [FILES]");
        installed.candor("export", "session", ID, "--from", EXAMPLE.toString(), "--format", "json", "--out", "page");
        assertThat(installed.candor("verify", "page/" + ID).exitCode()).isZero();
    }

    @Test
    void ownScenario_recomputesByTheCopies() {
        Installed.Ended ended = installed.candor("verify", "--own-scenario", "out/" + ID);

        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.err()).contains("note: the scenario \"office_fire_mvp\" is at hand with the same rules");
    }

    @Test
    void json_hasItAll() {
        Installed.Ended ended = installed.candor("verify", "--json", "out/" + ID);

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("\"reproduced\":true", "\"differences\":[]", "\"files\":7");
    }

    @Test
    void whatIsNotThere_isSaid() {
        assertThat(installed.candor("verify", "nothing").err())
                .isEqualTo(
                        "candor: a bundle is the folder that an export wrote, or a file with its JSON, found nothing at"
                                + " nothing [bundle-not-found]\n");
        assertThat(installed.candor("verify", "nothing").exitCode()).isEqualTo(1);
        assertThat(installed.candor("verify").exitCode()).isEqualTo(2);
    }
}
