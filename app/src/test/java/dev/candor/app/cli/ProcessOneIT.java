package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As process 1 of a container Candor adopts processes, and collects those that end. */
class ProcessOneIT {
    private static final String ZOMBIES = "grep -l '^State:.Z' /proc/[0-9]*/status | wc -l";

    @TempDir
    Path folder;

    private Installed installed;

    @BeforeEach
    void needsNamespaces() {
        installed = new Installed(folder);
        assumeTrue(apart("true").exitCode() == 0, "needs the right to make a process namespace");
    }

    @Test
    void wrapper_collectsWhatItAdopts() {
        installed.write("orphans.sh", "for i in 1 2 3; do (sleep 0.1 &); done; sleep 0.5; " + ZOMBIES);
        Installed.Ended ended =
                apart("exec " + Installed.CANDOR + " run --skill s --events events.jsonl -- sh orphans.sh");
        assertThat(ended.lines()).startsWith("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve --port 0", "mcp"})
    void whatStays_collectsWhatItAdopts(String verb) {
        installed.write("orphans.sh", """
                until_it_is() { # COMMAND OUTPUT
                  tries=0
                  until [ "$(eval "$1")" = "$2" ]; do
                    tries=$((tries + 1))
                    [ $tries -lt 300 ] || return 1
                    sleep 0.1
                  done
                }
                until_it_is 'cat /proc/1/comm' java
                for i in 1 2 3; do (true &); done
                until_it_is "$ZOMBIES" 3 && echo adopted >> seen
                until_it_is "$ZOMBIES" 0 && echo collected >> seen
                kill -TERM 1
                """);
        apart("ZOMBIES=\"" + ZOMBIES + "\"; export ZOMBIES; mkfifo agent; sh orphans.sh & exec " + Installed.CANDOR
                + " " + verb + " <> agent");
        assertThat(installed.rows("seen")).containsExactly("adopted", "collected");
    }

    private Installed.Ended apart(String script) {
        return installed.command("unshare", "-pf", "--mount-proc", "sh", "-c", script);
    }
}
