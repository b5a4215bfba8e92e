package dev.candor.skillusage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListSkillsTest {
    @TempDir
    Path folder;

    private ListSkills skills;

    @BeforeEach
    void log() throws IOException {
        EventLog log = EventLog.inFolder(
                folder.resolve("log"),
                LogSettings.standard(),
                InstantSource.fixed(Instant.parse("2026-01-28T14:22:00Z")),
                notice -> {});
        log.append(List.of(
                row("plan", "success", "2026-01-28T10:00:00Z"),
                row("publish", "failure", "2026-01-28T09:00:00.500Z"),
                row("plan", "failure", "2026-01-28T08:00:00Z"),
                row("plan", "success", "this morning"),
                row("publish", "success", "2026-01-28T10:00:00.500Z")));
        skills = new ListSkills(log);
    }

    private static byte[] row(String skill, String status, String at) {
        return ("{\"context\":\"c\",\"duration_ms\":1,\"skill\":\"" + skill + "\",\"source\":\"o\",\"status\":\""
                        + status + "\",\"timestamp_utc\":\"" + at + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String told(int limit) throws IOException {
        Page page = new Page();
        skills.tell(skills.call(new ListSkills.Query(limit), ToolContext.unattended()), page);
        return page.text();
    }

    @Test
    void skills_areCounted_theLastOneFirst() throws IOException {
        assertThat(told(50)).isEqualTo("""
                RUNS  FAILED  LAST RUN                  SKILL
                   2       1  2026-01-28T10:00:00.500Z  publish
                   3       1  2026-01-28T10:00:00.000Z  plan""");
    }

    @Test
    void moreThanTheLimit_areCountedAllTheSame() throws IOException {
        assertThat(told(1)).contains("publish").doesNotContain("plan").endsWith("… and 1 more (limit)");
        assertThat(told(0)).isEqualTo("… and 2 more (limit)");
    }
}
