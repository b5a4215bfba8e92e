package dev.candor.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as one change of a YAML text. */
class YamlEventsTest {
    private static final YamlEvents ENTRY = YamlEvents.ofEntries("e: true");
    private static final YamlEvents WORD = YamlEvents.ofValue("true");

    @Test
    void become_entryInsertedAnywhere_isOneChange() {
        assertThat(become("{a: 1, b: 2}", "e: true\na: 1 # c\nb: 2", 0, ENTRY)).isTrue();
        assertThat(become("{a: 1, b: 2}", "{a: 1, e: true, b: 2}", 0, ENTRY)).isTrue();
        assertThat(become("{a: 1, b: 2}", "{a: 1, b: 2, e: true}", 0, ENTRY)).isTrue();
        assertThat(become("{e: true}", "{e: true, e: true}", 0, ENTRY)).isTrue();
    }

    @Test
    void become_otherEntryInserted_isNotThatChange() {
        assertThat(become("{a: 1}", "{a: 1, e: false}", 0, ENTRY)).isFalse();
        assertThat(become("{a: 1}", "{a: 1, e: 'true'}", 0, ENTRY)).isFalse();
        assertThat(become("{a: 1}", "{a: 1, &x e: true}", 0, ENTRY)).isFalse();
    }

    @Test
    void become_somethingElseChangedToo_isNotThatChange() {
        assertThat(become("{a: 1, b: 2}", "{e: true, a: 1, b: 3}", 0, ENTRY)).isFalse();
        assertThat(become("{a: 1, b: 2}", "{a: '1', e: true, b: 2}", 0, ENTRY)).isFalse();
        assertThat(become("{a: 1, b: 2}", "{e: true, a: 1}", 0, ENTRY)).isFalse();
        assertThat(become("a: |\n  x", "a: |\n  x\ne: true", 0, ENTRY)).isFalse();
    }

    @Test
    void become_wordReplaced_isOneChange() {
        assertThat(become("{a: no, b: 2}", "{a: true, b: 2}", 1, WORD)).isTrue();
        assertThat(become("{a: no, b: 2}", "{a: true, b: 2}", 0, WORD)).isFalse();
        assertThat(become("{a: no, b: no}", "{a: true, b: true}", 1, WORD)).isFalse();
        assertThat(become("{a: no, b: 2}", "{a: yes, b: 2}", 1, WORD)).isFalse();
    }

    private static boolean become(String before, String after, int removed, YamlEvents put) {
        return YamlEvents.of(before).become(YamlEvents.of(after), removed, put);
    }
}
