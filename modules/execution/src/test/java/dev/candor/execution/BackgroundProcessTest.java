package dev.candor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundProcessTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"), "WORD", "told");

    @TempDir
    Path folder;

    @Test
    void process_hasASessionOfItsOwn_readsNothing_andIsHeardInTheFile() throws Exception {
        Path heard = Files.createFile(folder.resolve("heard"));
        Process process = BackgroundProcess.start(
                List.of("sh", "-c", "cat; echo \"$WORD\"; echo error >&2; cut -d ' ' -f 1,6 /proc/$$/stat"),
                ENVIRONMENT,
                Optional.of(heard));
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(heard)).isEqualTo("told\nerror\n" + process.pid() + " " + process.pid() + "\n");
    }

    @Test
    void process_thatNobodyListensTo_ends() throws Exception {
        assertThat(BackgroundProcess.start(List.of("echo", "word"), ENVIRONMENT, Optional.empty())
                        .waitFor())
                .isZero();
    }
}
