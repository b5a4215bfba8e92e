package dev.candor.app.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {
    private static final ObjectValue NOTHING = new ObjectValue(Map.of());

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private String state = "one row";
    private long asked;
    private boolean isBroken;
    private final KeptAnswers answers = new KeptAnswers(this::answer, () -> state, () -> now);

    private ObjectValue answer(String tool, ObjectValue arguments) throws ToolException {
        if (isBroken) {
            throw new ToolException(Kind.UNAVAILABLE, "index-unavailable", "no");
        }
        asked++;
        return new ObjectValue(Map.of("asked", JsonValue.of(asked)));
    }

    private long ask(String tool) throws ToolException {
        return answers.ask(tool, NOTHING).integer("asked").orElseThrow();
    }

    @Test
    void answer_isGivenAgain_whileNoRowCame() throws ToolException {
        assertThat(ask("show_stats")).isEqualTo(1);
        assertThat(ask("show_stats")).isEqualTo(1);
        assertThat(ask("find_unused")).isEqualTo(2);
        state = "two rows";
        assertThat(ask("show_stats")).isEqualTo(3);
    }

    @Test
    void answer_isNotGivenAgain_whenItsTimesMeanOthers() throws ToolException {
        assertThat(ask("show_stats")).isEqualTo(1);
        now = now.plus(Duration.ofSeconds(61));
        assertThat(ask("show_stats")).isEqualTo(2);
    }

    @Test
    void whatDependsOnMoreThanTheLogs_isAskedEachTime() throws ToolException {
        assertThat(ask("check_health")).isEqualTo(1);
        assertThat(ask("check_health")).isEqualTo(2);
    }

    @Test
    void failure_isNotKept() throws ToolException {
        isBroken = true;
        assertThatThrownBy(() -> ask("show_stats")).isInstanceOf(ToolException.class);
        isBroken = false;
        assertThat(ask("show_stats")).isEqualTo(1);
    }
}
