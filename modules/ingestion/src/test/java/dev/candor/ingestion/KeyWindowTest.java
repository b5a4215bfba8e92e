package dev.candor.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyWindowTest {
    private static final int CAPACITY = 300;

    /** Few different halves, so that many keys share a slot. */
    private static RowKey key(Random random) {
        return new RowKey(random.nextInt(40), (long) random.nextInt(20) << 11, random.nextLong());
    }

    private static boolean same(RowKey one, RowKey other) {
        return one.high() == other.high() && one.low() == other.low();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anySteps_giveWhatAListWouldGive(long seed) {
        Random random = new Random(seed);
        KeyWindow window = new KeyWindow(CAPACITY, true);
        Deque<RowKey> model = new ArrayDeque<>();
        for (int step = 0; step < 20_000; step++) {
            RowKey key = key(random);
            boolean known = model.stream().anyMatch(other -> same(other, key));
            assertThat(window.contains(key)).isEqualTo(known);
            if (known) {
                RowKey first = model.stream()
                        .filter(other -> same(other, key))
                        .findFirst()
                        .orElseThrow();
                assertThat(window.contentOf(key)).isEqualTo(first.content());
            } else {
                window.add(key);
                model.addLast(key);
                if (model.size() > CAPACITY) {
                    model.removeFirst();
                }
            }
            if (random.nextInt(50) == 0) {
                int count = Math.min(random.nextInt(20), model.size());
                window.removeNewest(count);
                for (int i = 0; i < count; i++) {
                    model.removeLast();
                }
            }
            assertThat(window.size()).isEqualTo(model.size());
        }
        List<RowKey> keys = new ArrayList<>();
        for (int age = 0; age < window.size(); age++) {
            keys.add(window.get(age));
        }
        assertThat(keys).isEqualTo(List.copyOf(model));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16_384, 100_000})
    void manyKeys_areAllFound_untilTheOldestGo(int capacity) {
        KeyWindow window = new KeyWindow(capacity, true);
        for (long i = 0; i < capacity + 10L; i++) {
            window.add(new RowKey(i, i * 31, i));
        }

        assertThat(window.size()).isEqualTo(capacity);
        assertThat(window.contains(new RowKey(9, 9 * 31, 0))).isFalse();
        assertThat(window.contains(new RowKey(10, 10 * 31, 0))).isTrue();
        long last = capacity + 9L;
        assertThat(window.contentOf(new RowKey(last, last * 31, 0))).isEqualTo(last);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 5000})
    void clearedWindow_isEmpty(int keys) {
        KeyWindow window = new KeyWindow(10_000, true);
        for (int i = 0; i < keys; i++) {
            window.add(new RowKey(i, i, i));
        }
        window.clear();

        assertThat(window.size()).isZero();
        assertThat(window.contains(new RowKey(1, 1, 1))).isFalse();
    }
}
