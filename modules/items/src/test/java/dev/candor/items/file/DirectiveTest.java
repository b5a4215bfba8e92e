package dev.candor.items.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectiveTest {
    private static final String DIRECTIVE = """
            <!-- kiwi-mcp:validated:2026-01-29T10:30:00Z:0000 -->
            ---
            telemetry: {total_runs: 1}
            ---

            # Deploy

            <directive name="deploy" version="1.0.0">
              <inputs>
                <input name="target" type="string" required="true">Where > there</input>
                <input name='retries' type='integer' required='false' default='3'/>
                <input name="note" default="a &gt; b &amp;lt;"/>
              </inputs>
              <process>Deploy to {input:target} with {retries} retries: {note}. Keep {other}, {} and ${target}.</process>
            </directive>
            """;

    @Test
    void filled_inputsAndDefaults_standInTheText() throws Exception {
        assertThat(filled("{\"target\":\"{retries}\"}"))
                .startsWith("# Deploy\n")
                .contains("Deploy to {retries} with 3 retries: a > b &lt;. Keep {other}, {} and ${target}.");
    }

    @Test
    void filled_missingOrUnknown_isRefused() {
        assertThatThrownBy(() -> filled("{\"retries\":\"many\",\"x\":1}"))
                .hasMessageContaining("target is required; retries must be integer, found \"many\"; unknown: \"x\"");
    }

    @Test
    void filled_withoutDeclaredInputs_takesWhatIsGiven() throws Exception {
        assertThat(Directive.filled("Say {word} {n} times.\n", ObjectValue.parse("{\"word\":\"$1\",\"n\":2}")))
                .isEqualTo("Say $1 2 times.\n");
    }

    @Test
    void filled_toMoreThanATextMayHave_isRefused() {
        ObjectValue params = new ObjectValue(Map.of("x", JsonValue.of("y".repeat(200_000))));

        assertThatThrownBy(() -> Directive.filled("{x}".repeat(2000), params))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("filled in, they would make too long a text");
        assertThatCode(() -> Directive.filled("{x}".repeat(20), params)).doesNotThrowAnyException();
    }

    private static String filled(String params) throws Exception {
        return Directive.filled(DIRECTIVE, ObjectValue.parse(params));
    }
}
