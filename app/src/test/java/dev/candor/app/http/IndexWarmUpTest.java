package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class IndexWarmUpTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void begin_asksOnce_howeverManyBrowsersCome() {
        IndexWarmUp warmUp = new IndexWarmUp((tool, arguments) -> {
            asked.add(tool);
            return arguments;
        });
        warmUp.begin();
        warmUp.begin();
        warmUp.close();
        assertThat(asked).containsExactly("show_stats");
    }

    @Test
    void close_withoutABrowser_asksNothing() {
        new IndexWarmUp((tool, arguments) -> {
                    asked.add(tool);
                    return arguments;
                })
                .close();
        assertThat(asked).isEmpty();
    }

    @Test
    void refusal_isForThePageToTell() throws Exception {
        IndexWarmUp warmUp = new IndexWarmUp((tool, arguments) -> {
            asked.add(tool);
            throw new ToolException(Kind.UNAVAILABLE, "index-unavailable", "there is no DuckDB");
        });
        warmUp.begin();
        warmUp.close();
        assertThat(asked).hasSize(1);
    }
}
