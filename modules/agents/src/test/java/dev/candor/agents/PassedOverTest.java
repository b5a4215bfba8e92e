package dev.candor.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassedOverTest {
    @TempDir
    Path folder;

    @Test
    void counts_addUpOverProcesses() throws IOException {
        Path file = folder.resolve("hooks/passed-over.json");
        new PassedOver(file).add(Map.of("codex PreToolUse", 2L));
        new PassedOver(file).add(Map.of("codex PreToolUse", 1L, "cursor stop", 4L));
        assertThat(new PassedOver(file).counts())
                .containsExactlyInAnyOrderEntriesOf(Map.of("codex PreToolUse", 3L, "cursor stop", 4L));
    }

    @Test
    void nothing_makesNoFile_andWhatIsDamagedIsBegunAnew() throws IOException {
        Path file = folder.resolve("passed-over.json");
        new PassedOver(file).add(Map.of());
        assertThat(file).doesNotExist();
        assertThat(new PassedOver(file).counts()).isEmpty();
        Files.writeString(file, "{\"a\": 1, \"b\"");
        new PassedOver(file).add(Map.of("codex PreToolUse", 1L));
        assertThat(file).hasContent("{\n  \"codex PreToolUse\": 1\n}\n");
    }

    @Test
    void namesWithoutEnd_areCountedAsOthers() throws IOException {
        PassedOver passedOver = new PassedOver(folder.resolve("passed-over.json"));
        for (int part = 0; part < 2; part++) {
            Map<String, Long> many = new HashMap<>();
            for (int i = 0; i < AgentIntake.MAX_NAMES; i++) {
                many.put("codex event" + part + "_" + i, 1L);
            }
            passedOver.add(many);
        }
        assertThat(passedOver.counts()).hasSize(AgentIntake.MAX_NAMES + 1).containsEntry(AgentIntake.OTHER, 500L);
    }
}
