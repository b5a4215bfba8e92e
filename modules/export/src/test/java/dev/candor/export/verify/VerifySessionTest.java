package dev.candor.export.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.ScenarioFolders;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifySessionTest {
    @TempDir
    Path folder;

    @Test
    void sessionThatWasNotExported_isNotThere_andTheSentenceSaysWhatToDo() throws Exception {
        VerifySession verify = new VerifySession(folder, new ScenarioFolders(List.of()));
        VerifySession.Request request =
                VerifySessionRequestShape.INSTANCE.read(ObjectValue.parse("{\"session_id\":\"s/1\"}"), Instant.EPOCH);
        assertThatThrownBy(() -> verify.call(request, ToolContext.unattended()))
                .isInstanceOfSatisfying(
                        ToolException.class,
                        e -> assertThat(e.sentence())
                                .isEqualTo("the session \"s/1\" was not exported into " + folder
                                        + "; export it first: export_session"));
    }
}
