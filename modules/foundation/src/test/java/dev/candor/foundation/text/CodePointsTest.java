package dev.candor.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodePointsTest {
    private static final String EMOJI = "\uD83C\uDF89";

    @Test
    void emoji_isOne() {
        assertThat(CodePoints.count("a" + EMOJI.repeat(3))).isEqualTo(4);
    }

    @Test
    void bound_isReachedByCharactersNotByTheirHalves() {
        assertThat(CodePoints.exceed(EMOJI.repeat(200), 200)).isFalse();
        assertThat(CodePoints.exceed(EMOJI.repeat(201), 200)).isTrue();
        assertThat(CodePoints.exceed("a".repeat(201), 200)).isTrue();
    }

    @Test
    void cut_keepsEachCharacterWhole() {
        assertThat(CodePoints.first("a" + EMOJI + EMOJI, 2)).isEqualTo("a" + EMOJI);
        assertThat(CodePoints.first("ab", 2)).isEqualTo("ab");
    }
}
