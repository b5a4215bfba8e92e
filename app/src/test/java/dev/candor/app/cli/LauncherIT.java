package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What keeps the JVM from starting ends in a sentence of ours and 125, whichever shell reads the launcher; and what needs
 * DuckDB is given it.
 */
class LauncherIT {
    private static final String GONE = "candor: the current folder is gone; change to one that exists";

    /** They ask through others, stay, or write where their example says: other tests run them. */
    private static final Set<String> NOT_ASKING = Set.of(
            "run",
            "exec",
            "hook",
            "tee",
            "tool",
            "setup",
            "serve",
            "mcp",
            "health",
            "open",
            "demo",
            "backup",
            "restore",
            "completion",
            "help");

    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "zsh", "busybox sh"})
    void folderThatIsGone(String shell) {
        Installed.Ended ended = installed.command(
                "sh", "-c", "mkdir g; cd g; rmdir ../g; exec " + shell + " " + Installed.CANDOR + " status");
        assertThat(ended.exitCode()).isEqualTo(125);
        assertThat(ended.err().lines()).endsWith(GONE).noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void folderThatIsGoneAndMadeAgain_isAnother() {
        Installed.Ended ended = installed.command(
                "sh", "-c", "mkdir g; cd g; rmdir ../g; mkdir ../g; exec " + Installed.CANDOR + " status");
        assertThat(ended.exitCode()).isEqualTo(125);
        assertThat(ended.err().lines()).endsWith(GONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unset PWD", "export PWD=/nowhere", "export PWD=."})
    void folderThatIsThere_whateverIsSaidOfIt(String before) {
        String command = before + "; exec " + Installed.CANDOR + " --version";
        assertThat(installed.command("sh", "-c", command).exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "rm inst/lib/*.jar, lib has no jar; install it again",
        "rm inst/lib/java inst/lib/find-java.sh, lib/find-java.sh is missing",
    })
    void installationThatIsNotComplete(String damage, String sentence) {
        Path home = Installed.CANDOR.getParent().getParent();
        Installed.Ended ended = installed.command(
                "sh",
                "-c",
                "mkdir inst; cp -R '" + home + "/bin' inst; mkdir inst/lib; cp '" + home + "'/lib/*.jar '" + home
                        + "/lib/java' '" + home + "/lib/find-java.sh' inst/lib; " + damage
                        + "; exec inst/bin/candor --version");
        assertThat(ended.exitCode()).isEqualTo(125);
        assertThat(ended.err()).startsWith("candor: the installation in ").endsWith(sentence + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "run --skill s --events e.jsonl -- true, 2000000, 2076672",
        "status, 2400000, 2469888",
        "ingest e.jsonl, 2600000, 2674688",
        "serve --port 0, 3400000, 3493888",
    })
    void lessMemoryThanTheJvmReserves(String verb, int allowed, int needed) {
        Installed.Ended ended =
                installed.command("sh", "-c", "ulimit -v " + allowed + "; exec " + Installed.CANDOR + " " + verb);
        assertThat(ended.exitCode()).isEqualTo(125);
        assertThat(ended.err())
                .isEqualTo("candor: the limit of virtual memory (ulimit -v) is " + allowed + " KB, and this takes "
                        + needed + " KB; raise it\n");
    }

    @Test
    void asMuchMemoryAsTheJvmReserves_isEnough() {
        String command = "ulimit -v 2469888; exec " + Installed.CANDOR + " status";
        assertThat(installed.command("sh", "-c", command).exitCode()).isZero();
    }

    /** The first and the last example in the manuals of all that might ask the index. */
    private static List<String> examples() {
        return Verb.all().stream()
                .filter(entry -> !NOT_ASKING.contains(entry.name()))
                .map(entry -> entry.verb().get().manual().examples())
                .flatMap(examples -> Stream.of(examples.getFirst(), examples.getLast()))
                .filter(example -> example.startsWith("candor ") && !example.endsWith("\\"))
                .distinct()
                .toList();
    }

    /** The launcher gives DuckDB to the commands of its list only. */
    @ParameterizedTest
    @MethodSource("examples")
    void whateverAsksTheIndex_isGivenDuckDb(String example) {
        String path = Installed.CANDOR.getParent() + ":" + System.getenv("PATH");
        assertThat(installed.command(Map.of("PATH", path), "sh", "-c", example).err())
                .doesNotContain("analytics part", "cannot be loaded");
    }
}
