package dev.candor.export.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdHashesTest {
    @Test
    void idThatWasMet_isNotNew_howeverManyCameBetween() {
        IdHashes ids = new IdHashes();
        for (int i = 0; i < 100_000; i++) {
            assertThat(ids.add("evt-" + i)).isTrue();
        }

        assertThat(ids.add("evt-0")).isFalse();
        assertThat(ids.add("evt-99999")).isFalse();
        assertThat(ids.add("evt-100000")).isTrue();
    }
}
