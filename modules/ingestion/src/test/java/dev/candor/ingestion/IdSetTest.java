package dev.candor.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdSetTest {
    @Test
    void add_randomIds_areAllFoundAndNoOthers() {
        Random random = new Random(5);
        IdSet ids = new IdSet();
        Set<String> model = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String id = "id-" + random.nextInt(15_000);
            ids.add(id);
            model.add(id);
        }
        assertThat(ids.size()).isEqualTo(model.size());
        for (int i = 0; i < 20_000; i++) {
            assertThat(ids.contains("id-" + i)).isEqualTo(model.contains("id-" + i));
        }
    }
}
