package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrapped command finds itself as it would without the wrapper. */
class FidelityIT {
    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    @Test
    void processAsItFindsItself_isTheSame() {
        // arguments and environment byte for byte (also what is no text), descriptors, limits, signal state, umask, …
        installed.python("same_process.py", Installed.CANDOR.toString());
    }

    @Test
    void emptyEnvironment_staysEmpty() {
        String command = "env -i " + Installed.CANDOR + " run --skill s --events events.jsonl -- /usr/bin/env";
        assertThat(installed.command("sh", "-c", command).out())
                .isEqualTo("status=success rc=0 skill=s event_appended=1\n");
    }

    @Test
    void descriptorsOfProcessSubstitution_reachTheCommand() {
        String command = Installed.CANDOR + " run --skill s --events events.jsonl -- cat <(echo one) <(echo two)";
        assertThat(installed.command("bash", "-c", command).lines()).startsWith("one", "two");
    }

    @Test
    void standardInput_reachesTheCommandByteForByte() {
        installed.command("sh", "-c", "head -c 3000000 /dev/urandom > input");
        Installed.Ended ended = installed.command(
                "sh",
                "-c",
                Installed.CANDOR + " run --skill s --events events.jsonl -- sha256sum < input; sha256sum < input");
        assertThat(ended.lines().get(0)).isEqualTo(ended.lines().get(2));
    }

    @Test
    void standardInput_isLeftForWhoComesAfter() {
        Installed.Ended ended = installed.command(
                "sh",
                "-c",
                "printf 'one\\ntwo\\n' | { " + Installed.CANDOR
                        + " run --skill s --events events.jsonl -- sh -c 'read a; echo got $a'; read b; echo left $b; }");
        assertThat(ended.lines())
                .containsExactly("got one", "status=success rc=0 skill=s event_appended=1", "left two");
    }

    @Test
    void outputThatIsNoText_passesAndIsNoFailure() {
        Installed.Ended ended = installed.run("--json", "--", "printf", "\\377\\376\\000\\n");
        byte[] out = ended.out().getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Arrays.copyOf(out, 4)).containsExactly(0xFF, 0xFE, 0x00, '\n');
        assertThat(ended.lines().getLast()).contains("\"status\":\"success\"");
    }

    @Test
    void outputAndErrors_stayApart() {
        Installed.Ended ended = installed.run("--", "sh", "-c", "echo out; echo err >&2");
        assertThat(ended.lines()).containsExactly("out", "status=success rc=0 skill=s event_appended=1");
        assertThat(ended.err()).isEqualTo("err\n");
    }

    @Test
    void output_streamsWhileTheCommandRuns() throws IOException {
        // the command waits until its first line has been read: captured output would wait for ever
        Installed.Ended ended = installed.command(
                "sh",
                "-c",
                "mkfifo seen; " + Installed.CANDOR
                        + " run --skill s --events events.jsonl -- sh -c 'echo first; read x < seen; echo $x'"
                        + " | { read line; echo $line; echo go > seen; cat; }");
        assertThat(ended.lines()).containsExactly("first", "go", "status=success rc=0 skill=s event_appended=1");
    }

    @Test
    void readerThatGoesAway_endsTheCommandAsWithoutWrapper() {
        Installed.Ended ended = installed.command(
                "sh",
                "-c",
                "{ " + Installed.CANDOR + " run --skill s --events events.jsonl -- yes; echo $? > code; } | head -n 1");
        assertThat(ended.out()).isEqualTo("y\n");
        assertThat(installed.rows("code")).containsExactly("141");
        assertThat(installed.rows().getLast()).contains("command_exit=141");
    }

    @Test
    void terminal_isTheCommandsToo() {
        Installed.Ended ended = installed.python("terminal.py", Installed.CANDOR.toString());
        assertThat(ended.out()).contains("tty=True,True,True").contains("stopped and continued");
    }

    @Test
    void folder_isTheOneOfCwd() throws IOException {
        Files.createDirectories(folder.resolve("below"));
        Installed.Ended ended = installed.run("--cwd", "below", "--", "pwd");
        assertThat(ended.lines().getFirst()).endsWith("/below");
        assertThat(folder.resolve("events.jsonl")).exists();
    }

    @Test
    void stdoutFile_takesTheOutputAndItsFoldersAreMade() {
        Installed.Ended ended = installed.run("--stdout-file", "made/for/it.txt", "--cwd", "/", "--", "pwd");
        assertThat(ended.out()).isEqualTo("status=success rc=0 skill=s event_appended=1\n");
        assertThat(folder.resolve("made/for/it.txt")).hasContent("/");
    }

    @Test
    void backgroundProcess_isLeftRunningAsWithoutWrapper() {
        Installed.Ended ended = installed.command(
                "sh",
                "-c",
                Installed.CANDOR + " run --skill s --events events.jsonl -- sh -c 'sleep 20 >&- 2>&- & echo $!' > out;"
                        + " pid=$(head -n 1 out); kill -0 $pid && echo alive; kill $pid");
        assertThat(ended.out()).isEqualTo("alive\n");
    }
}
