package dev.candor.skillusage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SkillWindowTest {
    @Test
    void moreRowsThanTheWindow_onlyTheLastCount() {
        SkillWindow window = new SkillWindow(2, 1);
        window.add(0);
        window.add(SkillWindow.OTHER);
        window.add(SkillWindow.OTHER);
        assertThat(window.count(0)).isZero();
        assertThat(window.total()).isEqualTo(3);
        assertThat(window.size()).isEqualTo(2);
    }

    @Test
    void windowIsZero_allRowsCount() {
        SkillWindow window = new SkillWindow(0, 1);
        for (int i = 0; i < 5000; i++) {
            window.add(0);
        }
        assertThat(window.count(0)).isEqualTo(5000);
        assertThat(window.size()).isEqualTo(5000);
    }

    @RepeatedTest(20)
    void anyRows_sameCountsAsALookAtTheLast(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int last = 1 + random.nextInt(3000);
        SkillWindow window = new SkillWindow(last, 3);
        List<Integer> rows = new ArrayList<>();
        int count = random.nextInt(10_000);
        for (int i = 0; i < count; i++) {
            int skill = random.nextInt(4) - 1;
            rows.add(skill);
            window.add(skill);
        }
        List<Integer> lastRows = rows.subList(Math.max(0, rows.size() - last), rows.size());
        for (int skill = 0; skill < 3; skill++) {
            int wanted = skill;
            assertThat(window.count(skill))
                    .isEqualTo(lastRows.stream().filter(row -> row == wanted).count());
        }
        assertThat(window.size()).isEqualTo(lastRows.size());
    }
}
