package dev.candor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code check} in a checkout of two modules, with a Maven that tells what it was asked for. */
class CheckScriptTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path FIND_JAVA = Path.of("app/src/main/sh/find-java.sh");

    @TempDir
    Path checkout;

    @BeforeEach
    void copyTheScript() throws IOException {
        Files.createDirectories(checkout.resolve(FIND_JAVA).getParent());
        Files.createDirectories(checkout.resolve("modules/skill-usage/src"));
        Files.copy(ROOT.resolve(FIND_JAVA), checkout.resolve(FIND_JAVA));
        Files.copy(ROOT.resolve("check"), checkout.resolve("check"));
    }

    @Test
    void unknownModule_isRefusedWithThoseThatThereAre() throws Exception {
        maven("exit 0");
        assertThat(check(2, "skills"))
                .containsExactly("check: there is no module skills; the modules are skill-usage app");
    }

    @Test
    void module_runsItsOwnTestsAndCountsThem() throws Exception {
        maven("""
                echo "$@" > asked
                echo '[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s -- in OneTest'
                echo '[WARNING] Tests run: 5, Failures: 0, Errors: 0, Skipped: 1'""");
        assertThat(check(0, "modules/skill-usage/").getLast()).matches("skill-usage +5 +0 +1 +\\d+ s +passed");
        assertThat(checkout.resolve("asked"))
                .content()
                .contains("-pl modules/skill-usage -am spotless:apply test", "-Dtest=dev/candor/skillusage/**/*Test");
    }

    @Test
    void everyModule_noTestAtAll_fails() throws Exception {
        maven("exit 0");
        assertThat(check(1).getLast()).matches("all modules +0 +0 +0 +\\d+ s +FAILED");
    }

    @Test
    void deep_aLegFails_theOthersRunAllTheSame() throws Exception {
        assumeTrue(hasLibfaketime());
        maven("""
                echo '[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0'
                case "$TZ $*" in
                  *2028*) echo '[ERROR] Tests run: 3, Failures: 1, Errors: 1, Skipped: 0'; echo '[INFO]' ;;
                  *St_Johns*) exit 1 ;;
                esac""");
        List<String> said = check(1, "--deep");
        assertThat(said).contains("[ERROR] Tests run: 3, Failures: 1, Errors: 1, Skipped: 0");
        assertThat(said.subList(said.size() - 7, said.size()))
                .extracting(row -> row.replaceAll(" +", " ").replaceAll("\\d+ s ", ""))
                .containsExactly(
                        "the full proof 5 0 0 passed",
                        "units, date +365d 5 0 0 passed",
                        "units, date @2028-02-29 12:00:00 8 2 0 FAILED",
                        "units, date @2027-12-31 23:59:59 5 0 0 passed",
                        "units, zone Pacific/Kiritimati 5 0 0 passed",
                        "units, zone America/St_Johns 5 0 0 FAILED",
                        "units, zone Asia/Kathmandu 5 0 0 passed");
    }

    private void maven(String script) throws IOException {
        Path maven = Files.writeString(checkout.resolve("mvn"), "#!/bin/sh\n" + script + "\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    /** What the script says, standard error included. */
    private List<String> check(int exitCode, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "check"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(checkout.toFile());
        // whoever runs these tests may have chosen a zone, which is what the script chooses for its legs
        builder.environment().remove("TZ");
        builder.environment().merge("PATH", checkout.toString(), (path, first) -> first + File.pathSeparator + path);
        Process process = builder.redirectErrorStream(true).start();
        List<String> said = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", said)).isEqualTo(exitCode);
        return said;
    }

    private static boolean hasLibfaketime() {
        return Stream.of("lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu", "lib64")
                .map(folder -> Path.of("/usr", folder, "faketime/libfaketimeMT.so.1"))
                .anyMatch(Files::exists);
    }
}
