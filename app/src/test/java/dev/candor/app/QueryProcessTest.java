package dev.candor.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryProcessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | candor: the query was stopped: it was not done after 5.0 s",
                "1 | candor: the query was stopped: it needs more than 128 MB of memory beside the tables",
                "137 | ''"
            })
    void stoppedQuery_isNoMistakeInTheArguments(int exitCode, String errors) {
        ToolException refusal = QueryProcess.refused(exitCode, errors);
        assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refusal.code()).isEqualTo("query-stopped");
        assertThat(refusal.sentence()).startsWith("the query was stopped: it ").doesNotContain("stopped: the query");
    }

    @Test
    void wrongQuery_isAMistakeInTheArguments() {
        ToolException refusal = QueryProcess.refused(1, "candor: Parser Error: syntax error");
        assertThat(refusal.kind()).isEqualTo(Kind.INVALID_ARGUMENTS);
        assertThat(refusal.sentence()).isEqualTo("Parser Error: syntax error");
    }
}
