package dev.candor.execution.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.JsonWriter;
import org.junit.jupiter.api.Test;

class YamlTextTest {
    @Test
    void object_everyKindOfValue_isPlainData() throws Exception {
        String yaml = "a: 1\nb: 1.50\nc: yes\nd: ~\ne: [x, 'y']\nf: {g: h}\nt: 2026-01-29T10:30:00Z\no: 0x1F\n";

        assertThat(JsonWriter.compact(YamlText.object(yaml)))
                .isEqualTo("{\"a\":1,\"b\":1.50,\"c\":true,\"d\":null,\"e\":[\"x\",\"y\"],\"f\":{\"g\":\"h\"},"
                        + "\"o\":\"0x1F\",\"t\":\"2026-01-29T10:30:00Z\"}");
    }

    @Test
    void object_nothing_isEmpty() throws Exception {
        assertThat(YamlText.object("# only a comment\n").members()).isEmpty();
    }

    @Test
    void object_broken_saysWhere() {
        assertThatThrownBy(() -> YamlText.object("a: 1\nb: [\n")).hasMessageStartingWith("line 3, column 1: ");
        assertThatThrownBy(() -> YamlText.object("a: 1\nb: 2\na: 3\n"))
                .hasMessage("line 3, column 1: 'a' stands here twice");
        assertThatThrownBy(() -> YamlText.object("- 1\n"))
                .hasMessage("line 1, column 1: a mapping (name: value) is needed");
    }

    @Test
    void object_tagsOfObjects_areRefused() {
        assertThatThrownBy(() -> YamlText.object("a: !!javax.script.ScriptEngineManager [x]\n"))
                .hasMessageContaining("is not allowed");
    }

    @Test
    void object_aliasesThatExplode_areRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 6; i++) {
            bomb.append("a" + i + ": &a" + i + " [")
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("x]\n");
        }

        assertThatThrownBy(() -> YamlText.object(bomb.toString())).isInstanceOf(YamlText.YamlFault.class);
    }
}
